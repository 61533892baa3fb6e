import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { givenDatabase } from "../../tests/database.ts";
import type { Database } from "./db.server.ts";
import { createInboxReader } from "./inbox-reader.server.ts";
import { createInboxWriter } from "./inbox-writer.ts";
import type { InboxRow } from "./inbox.ts";
import { createLog } from "./log.server.ts";
import { mintKey } from "./secret.server.ts";

const at = new Date("2026-01-01T00:00:00Z");

async function givenWaiting(count: number) {
  const db = await givenDatabase();
  const inboxFile = path.join(path.dirname(db.file), "inbox.db");
  const writer = createInboxWriter(inboxFile, () => at.getTime());
  const webhook = (index: number) => ({
    kind: "webhook" as const,
    shop: "a.myshopify.com",
    webhookId: `${index}`,
    body: `${index}`,
  });
  writer.append(Array.from({ length: count }, (_, index) => webhook(index)));
  writer.close();
  return { db, inboxFile };
}

/** Counts what it records in the database itself, so that only what is committed counts. */
function givenReader(db: Database, inboxFile: string, refuse: (row: InboxRow) => boolean = () => false) {
  const reader = createInboxReader({
    db,
    inboxFile,
    key: mintKey(),
    log: createLog("silent"),
    recorders: {
      response: () => Promise.resolve(),
      webhook: async (tx, row) => {
        if (refuse(row)) throw new Error("poison");
        await tx.wording.create({ data: { shopId: 1, hash: row.body, text: "recorded", language: "en" } });
      },
    },
  });
  onTestFinished(() => void reader.close());
  return reader;
}

const recorded = async (db: Database) =>
  (await db.read.wording.findMany()).map((row) => Number(row.hash)).sort((a, b) => a - b);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

test("GIVEN a worker that was thought gone WHEN both record THEN each arrival is recorded once", async () => {
  const { db, inboxFile } = await givenWaiting(50);
  const readers = [givenReader(db, inboxFile), givenReader(db, inboxFile)];
  await Promise.all(
    readers.map(async (reader) => {
      while ((await reader.recordBatch()) !== undefined);
    }),
  );
  expect(await recorded(db)).toEqual(upTo(50));
  expect(await db.read.inboxDead.count()).toBe(0);
});

test("GIVEN poison among arrivals WHEN they are recorded THEN it is set aside, sealed, and the others go on", async () => {
  const { db, inboxFile } = await givenWaiting(30);
  const reader = givenReader(db, inboxFile, (row) => row.body === "7");
  while ((await reader.recordBatch()) !== undefined);
  expect(await recorded(db)).toEqual(upTo(30).filter((one) => one !== 7));
  const [dead, ...others] = await db.read.inboxDead.findMany();
  expect(others).toEqual([]);
  expect(dead?.seq).toBe(8);
  expect(dead?.sealed).not.toContain("poison");
});

test("GIVEN a database that cannot be written for a while WHEN arrivals are recorded THEN they wait and none is set aside", async () => {
  const { db, inboxFile } = await givenWaiting(30);
  let refusals = 2;
  const lockable: Database = {
    ...db,
    transaction(work) {
      refusals -= 1;
      return refusals < 0 ? db.transaction(work) : Promise.reject(new Error("SQLITE_BUSY: database is locked"));
    },
  };
  const reader = givenReader(lockable, inboxFile);
  await expect(reader.recordBatch()).rejects.toThrow("locked");
  while ((await reader.recordBatch()) !== undefined);
  expect(await recorded(db)).toEqual(upTo(30));
  expect(await db.read.inboxDead.count()).toBe(0);
});

test("F35: GIVEN poison in a batch and a machine that froze while the others were recorded one by one THEN none of those is set aside", async () => {
  const { db, inboxFile } = await givenWaiting(5);
  let transactions = 0;
  const freezing: Database = {
    ...db,
    transaction(work) {
      transactions += 1;
      // The batch comes first, then each alone: the second of them.
      if (transactions !== 3) return db.transaction(work);
      return db.transaction(async (tx) => {
        await work(tx);
        throw new Error("Transaction API error: A query cannot be executed on an expired transaction.");
      });
    },
  };
  const reader = givenReader(freezing, inboxFile, (row) => row.body === "3");
  while ((await reader.recordBatch()) !== undefined);
  expect(await recorded(db)).toEqual([0, 1, 2, 4]);
  expect((await db.read.inboxDead.findMany()).map(({ seq }) => seq)).toEqual([4]);
});
