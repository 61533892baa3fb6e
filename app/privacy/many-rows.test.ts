import { pino } from "pino";
import { expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Database } from "../platform/db.server.ts";
import type { JobHandlers } from "../platform/job.ts";
import { createQueue } from "../platform/queue.server.ts";
import { deriveKey, mintKey, open, seal } from "../platform/secret.server.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";
import { answerDataRequest } from "./answer-data-request.job.server.ts";
import { recordCompliance } from "./record-compliance.server.ts";
import { redactCustomer } from "./redact-customer.job.server.ts";

const now = new Date("2026-05-01T12:00:00Z");
const master = deriveKey(Buffer.alloc(32, 9).toString("base64"), "shop data keys");
/** More than one statement may name. */
const MANY = 2_500;

/** As a till's customer "walk-in", or somebody who tries a poll every day. */
async function givenBusyPerson(db: Database, shop: ShopId, customerId: string) {
  await db.transaction(async (tx) => {
    const { id: profileId } = await tx.profile.create({ data: { shopId: shop, customerId, createdAt: now } });
    const each = Array.from({ length: MANY }, (_, index) => `${customerId}-${index}`);
    const times = { startedAt: now, updatedAt: now };
    await tx.quizResponse.createMany({
      data: each.map((id) => ({ shopId: shop, id, quizId: 1, versionId: "v1", profileId, ...times })),
    });
    await tx.answer.createMany({
      data: each.map((id) => ({ shopId: shop, id, responseId: id, questionId: "q", sequence: 1, at: now })),
    });
    await tx.order.createMany({
      data: each.map((shopifyId) => ({
        ...{ shopId: shop, shopifyId, customerId, profileId, currency: "USD", totalMicros: 5_000_000n },
        ...{ processedAt: now, updatedAt: now },
      })),
    });
  });
}

async function givenShopWithBusyPeople(customerIds = ["42", "43"]) {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  const { domain } = await db.read.shop.findUniqueOrThrow({ where: { id: shop } });
  const dataKey = seal(master, `Shop.dataKey/${domain}`, mintKey().export().toString("base64"));
  await db.transaction((tx) => tx.shop.update({ where: { id: shop }, data: { dataKey } }));
  for (const customerId of customerIds) await givenBusyPerson(db, shop, customerId);
  const handlers = {
    "answer-data-request": (run: never) => answerDataRequest(run, master),
    "redact-customer": (run: never) => redactCustomer(run, mintKey(), master),
  } as unknown as JobHandlers;
  const queue = createQueue({ db, clock: () => now, random: () => 0, log: pino({ level: "silent" }), handlers });
  const arrives = async (topic: "customers/data_request" | "customers/redact") => {
    const payload = { shop_domain: domain, customer: { id: 42, email: "one@example.com" } };
    const webhook = { topic, shopDomain: domain, webhookId: topic, payload };
    await db.transaction((tx) => recordCompliance(tx, shop, webhook, now, master));
    await queue.runUntilEmpty();
    await queue.stop();
  };
  return { db, shop, arrives };
}

test("P7: GIVEN thousands of orders and walks of one person WHEN customers/redact comes THEN they are gone, and the next person's stay", async () => {
  const { db, arrives } = await givenShopWithBusyPeople();
  await arrives("customers/redact");
  expect(await db.read.job.findMany({ select: { error: true } })).toEqual([]);
  expect((await db.read.complianceRequest.findFirstOrThrow()).doneAt).toEqual(now);
  const left = [
    db.read.order.count({ where: { customerId: "43" } }),
    db.read.order.count({ where: { customerId: "42" } }),
  ];
  expect(await Promise.all(left)).toEqual([MANY, 0]);
  expect(await db.read.quizResponse.count()).toBe(MANY);
  expect(await db.read.answer.count()).toBe(MANY);
}, 60_000);

test("P6: GIVEN thousands of orders and walks of one person WHEN customers/data_request comes THEN the file has all of them", async () => {
  const { db, shop, arrives } = await givenShopWithBusyPeople();
  await arrives("customers/data_request");
  const request = await db.read.complianceRequest.findFirstOrThrow();
  const key = await dataKeyOf(db.read, shop, master);
  const sealed = open(key, `ComplianceRequest.fileSealed/${request.id}`, request.fileSealed ?? "");
  const file = JSON.parse(sealed) as Record<string, unknown[]>;
  expect([file.orders?.length, file.responses?.length]).toEqual([MANY, MANY]);
}, 60_000);

/** SQLite binds 32,766 values at most. */
const HUGE = 33_000;

test("P6: GIVEN more orders of one person than a statement can name WHEN customers/data_request comes THEN the file has all of them", async () => {
  const { db, shop, arrives } = await givenShopWithBusyPeople([]);
  await db.transaction(async (tx) => {
    const person = { shopId: shop, customerId: "42", createdAt: now };
    const { id: profileId } = await tx.profile.create({ data: person, select: { id: true } });
    const numbers = `WITH RECURSIVE n("i") AS (SELECT 1 UNION ALL SELECT "i" + 1 FROM n WHERE "i" < ${HUGE})`;
    const at = now.getTime();
    await tx.$executeRawUnsafe(
      `${numbers} INSERT INTO "Order" ("shopId", "shopifyId", "customerId", "profileId", "currency", "totalMicros", "processedAt", "updatedAt")
       SELECT ${shop}, 'h' || "i", '42', ${profileId}, 'USD', 1000000, ${at}, ${at} FROM n`,
    );
  });
  await arrives("customers/data_request");
  const request = await db.read.complianceRequest.findFirstOrThrow();
  expect(request.doneAt).toEqual(now);
  const key = await dataKeyOf(db.read, shop, master);
  const sealed = open(key, `ComplianceRequest.fileSealed/${request.id}`, request.fileSealed ?? "");
  const file = JSON.parse(sealed) as Record<string, { id: unknown }[]>;
  expect(new Set(file.orders?.map(({ id }) => id)).size).toBe(HUGE);
}, 120_000);
