import path from "node:path";
import Sqlite from "better-sqlite3";
import * as fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { QuizContent } from "../../app/contract/quiz.ts";
import type { ShopId } from "../../app/contract/shop.ts";
import { openDatabase } from "../../app/platform/db.server.ts";
import type { Database, Tx } from "../../app/platform/db.server.ts";
import { createInboxReader } from "../../app/platform/inbox-reader.server.ts";
import { createInboxWriter } from "../../app/platform/inbox-writer.ts";
import type { Arrival } from "../../app/platform/inbox.ts";
import { createLog } from "../../app/platform/log.server.ts";
import { deriveKey, mintKey, seal } from "../../app/platform/secret.server.ts";
import { addVersion, createQuiz } from "../../app/quiz/quiz.store.server.ts";
import { arrivalRecorder } from "../../app/response/record-arrival.server.ts";
import { recordWebhook } from "../../app/webhooks.server.ts";
import { givenDatabase } from "../database.ts";
import { anyArrival, SHOPS, VISITORS } from "./arrivals.ts";

const start = Date.parse("2026-03-01T10:00:00Z");
const master = mintKey();
const keys = { master, tombstone: deriveKey(Buffer.alloc(32, 3).toString("base64"), "tombstones") };

const choice = (id: string, ...options: string[]) => ({
  ...{ type: "single", id, text: id, required: false },
  options: options.map((option) => ({ id: option, text: option })),
});

/** The same ids in both shops and other words: what is taken for another shop's shows. */
async function addQuizzes(tx: Tx, shop: ShopId, words: string) {
  const result = { title: words, text: "", products: 0 };
  const consent = { type: "consent", id: "agree", text: `May ${words} remember it?`, purpose: "personalise" };
  const questions = [
    { ...choice("room", "home", "garden"), branches: [{ option: "garden", goTo: "agree" }] },
    { ...choice("taste", "retro", "calm"), type: "multiple" },
    { type: "text", id: "words", text: words, required: false },
    { ...consent, agree: "Yes", decline: "No" },
  ];
  const poll = { changeable: words === "one" };
  const add = async (handle: string, kind: "quiz" | "poll", content: object) => {
    const draft = QuizContent.parse(content);
    const id = await createQuiz(tx, shop, { handle, kind, draft }, new Date(start));
    await addVersion(tx, shop, { id }, { id: `${handle}-1`, content: draft }, new Date(start));
  };
  await add("quiz", "quiz", { title: words, language: "en", questions, result });
  const style = [choice("style", "retro", "calm")];
  await add("poll", "poll", { title: words, language: "en", questions: style, result, poll });
}

/** Two shops; in each a test person and somebody who was merged into a customer have browsers of their own. */
async function givenShops(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    for (const domain of SHOPS) {
      const dataKey = seal(master, `Shop.dataKey/${domain}`, mintKey().export().toString("base64"));
      const { id } = await tx.shop.create({ data: { domain, dataKey, installedAt: new Date(start) } });
      await addQuizzes(tx, id as ShopId, domain.split(".")[0] ?? "");
      const known = { shopId: id, consent: "granted", createdAt: new Date(start) };
      const tester = await tx.profile.create({ data: { ...known, kind: "test" } });
      const customer = await tx.profile.create({ data: { ...known, customerId: "71" } });
      const merged = await tx.profile.create({ data: { ...known, consent: "none", mergedIntoId: customer.id } });
      const browser = { shopId: id, createdAt: new Date(start) };
      await tx.visitor.create({ data: { ...browser, id: VISITORS[0] ?? "", profileId: tester.id } });
      await tx.visitor.create({ data: { ...browser, id: VISITORS[1] ?? "", profileId: merged.id } });
    }
  });
}

type Row = Record<string, unknown>;

/** All that is in the database, but for what is sealed: that is another text each time. */
function everythingIn(file: string): Record<string, unknown[]> {
  const db = new Sqlite(file, { readonly: true });
  const tables = db
    .prepare(
      `SELECT "name", "wr" AS "isByKey" FROM pragma_table_list
       WHERE "schema" = 'main' AND "type" = 'table' AND "name" NOT LIKE '\\_%' ESCAPE '\\' AND "name" NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .all() as { name: string; isByKey: number }[];
  const rowsOf = ({ name, isByKey }: { name: string; isByKey: number }) =>
    (db.prepare(`SELECT * FROM "${name}" ORDER BY ${isByKey ? "1, 2" : "rowid"}`).all() as Row[]).map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, /sealed/i.test(name) ? value !== null : value]),
      ),
    );
  const found = Object.fromEntries(tables.map((table) => [table.name, rowsOf(table)]));
  db.close();
  return found;
}

/** Records all of them, in one batch or each with a worker of its own. */
async function record(
  file: string,
  arrivals: readonly Arrival[],
  together: boolean,
): Promise<Record<string, unknown[]>> {
  const db = await openDatabase(file);
  const inboxFile = `${file}-inbox`;
  let minute = 0;
  const writer = createInboxWriter(inboxFile, () => start + minute * 60_000);
  const work = async () => {
    const reader = createInboxReader({
      ...{ db, inboxFile, key: master, log: createLog("silent") },
      recorders: {
        response: arrivalRecorder(master),
        webhook: (tx, row) => recordWebhook(tx, JSON.parse(row.body), new Date(row.receivedAt), keys),
      },
    });
    while ((await reader.recordBatch()) !== undefined);
    reader.close();
  };
  for (const arrival of arrivals) {
    minute += 1;
    writer.append([arrival]);
    if (!together) await work();
  }
  await work();
  writer.close();
  await db.close();
  return everythingIn(file);
}

test("GIVEN any people of any shops, twice in a batch or beside poison WHEN a batch is recorded THEN all stands as if each had come alone", async () => {
  const db = await givenDatabase();
  await givenShops(db);
  const template = new Sqlite(db.file);
  onTestFinished(() => void template.close());
  const seen = { dead: 0, answers: 0, votes: 0, orders: 0, merged: 0, traits: 0 };
  let runs = 0;
  const property = fc.asyncProperty(fc.array(anyArrival, { minLength: 15, maxLength: 48 }), async (arrivals) => {
    runs += 1;
    const files = ["alone", "together"].map((name) => path.join(path.dirname(db.file), `${name}-${runs}.db`));
    for (const file of files) template.exec(`VACUUM INTO '${file}'`);
    const [alone, together] = files as [string, string];
    const expected = await record(alone, arrivals, false);
    expect(await record(together, arrivals, true)).toEqual(expected);
    seen.dead += expected.InboxDead?.length ?? 0;
    seen.answers += expected.Answer?.length ?? 0;
    seen.votes += expected.PollVote?.length ?? 0;
    seen.orders += expected.Order?.length ?? 0;
    seen.traits += expected.Trait?.length ?? 0;
    seen.merged += (expected.Profile ?? []).filter((row) => (row as { mergedIntoId: unknown }).mergedIntoId).length - 2;
  });
  await fc.assert(property, { numRuns: 15 });
  // A property over nothing would hold as well.
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(0);
}, 240_000);
