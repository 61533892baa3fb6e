import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { columnsOfSchema, columnsOfSql, retentionFaults } from "../../tools/columns.ts";
import { SEEN_DAYS } from "../platform/inbox-file.ts";
import { forgetOld } from "./forget-old.server.ts";
import { KEPT, OF_A_WALK } from "./retention.store.server.ts";

const DAY = 86_400_000;
const goesOn = () => Promise.resolve(true);
const start = new Date("2026-01-01T00:00:00Z");
const days = (n: number) => new Date(start.getTime() + n * DAY);

/** One of each on the first day, and another of each on the second. */
async function givenTwoDays() {
  const db = await givenDatabase();
  const shop = await givenShop(db, start);
  const other = await givenShop(db, start);
  await db.transaction(async (tx) => {
    for (const [index, shopId] of [shop, other].entries()) {
      const at = days(index);
      const arrival = { seq: index + 1, shopId, kind: "response", sealed: "sealed", error: "TypeError", at };
      await tx.inboxDead.create({ data: arrival });
      await tx.accessLog.create({ data: { shopId, who: "1", what: "export", at } });
      const asked = { shopId, profileId: 1, handle: "gift-finder", placement: "block", reason: "ask", at };
      await tx.askRecord.create({ data: asked });
      const receipt = JSON.stringify({ customerId: "42", counts: { orders: 1 } });
      const request = { shopDomain: "a", topic: "customers/data_request", webhookId: String(index), receipt };
      await tx.complianceRequest.create({ data: { ...request, fileSealed: "file", receivedAt: at, doneAt: at } });
    }
  });
  const left = async () => ({
    arrivals: await db.read.inboxDead.count(),
    files: await db.read.complianceRequest.count({ where: { fileSealed: { not: null } } }),
    named: await db.read.complianceRequest.count({ where: { receipt: { contains: "42" } } }),
    reads: await db.read.accessLog.count(),
    asked: await db.read.askRecord.count(),
    requests: await db.read.complianceRequest.count(),
  });
  const forgetOn = (now: Date) => forgetOld({ db, clock: () => now }, { limit: 500, goesOn });
  return { db, left, forgetOn };
}

const all = { arrivals: 2, files: 2, named: 2, reads: 2, asked: 2, requests: 2 };

test("P11 GIVEN arrivals that were set aside and files for data requests WHEN 30 days have passed THEN they are gone; the receipt stays, with nobody's number", async () => {
  const { db, left, forgetOn } = await givenTwoDays();
  await forgetOn(new Date(days(30).getTime() - 1));
  expect(await left()).toEqual(all);
  await forgetOn(days(30));
  expect(await left()).toEqual({ ...all, arrivals: 1, files: 1, named: 1 });
  await forgetOn(days(31));
  expect(await left()).toEqual({ ...all, arrivals: 0, files: 0, named: 0 });
  const receipts = await db.read.complianceRequest.findMany({ select: { receipt: true } });
  for (const { receipt } of receipts) expect(JSON.parse(receipt)).toEqual({ counts: { orders: 1 } });
});

test("P11 GIVEN years pass THEN who read what, who was asked and the receipts go, each after its own days", async () => {
  const { left, forgetOn } = await givenTwoDays();
  const later = { ...all, arrivals: 0, files: 0, named: 0 };
  for (const [day, expected] of [
    [364, later],
    [365, { ...later, reads: 1 }],
    [400, { ...later, reads: 0, asked: 1 }],
    [1_094, { ...later, reads: 0, asked: 0 }],
    [1_095, { ...later, reads: 0, asked: 0, requests: 1 }],
  ] as const) {
    await forgetOn(days(day));
    expect(await left(), `day ${day}`).toEqual(expected);
  }
});

test("P11 GIVEN more of them than one transaction takes THEN all of them go", async () => {
  const { db, left } = await givenTwoDays();
  expect(await forgetOld({ db, clock: () => days(2_000) }, { limit: 1, goesOn })).toBe(10);
  expect(await left()).toEqual({ arrivals: 0, files: 0, named: 0, reads: 0, asked: 0, requests: 0 });
});

/** As the processes keep them: the main file and the inbox's. */
const declared = () => [
  ...columnsOfSchema(readFileSync("prisma/schema.prisma", "utf8"), []),
  ...columnsOfSql(readFileSync("app/platform/inbox-file.ts", "utf8"), []),
];
const carriedOut = [...KEPT, { what: ["seen"], days: SEEN_DAYS }];

test("P11, P12: every number of days that a column declares is carried out, and no other", () => {
  expect(retentionFaults(declared(), carriedOut, OF_A_WALK)).toEqual([]);
});

test.each([
  ["/// @none figures, 31 d", "Made.up: nothing takes it after 31 d"],
  ["/// @none figures, response", "Made: does not go with its response"],
])("P12 GIVEN a table of which nobody thought, with `%s` THEN it is named", (comment, fault) => {
  const more = columnsOfSchema(`model Made {\n  up Int ${comment}\n}\n`, []);
  expect(retentionFaults([...declared(), ...more], carriedOut, OF_A_WALK)).toEqual([fault]);
});

test("P12 GIVEN something goes that nobody was told of THEN it is named", () => {
  const more = [...carriedOut, { what: ["Order"], days: 30 }];
  expect(retentionFaults(declared(), more, [...OF_A_WALK, "Trait"])).toEqual([
    "Order: is taken after 30 d, which no column says",
    "Trait: goes with its response, which no column says",
  ]);
});

test("P11: what is due is found by an index, and what goes by its key, however much is kept", async () => {
  const db = await givenDatabase();
  for (const { what, due, forget, ofAll } of KEPT) {
    const finding = `WITH k AS (SELECT ? AS "shop", ? AS "since") ${due} LIMIT ?`;
    const ways = [[finding, [1, 1, 1]], ...forget.map((text) => [text, ofAll ? ["[]"] : [1, "[]"]] as const)] as const;
    for (const [text, values] of ways) {
      const plan = await db.read.$queryRawUnsafe<{ detail: string }[]>(`EXPLAIN QUERY PLAN ${text}`, ...values);
      const steps = plan
        .map(({ detail }) => detail)
        .filter((step) => !/^SCAN (k|CONSTANT ROW|json_each)|^CO-ROUTINE k$|^LIST/.test(step));
      expect(steps.length, what.join()).toBeGreaterThan(0);
      for (const step of steps) {
        // Of a shop there are few quizzes, whatever they hold.
        if (step.startsWith("SEARCH q ")) continue;
        expect(step, text).toMatch(
          /^SEARCH .* \((rowid=\?|shopId=\? AND (id|responseId)=\?|(shopId=\? AND (quizId=\? AND )?)?\w+<\?)\)$/,
        );
      }
    }
  }
});

test.each([
  [`"Order" WHERE "shopId" = ? AND "responseId" = ? AND "processedAt" >= ? AND "processedAt" < ?`, "responseId=?"],
  [`"Order" WHERE "shopId" = ? AND "checkoutToken" = ? AND "processedAt" <= ?`, "checkoutToken=?"],
  [`"IncentiveClaim" WHERE "shopId" = ? AND "clientHash" = ? AND "at" > ?`, "clientHash=?"],
  [`"OptIn" WHERE "shopId" = ? AND "clientHash" = ? AND "createdAt" > ?`, "clientHash=?"],
  [`"OptIn" WHERE "shopId" = ? AND "tokenHash" = ? AND "createdAt" > ?`, "tokenHash=?"],
])("GIVEN the clock's own indexes WHEN somebody looks for %s THEN they are found by its own", async (from, by) => {
  const db = await givenDatabase();
  const values = Array<number>(from.split("?").length - 1).fill(1);
  const plan = await db.read.$queryRawUnsafe<{ detail: string }[]>(
    `EXPLAIN QUERY PLAN SELECT * FROM ${from}`,
    ...values,
  );
  expect(plan.map(({ detail }) => detail).join()).toContain(by);
});
