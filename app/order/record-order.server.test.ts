import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Database } from "../platform/db.server.ts";
import { deriveKey } from "../platform/secret.server.ts";
import { tombstoneOf } from "../profile/tombstone.store.server.ts";
import { recordOrderWebhook } from "./record-order.server.ts";

const NOW = new Date("2026-07-01T00:00:00Z");
const KEY = deriveKey(Buffer.alloc(32).toString("base64"), "tombstones");
const RESPONSE = "0190a6c0-0000-7000-8000-000000000001";

type Topic = "orders/create" | "orders/updated" | "orders/cancelled" | "orders/delete";
interface News {
  topic: Topic;
  body: object;
}

function order(change: object = {}) {
  return {
    id: 5600000000001,
    admin_graphql_api_id: "gid://shopify/Order/5600000000001",
    order_status_url: "https://candor-demo.myshopify.com/1/orders/x/authenticate?key=y",
    name: "#1001",
    currency: "EUR",
    total_price: "12.21",
    processed_at: "2026-06-30T10:00:00+02:00",
    updated_at: "2026-06-30T10:00:00+02:00",
    cancelled_at: null,
    customer: { id: 42 },
    note_attributes: [{ name: "_candor", value: RESPONSE }],
    cart_token: "cart",
    checkout_token: "checkout",
    line_items: [
      { id: 1, product_id: 9, variant_id: 90, quantity: 2, price: "1.105" },
      { id: 2, product_id: null, variant_id: null, quantity: 1, price: "10.00" },
    ],
    refunds: [],
    ...change,
  };
}

const tell = (db: Database, shop: ShopId, { topic, body }: News) =>
  db.transaction((tx) => recordOrderWebhook(tx, shop, topic, body, NOW, KEY));

const factsOf = async (db: Database, shop: ShopId, customerId = "42") => {
  const row = await db.read.profile.findUnique({
    where: { shopId_customerId: { shopId: shop, customerId } },
    include: { purchases: true },
  });
  return (
    row && {
      orders: row.orderCount,
      spent: Number(row.amountSpentMicros),
      first: row.firstOrderAt,
      last: row.lastOrderAt,
      bought: row.purchases.map(({ productId, lastAt }) => `${productId} ${lastAt.toISOString()}`),
    }
  );
};

describe("recording an order", () => {
  it("keeps order, lines, profile and facts, and tells whose it is and which response led there", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const done = await tell(db, shop, { topic: "orders/create", body: order() });
    const stored = await db.read.order.findFirstOrThrow({ include: { lines: true } });
    expect(stored).toMatchObject({
      customerId: "42",
      name: "#1001",
      currency: "EUR",
      totalMicros: 12_210_000n,
      checkoutToken: "checkout",
      processedAt: new Date("2026-06-30T08:00:00Z"),
      profileId: done.profileIds[0],
    });
    expect(stored.lines).toMatchObject([
      { productId: "9", quantity: 2, amountMicros: 2_210_000n },
      { productId: null },
    ]);
    expect(done).toEqual({ profileIds: [stored.profileId], responseId: RESPONSE, orderId: stored.shopifyId });
    const at = new Date("2026-06-30T08:00:00Z");
    const bought = [`9 ${at.toISOString()}`];
    expect(await factsOf(db, shop)).toEqual({ orders: 1, spent: 12_210_000, first: at, last: at, bought });
  });

  it("takes the order's total as Shopify says it: a discount on the whole order is in none of its lines", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const discount = {
      total_price: "10.99",
      total_discounts: "1.22",
      discount_codes: [{ code: "GIFT", amount: "1.22" }],
    };
    await tell(db, shop, { topic: "orders/create", body: order(discount) });
    expect(await factsOf(db, shop)).toMatchObject({ orders: 1, spent: 10_990_000 });
  });

  it("takes refunds off, and cancelled orders out", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const refunds = [
      {
        transactions: [
          { kind: "refund", status: "success", amount: "2.21" },
          { kind: "refund", status: "failure", amount: "9.99" },
          { kind: "void", status: "success", amount: "9.99" },
        ],
      },
    ];
    await tell(db, shop, { topic: "orders/updated", body: order({ refunds }) });
    expect(await factsOf(db, shop)).toMatchObject({ orders: 1, spent: 10_000_000 });
    const cancelled = { cancelled_at: "2026-06-30T12:00:00Z", updated_at: "2026-06-30T12:00:00Z" };
    await tell(db, shop, { topic: "orders/cancelled", body: order(cancelled) });
    expect(await factsOf(db, shop)).toEqual({ orders: 0, spent: 0, first: null, last: null, bought: [] });
  });

  it("asks Shopify what a refund in the shopper's own currency is worth", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const refunds = [{ transactions: [{ kind: "refund", status: "success", amount: "1500", currency: "JPY" }] }];
    await tell(db, shop, { topic: "orders/updated", body: order({ refunds }) });
    expect(await db.read.order.count()).toBe(0);
    expect(await db.read.job.findMany({ select: { name: true } })).toEqual([{ name: "refresh-order" }]);
  });

  it("F23: ends in the same state for every order of delivery, repeated or not; deletes win", async () => {
    const db = await givenDatabase();
    const second = (n: number) => `2026-06-30T10:00:0${n}Z`;
    const history: News[] = [
      { topic: "orders/create", body: order({ updated_at: second(1) }) },
      {
        topic: "orders/updated",
        body: order({
          updated_at: second(2),
          total_price: "7.00",
          line_items: [{ id: 3, quantity: 1, price: "7.00" }],
        }),
      },
      { topic: "orders/updated", body: order({ updated_at: second(3), customer: { id: 43 } }) },
      {
        topic: "orders/cancelled",
        body: order({ updated_at: second(4), customer: { id: 43 }, cancelled_at: second(4) }),
      },
      { topic: "orders/delete", body: { id: order().id } },
    ];
    const stateAfter = async (deliveries: News[]) => {
      const shop = await givenShop(db);
      for (const news of deliveries) await tell(db, shop, news);
      const rows = await db.read.order.findMany({ where: { shopId: shop }, include: { lines: true } });
      return {
        orders: rows.map((row) => ({
          deleted: row.deletedAt !== null,
          ...(row.deletedAt === null && {
            customer: row.customerId,
            total: Number(row.totalMicros),
            cancelled: row.cancelledAt,
            lines: row.lines.map((line) => String(line.shopifyId)).sort(),
          }),
        })),
        facts: [await factsOf(db, shop, "42"), await factsOf(db, shop, "43")].map((facts) => ({
          orders: facts?.orders ?? 0,
          bought: facts?.bought ?? [],
        })),
      };
    };
    for (const length of [2, 3, 4, 5]) {
      const told = history.slice(0, length);
      const expected = await stateAfter(told);
      const mixed = fc
        .tuple(fc.shuffledSubarray(told, { minLength: length }), fc.array(fc.constantFrom(...told), { maxLength: 4 }))
        .chain(([all, again]) => fc.shuffledSubarray([...all, ...again], { minLength: length + again.length }));
      await fc.assert(
        fc.asyncProperty(mixed, async (deliveries) => {
          expect(await stateAfter(deliveries)).toEqual(expected);
        }),
        { numRuns: 12 },
      );
    }
  }, 60_000);

  it("asks Shopify when two different states carry the same time", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    await tell(db, shop, { topic: "orders/create", body: order() });
    await tell(db, shop, { topic: "orders/updated", body: order() });
    expect(await db.read.job.count()).toBe(0);
    await tell(db, shop, { topic: "orders/updated", body: order({ line_items: [] }) });
    expect(await db.read.job.findMany({ select: { name: true, key: true } })).toEqual([
      { name: "refresh-order", key: "5600000000001" },
    ]);
    expect(await factsOf(db, shop)).toMatchObject({ spent: 12_210_000 });
  });

  it("A12: fetches an order whose body does not say of which shop it is", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    await tell(db, shop, {
      topic: "orders/create",
      body: order({ order_status_url: "https://gifts.example/1/orders/x" }),
    });
    expect(await db.read.order.count()).toBe(0);
    expect(await db.read.job.count({ where: { name: "refresh-order" } })).toBe(1);
  });

  it("F39: keeps the order of an erased customer without the person", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const customerHash = tombstoneOf(KEY, shop, "42");
    await db.transaction((tx) => tx.tombstone.create({ data: { shopId: shop, customerHash, at: NOW } }));
    expect(await tell(db, shop, { topic: "orders/create", body: order() })).toEqual({
      profileIds: [],
      responseId: undefined,
      orderId: "5600000000001",
    });
    expect(await db.read.order.findFirst()).toMatchObject({
      customerId: null,
      profileId: null,
      name: "",
      responseId: null,
      checkoutToken: null,
    });
    expect(await db.read.profile.count()).toBe(0);
  });

  it("forgets tokens of old orders at once, and takes no attribute for a response that is none", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const old = order({
      processed_at: "2025-12-01T00:00:00Z",
      note_attributes: [{ name: "_candor", value: "' OR 1=1" }],
    });
    const done = await tell(db, shop, { topic: "orders/create", body: old });
    expect(done.responseId).toBeUndefined();
    expect(await db.read.order.findFirst()).toMatchObject({ checkoutToken: null, responseId: null });
  });

  it("A13: leaves what is no order alone", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    for (const body of [{}, { id: "x" }, { id: -1 }, { id: null }]) {
      await tell(db, shop, { topic: "orders/create", body });
      await tell(db, shop, { topic: "orders/delete", body });
    }
    expect(await db.read.order.count()).toBe(0);
  });
});
