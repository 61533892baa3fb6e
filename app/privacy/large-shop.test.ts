import { pino } from "pino";
import { expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Database, Tx } from "../platform/db.server.ts";
import type { JobHandlers } from "../platform/job.ts";
import { createQueue } from "../platform/queue.server.ts";
import { mintKey } from "../platform/secret.server.ts";
import { recordCompliance } from "./record-compliance.server.ts";
import { redactShop } from "./redact-shop.job.server.ts";
import { SHOP_TABLES } from "./shop-erasure.store.server.ts";

const now = new Date("2026-05-01T12:00:00Z");
const SHOPPERS = 1_500;
/** Of each shopper: profile, membership, trait, walk, answer, order, line, tag. */
const ROWS_EACH = 8;
/** What goes in one transaction, at most. */
const SLICE = 2_000;

async function fill(tx: Tx, shop: ShopId) {
  const each = Array.from({ length: SHOPPERS }, (_, index) => shop * 1_000_000 + index + 1);
  const at = { startedAt: now, updatedAt: now };
  const money = { currency: "USD", totalMicros: 5n, processedAt: now, updatedAt: now };
  await tx.profile.createMany({ data: each.map((id) => ({ id, shopId: shop, customerId: `${id}`, createdAt: now })) });
  await tx.membership.createMany({
    data: each.map((profileId) => ({ segmentId: 1, profileId, shopId: shop, since: now })),
  });
  await tx.trait.createMany({
    data: each.map((profileId) => ({ shopId: shop, profileId, key: "room", value: "home", since: now })),
  });
  await tx.quizResponse.createMany({
    data: each.map((profileId) => ({ shopId: shop, id: `${profileId}`, quizId: 1, versionId: "v", profileId, ...at })),
  });
  await tx.answer.createMany({
    data: each.map((n) => ({ shopId: shop, id: `${n}`, responseId: `${n}`, questionId: "q", sequence: 1, at: now })),
  });
  await tx.order.createMany({
    data: each.map((id) => ({ id, shopId: shop, shopifyId: `${id}`, profileId: id, ...money })),
  });
  await tx.orderLine.createMany({
    data: each.map((id) => ({ orderId: id, shopifyId: BigInt(id), shopId: shop, quantity: 1, amountMicros: 5n })),
  });
  await tx.pushedTag.createMany({
    data: each.map((id) => ({ shopId: shop, customerId: `${id}`, tag: "candor-home", pushedAt: now })),
  });
}

const changesSoFar = async (tx: Tx): Promise<number> => {
  const [row] = await tx.$queryRawUnsafe<{ n: bigint }[]>("SELECT total_changes() AS n");
  return Number(row?.n);
};

/** `after`: what happens behind each transaction of the worker; told how many rows it changed. */
async function redact(db: Database, shop: ShopId, after: (rows: number) => Promise<void>) {
  const { domain } = await db.read.shop.findUniqueOrThrow({ where: { id: shop } });
  const payload = { shop_domain: domain };
  const webhook = { topic: "shop/redact", shopDomain: domain, webhookId: "w", payload } as const;
  await db.transaction((tx) => recordCompliance(tx, shop, webhook, now, mintKey()));
  const transaction: Database["transaction"] = async (work) => {
    const { done, rows } = await db.transaction(async (tx) => {
      const before = await changesSoFar(tx);
      return { done: await work(tx), rows: (await changesSoFar(tx)) - before };
    });
    await after(rows);
    return done;
  };
  const handlers = { "redact-shop": redactShop } as unknown as JobHandlers;
  const log = pino({ level: "silent" });
  const queue = createQueue({ db: { ...db, transaction }, clock: () => now, random: () => 0, log, handlers });
  await queue.runUntilEmpty();
  await queue.stop();
}

async function rowsOf(db: Database, shop: ShopId): Promise<number> {
  const text = SHOP_TABLES.map((table) => `SELECT count(*) AS n FROM "${table}" WHERE "shopId" = ${shop}`);
  const [row] = await db.read.$queryRawUnsafe<{ n: bigint }[]>(`SELECT sum(n) AS n FROM (${text.join(" UNION ALL ")})`);
  return Number(row?.n);
}

async function givenTwoLargeShops() {
  const db = await givenDatabase();
  const [gone, other] = [await givenShop(db), await givenShop(db)];
  for (const shop of [gone, other]) await db.transaction((tx) => fill(tx, shop));
  await db.transaction((tx) => tx.shop.update({ where: { id: gone }, data: { uninstalledAt: now } }));
  return { db, gone, other };
}

test("P9: GIVEN a large shop WHEN it is erased THEN slice by slice, in between others write, and the receipt counts all of it", async () => {
  const { db, gone, other } = await givenTwoLargeShops();
  let most = 0;
  await redact(db, gone, async (rows) => {
    most = Math.max(most, rows);
    await db.transaction((tx) => tx.visitor.deleteMany({ where: { shopId: other } }));
  });
  expect(most).toBeLessThan(SLICE);
  expect(await rowsOf(db, gone)).toBe(0);
  expect(await rowsOf(db, other)).toBe(SHOPPERS * ROWS_EACH);
  const { receipt, doneAt } = await db.read.complianceRequest.findFirstOrThrow();
  expect(doneAt).toEqual(now);
  const { counts } = JSON.parse(receipt) as { counts: Record<string, number> };
  expect(counts).toMatchObject({ Profile: SHOPPERS, Order: SHOPPERS, OrderLine: SHOPPERS, Answer: SHOPPERS });
});

test("F37: GIVEN a shop that comes back while it is erased THEN what is left stays, and the receipt says so", async () => {
  const { db, gone } = await givenTwoLargeShops();
  await redact(db, gone, async () => {
    if ((await rowsOf(db, gone)) > (SHOPPERS * ROWS_EACH) / 2) return;
    await db.transaction((tx) => tx.shop.update({ where: { id: gone }, data: { uninstalledAt: null } }));
  });
  expect(await rowsOf(db, gone)).toBeGreaterThan(SHOPPERS);
  const { receipt, doneAt } = await db.read.complianceRequest.findFirstOrThrow();
  expect(doneAt).toEqual(now);
  expect(receipt).toContain("what was left is kept");
});
