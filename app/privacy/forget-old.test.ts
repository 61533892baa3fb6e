import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { columnsOfSchema } from "../../tools/columns.ts";
import { forgetOld } from "./forget-old.server.ts";
import { KEPT } from "./retention.store.server.ts";

const DAY = 86_400_000;
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
  const forgetOn = (now: Date) => forgetOld(db, () => now, 500);
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
  expect(await forgetOld(db, () => days(2_000), 1)).toBe(10);
  expect(await left()).toEqual({ arrivals: 0, files: 0, named: 0, reads: 0, asked: 0, requests: 0 });
});

test("P11: the days are those that the schema declares", () => {
  const columns = columnsOfSchema(readFileSync("prisma/schema.prisma", "utf8"), []);
  for (const { what, days: kept } of KEPT) {
    const [table, column] = what.split(".");
    const declared = columns.filter((one) => one.table === table && (column === undefined || one.name === column));
    expect(
      declared.map(({ retention }) => retention),
      what,
    ).toContain(`${kept} d`);
  }
});
