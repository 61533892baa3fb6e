import { pino } from "pino";
import { expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { recordOrderWebhook } from "../order/record-order.server.ts";
import { SetAside } from "../platform/job.ts";
import type { JobHandlers } from "../platform/job.ts";
import { createQueue } from "../platform/queue.server.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import { mintKey } from "../platform/secret.server.ts";
import { forgetOld } from "./forget-old.server.ts";

const DAY = 86_400_000;
const START = new Date("2026-03-01T09:00:00Z");
const RESPONSE = "0190a6c0-0000-7000-8000-000000000001";

async function givenClock() {
  const db = await givenDatabase();
  const shop = await givenShop(db, START);
  let now = START.getTime();
  const clock = () => new Date(now);
  const pass = (days: number) => {
    now += days * DAY;
    return forgetOld({ db, clock }, { limit: 2, goesOn: () => Promise.resolve(true) });
  };
  return { db, shop, clock, pass };
}

test("P11 GIVEN orders WHEN 90 days have passed THEN their tokens go, after 730 the walk that led there; what was bought stays, and an old order brings them back no more", async () => {
  const { db, shop, clock, pass } = await givenClock();
  const tombstones = mintKey();
  const tell = (id: number, processedAt: Date, price = "12.00") => {
    const at = { processed_at: processedAt.toISOString(), updated_at: clock().toISOString() };
    const body = {
      ...{
        id,
        name: `#${id}`,
        currency: "EUR",
        total_price: price,
        customer: { id: 42 },
        refunds: [],
        checkout_token: `checkout-${id}`,
        ...at,
      },
      order_status_url: "https://candor-demo.myshopify.com/1/orders/x/authenticate?key=y",
      note_attributes: [{ name: "_candor", value: RESPONSE }],
      line_items: [{ id: id * 10, product_id: 5, variant_id: 6, quantity: 1, price }],
    };
    return db.transaction((tx) => recordOrderWebhook(tx, shop, "orders/updated", body, clock(), tombstones));
  };
  for (const [id, days] of [1, 0, -1, -2, -3].entries()) await tell(id + 1, new Date(START.getTime() + days * DAY));
  const left = async () => ({
    checkouts: await db.read.order.count({ where: { checkoutToken: { not: null } } }),
    walks: await db.read.order.count({ where: { responseId: { not: null } } }),
    orders: await db.read.order.count(),
  });
  expect(await pass(86)).toBe(0);
  expect(await left()).toEqual({ checkouts: 5, walks: 5, orders: 5 });
  expect(await pass(4)).toBe(4);
  expect(await left()).toEqual({ checkouts: 1, walks: 5, orders: 5 });
  const facts = () => db.read.profile.findMany({ include: { purchases: true } });
  const before = await facts();
  await pass(640);
  expect(await left()).toEqual({ checkouts: 0, walks: 1, orders: 5 });
  expect(await facts()).toEqual(before);
  expect(await db.read.orderLine.count()).toBe(5);
  await tell(2, START, "13.00");
  expect(await left()).toEqual({ checkouts: 0, walks: 1, orders: 5 });
  expect(await pass(0)).toBe(0);
});

test("P11 GIVEN jobs that were set aside WHEN 30 days have passed THEN they go; what is owed to a customer is still tried", async () => {
  const { db, shop, clock, pass } = await givenClock();
  const tried: string[] = [];
  const fails = (name: string) => () => {
    tried.push(name);
    return Promise.reject(new SetAside("Shopify says no"));
  };
  const names = ["sync-customer", "refresh-order", "redact-customer"] as const;
  const handlers = Object.fromEntries(names.map((name) => [name, fails(name)])) as unknown as JobHandlers;
  const queue = createQueue({ db, clock, random: () => 0, log: pino({ level: "silent" }), handlers });
  await db.transaction(async (tx) => {
    await enqueue(tx, shop, "sync-customer", { customerId: "42" }, clock());
    await enqueue(tx, shop, "refresh-order", { orderId: "7" }, clock());
    await enqueue(tx, shop, "redact-customer", { requestId: 1 }, clock());
    // Not aside: it waits for its day.
    await enqueue(tx, shop, "refresh-order", { orderId: "8" }, clock(), { runAt: new Date("2030-01-01") });
  });
  await queue.runUntilEmpty();
  const waiting = async () => (await db.read.job.findMany({ orderBy: { id: "asc" } })).map(({ key }) => key);
  await pass(29);
  expect(await waiting()).toEqual(["42", "7", "1", "8"]);
  expect(await pass(1)).toBe(2);
  expect(await db.read.job.findMany({ orderBy: { id: "asc" } })).toMatchObject([
    { name: "redact-customer", deadAt: null, error: null, attempts: 1 },
    { key: "8", deadAt: null },
  ]);
  await queue.runUntilEmpty();
  await queue.stop();
  expect(tried.sort()).toEqual(["redact-customer", "redact-customer", "refresh-order", "sync-customer"]);
  expect(await waiting()).toEqual(["1", "8"]);
});
