import * as fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { mergeCustomers } from "../../app/customer/merge-customers.job.server.ts";
import { historyLoader, openForLoad } from "../../app/order/history-load.store.server.ts";
import { OrdersInHand } from "../../app/order/orders-in-hand.ts";
import { givenDatabase, givenShop } from "../database.ts";
import { KEY, linesOf, NOW } from "../history.ts";
import { givenRun } from "../segments/worker.ts";
import { ShopifyTags } from "../segments/shopify-tags.ts";

const customers = [1, 2, 3, 4];
const anyCustomer = fc.constantFrom(...customers);
const gid = (customer: number) => `gid://shopify/Customer/${customer}`;
const START = { bytes: 0, lines: 0 };

/** Orders as the file has them, with the customers from before any merge; or staff make one customer of two. */
type Step = { orders: { id: number; customer: number }[] } | { gone: number; kept: number };
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    orders: fc.uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 20 }), customer: anyCustomer }), {
      selector: ({ id }) => id,
      minLength: 1,
      maxLength: 4,
    }),
  }),
  fc.record({ gone: anyCustomer, kept: anyCustomer }),
);

async function given() {
  const db = await givenDatabase();
  const file = openForLoad(db.file);
  onTestFinished(() => void file.close());
  return { db, file };
}

/** A load in a shop of its own, chunk by chunk, with merges in between. */
async function givenLoading({ db, file }: Awaited<ReturnType<typeof given>>) {
  const shop = await givenShop(db);
  const times = { startedAt: NOW, updatedAt: NOW };
  const run = await db.transaction((tx) =>
    tx.syncRun.create({ data: { shopId: shop, kind: "orders", state: "loading", ...times } }),
  );
  const target = { databaseFile: db.file, shop, runId: run.id, nowMs: NOW.getTime(), tombstones: 0 };
  const write = historyLoader(file, target);
  const shopify = new ShopifyTags();
  for (const customer of customers) shopify.customers.set(gid(customer), { tags: [] });
  const load = (orders: { id: number; customer: number }[], updatedAt: string) => {
    const hand = new OrdersInHand({ nowMs: NOW.getTime(), isErased: () => false });
    hand.add(linesOf(orders.map((order) => ({ ...order, prices: ["1.50"], updatedAt }))).join("\n"));
    for (const chunk of hand.drain(() => 2)) write(chunk, START, START, NOW.getTime());
  };
  const merge = async (gone: number, kept: number): Promise<void> => {
    shopify.customers.delete(gid(gone));
    const payload = { goneId: String(gone), keptId: String(kept) };
    await mergeCustomers(
      givenRun<"merge-customers">(db, shop, () => NOW, payload),
      shopify.adminFor,
      KEY,
    );
  };
  const owners = async () => {
    const rows = await db.read.order.findMany({ where: { shopId: shop } });
    const profiles = await db.read.profile.findMany({ where: { shopId: shop, mergedIntoId: null } });
    const customerOf = new Map(profiles.map(({ id, customerId }) => [id, customerId]));
    const own = rows.map((row) => [row.shopifyId, [row.customerId, customerOf.get(row.profileId ?? 0)]]);
    return Object.fromEntries(own);
  };
  return { load, merge, owners };
}

test("GIVEN a history load WHEN staff make one customer of two meanwhile THEN every order is the kept one's, whatever came first", async () => {
  const opened = await given();
  const property = fc.asyncProperty(fc.array(anyStep, { minLength: 2, maxLength: 10 }), async (steps) => {
    const { load, merge, owners } = await givenLoading(opened);
    const into = new Map<number, number>();
    const keptOf = (customer: number): number => {
      const next = into.get(customer);
      return next === undefined ? customer : keptOf(next);
    };
    const bought = new Map<number, number>();
    for (const [index, step] of steps.entries()) {
      if ("orders" in step) {
        load(step.orders, new Date(Date.UTC(2026, 5, 2, index)).toISOString());
        for (const { id, customer } of step.orders) bought.set(id, customer);
      } else if (step.gone !== step.kept && !into.has(step.gone) && !into.has(step.kept)) {
        await merge(step.gone, step.kept);
        into.set(step.gone, step.kept);
      }
    }
    const expected = [...bought].map(([id, customer]) => [id, Array<string>(2).fill(String(keptOf(customer)))]);
    expect(await owners()).toEqual(Object.fromEntries(expected));
  });
  const remembered: Step[] = [
    { orders: [{ id: 1, customer: 1 }] },
    { gone: 1, kept: 2 },
    { orders: [{ id: 2, customer: 1 }] },
  ];
  await fc.assert(property, { numRuns: 25, examples: [[remembered]] });
}, 120_000);
