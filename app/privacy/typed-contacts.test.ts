import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { PublishedQuiz } from "../contract/quiz.ts";
import type { Tx } from "../platform/db.server.ts";
import type { JobHandlers } from "../platform/job.ts";
import { createQueue } from "../platform/queue.server.ts";
import { mintKey, open, seal } from "../platform/secret.server.ts";
import { addVersion, createQuiz } from "../quiz/quiz.store.server.ts";
import { answersSpelling, emptyAnswersSpelling } from "../response/contact.store.server.ts";
import { arrivalRecorder } from "../response/record-arrival.server.ts";
import { answerDataRequest } from "./answer-data-request.job.server.ts";
import { recordCompliance } from "./record-compliance.server.ts";
import { redactCustomer } from "./redact-customer.job.server.ts";

const now = new Date("2026-05-01T12:00:00Z");
const ADA = { id: 42, email: "Ada@Example.com", phone: "+447700900123" };
const QUIZ = PublishedQuiz.shape.content.parse({
  title: "Gift finder",
  questions: [
    {
      type: "single",
      id: "room",
      text: "Which room?",
      options: [
        { id: "home", text: "Home" },
        { id: "hut", text: "Hut" },
      ],
    },
    { type: "email", id: "mail", text: "Your e-mail?" },
    { type: "phone", id: "call", text: "Your phone?" },
    { type: "text", id: "words", text: "Anything else?" },
    { type: "consent", id: "agree", text: "May we remember this?" },
  ],
  result: { title: "For you" },
});

/** Nobody ever agreed to news here: no address is asked to confirm. */
async function givenWalks() {
  const db = await givenDatabase();
  const shop = await givenShop(db, now);
  const [master, key] = [mintKey(), mintKey()];
  const { domain } = await db.read.shop.findUniqueOrThrow({ where: { id: shop } });
  const dataKey = seal(master, `Shop.dataKey/${domain}`, key.export().toString("base64"));
  await db.transaction(async (tx) => {
    await tx.shop.update({ where: { id: shop }, data: { dataKey } });
    const quizId = await createQuiz(tx, shop, { handle: "quiz", kind: "quiz", draft: QUIZ }, now);
    await addVersion(tx, shop, { id: quizId }, { id: "v1", content: QUIZ }, now);
  });
  const record = arrivalRecorder(master);
  const walk = async (told: Record<string, unknown>, customerId?: string) => {
    const responseId = randomUUID();
    const said = { room: ["home"], mail: null, call: null, words: null, agree: false, ...told };
    const answers = Object.entries(said).map(([questionId, value]) => ({ answerId: randomUUID(), questionId, value }));
    const submitted = { responseId, versionId: "v1", answers, finished: true };
    const body = JSON.stringify({ submitted, customerId });
    const row = { seq: 1, kind: "response" as const, shop: domain, body, receivedAt: now.getTime() };
    await db.transaction((tx) => record(tx, row));
    return responseId;
  };
  const handlers = {
    "answer-data-request": (run: never) => answerDataRequest(run, master),
    "redact-customer": (run: never) => redactCustomer(run, mintKey(), master),
    "settle-profile": () => Promise.resolve(),
  } as unknown as JobHandlers;
  const arrives = async (topic: "customers/data_request" | "customers/redact", customer: object = ADA) => {
    const webhook = { topic, shopDomain: domain, webhookId: topic, payload: { shop_domain: domain, customer } };
    await db.transaction((tx) => recordCompliance(tx, shop, webhook, now, master));
    const queue = createQueue({ db, clock: () => now, random: () => 0, log: pino({ level: "silent" }), handlers });
    await queue.runUntilEmpty();
    await queue.stop();
    return db.read.complianceRequest.findFirstOrThrow({ where: { topic } });
  };
  return { db, shop, key, walk, arrives };
}

/** Hers in walks of nobody, in each way she may have typed it; in a walk of somebody else; and what is not hers. */
async function givenTyped() {
  const scene = await givenWalks();
  const { walk } = scene;
  const hers = [
    await walk({ mail: "ada@example.com" }),
    await walk({ words: " ADA@example.com" }),
    await walk({ call: "07700 900123" }),
    await walk({ call: "+44 (0)7700 900-123" }),
  ];
  const kept = [
    await walk({ mail: "bob@example.com", call: "+1 770 090 0123" }),
    await walk({ words: "Write to ada@example.com" }),
    await walk({}),
  ];
  const customers = await walk({ mail: "ada@example.com", call: "07700900123", agree: true }, "77");
  return { ...scene, hers, kept, customers };
}

test("P7 GIVEN addresses and numbers typed without a yes to news WHEN their owner is redacted THEN they are found and gone; nobody else's are", async () => {
  const { db, hers, kept, customers, arrives } = await givenTyped();
  expect(await db.read.answer.count({ where: { contactHash: { not: null } } })).toBe(hers.length + 2 + 2);
  const { doneAt, receipt } = await arrives("customers/redact");
  expect(doneAt).toEqual(now);
  const left = await db.read.quizResponse.findMany({ select: { id: true } });
  expect(left.map(({ id }) => id).sort()).toEqual([...kept, customers].sort());
  // Another customer had typed them: their other answers stay, and their walk leads where it led.
  const answers = await db.read.answer.findMany({ where: { responseId: customers }, orderBy: { sequence: "asc" } });
  expect(answers.map(({ options }) => options)).toEqual(['["home"]', "null", "null", "null", "true"]);
  expect(answers.every(({ textSealed, contactHash }) => textSealed === null && contactHash === null)).toBe(true);
  expect(await db.read.answer.count({ where: { textSealed: { not: null } } })).toBe(3);
  expect(JSON.parse(receipt)).toEqual({ counts: expect.objectContaining({ responses: 4, addressesElsewhere: 2 }) });
});

test("P6 GIVEN the same WHEN their owner asks for their data THEN the file has their walks, and of somebody else's those words alone", async () => {
  const { key, hers, customers, arrives } = await givenTyped();
  const { id, fileSealed } = await arrives("customers/data_request");
  const text = open(key, `ComplianceRequest.fileSealed/${id}`, fileSealed ?? "");
  const file = JSON.parse(text) as { responses: { id: string }[]; addressesElsewhere: { text: string }[] };
  expect(file.responses.map((response) => response.id).sort()).toEqual([...hers].sort());
  expect(text).toContain("+44 (0)7700 900-123");
  expect(file.addressesElsewhere.map((said) => said.text).sort()).toEqual(["07700900123", "ada@example.com"]);
  for (const others of [customers, "bob@example.com", "Write to"]) expect(text).not.toContain(others);
});

test("P7 GIVEN Shopify knows neither e-mail nor phone of them WHEN they are redacted THEN nothing is taken for theirs", async () => {
  const { db, hers, kept, arrives } = await givenTyped();
  await arrives("customers/redact", { id: 42, email: null, phone: "n/a" });
  expect(await db.read.quizResponse.count()).toBe(hers.length + kept.length + 1);
  expect(await db.read.answer.count({ where: { contactHash: { not: null } } })).toBe(8);
});

/** SQLite binds 32,766 values at most. */
const HUGE = 33_000;

test("P6, P7 GIVEN a machine typed an address into more walks than a statement can name WHEN its owner asks, or is redacted THEN all are found", async () => {
  const { db, shop, key, walk, arrives } = await givenWalks();
  const id = await walk({ mail: "ada@example.com" });
  const others = await walk({ mail: "bob@example.com" });
  await db.transaction(async (tx) => {
    await tx.$executeRawUnsafe(
      `WITH RECURSIVE n("i") AS (SELECT 1 UNION ALL SELECT "i" + 1 FROM n WHERE "i" < ${HUGE})
       INSERT INTO "QuizResponse" ("shopId", "id", "quizId", "versionId", "startedAt", "updatedAt")
       SELECT "shopId", 'w' || "i", "quizId", "versionId", "startedAt", "updatedAt" FROM n, "QuizResponse" WHERE "id" = ?`,
      id,
    );
    await tx.$executeRawUnsafe(
      `INSERT INTO "Answer" ("shopId", "id", "responseId", "questionId", "options", "textSealed", "contactHash", "sequence", "at")
       SELECT r."shopId", 'a-' || r."id", r."id", a."questionId", a."options", NULL, a."contactHash", 1, a."at"
       FROM "QuizResponse" r, "Answer" a WHERE a."responseId" = ? AND a."questionId" = 'mail' AND r."id" GLOB 'w*'`,
      id,
    );
  });
  const { id: requestId, fileSealed } = await arrives("customers/data_request");
  const file = JSON.parse(open(key, `ComplianceRequest.fileSealed/${requestId}`, fileSealed ?? "")) as {
    responses: { id: string }[];
  };
  expect(new Set(file.responses.map((response) => response.id)).size).toBe(HUGE + 1);
  await arrives("customers/redact");
  expect(await db.read.job.findMany({ where: { name: "redact-customer" }, select: { attempts: true } })).toEqual([]);
  expect(await db.read.quizResponse.findMany({ where: { shopId: shop } })).toMatchObject([{ id: others }]);
  expect(await db.read.answer.count({ where: { contactHash: { not: null } } })).toBe(1);
}, 120_000);

test("GIVEN a shop of any size WHEN somebody's answers are looked for by what they typed THEN an index of such answers alone finds them", async () => {
  const { db, shop } = await givenTyped();
  const asked: [string, ...unknown[]][] = [];
  const listening = (name: "$queryRawUnsafe" | "$executeRawUnsafe", tx: Tx): Tx =>
    new Proxy(tx, { get: (_, asName) => (asName === name ? (...sent: [string]) => void asked.push(sent) : undefined) });
  await answersSpelling(listening("$queryRawUnsafe", db.read), shop, ["a", "b"]);
  await emptyAnswersSpelling(listening("$executeRawUnsafe", db.read), shop, ["a", "b"]);
  expect(asked.length).toBe(2);
  for (const [text, ...values] of asked) {
    const plan = await db.read.$queryRawUnsafe<{ detail: string }[]>(`EXPLAIN QUERY PLAN ${text}`, ...values);
    expect(plan.map(({ detail }) => detail).join("\n")).toMatch(
      /Answer USING (COVERING )?INDEX Answer_contact \(shopId=\? AND contactHash=\?\)/,
    );
  }
});
