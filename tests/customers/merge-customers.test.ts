import { expect, test } from "vitest";
import { givenDatabase, givenShop } from "../database.ts";
import { ShopifyTags } from "../segments/shopify-tags.ts";
import { givenRun, takeJobs } from "../segments/worker.ts";
import { refreshOrderFacts } from "../../app/order/order.store.server.ts";
import { mintKey } from "../../app/platform/secret.server.ts";
import { addTombstone } from "../../app/privacy/compliance.store.server.ts";
import { erasePerson } from "../../app/privacy/erasure.store.server.ts";
import { findProfileOfCustomer } from "../../app/profile/profile.store.server.ts";
import { tombstoneOf } from "../../app/profile/tombstone.store.server.ts";
import { createSegment } from "../../app/segment/edit-segment.server.ts";
import { settleProfile } from "../../app/segment/settle-profile.job.server.ts";
import { recordWebhook } from "../../app/webhooks.server.ts";
import { mergeCustomers } from "../../app/customer/merge-customers.job.server.ts";
import { syncCustomer } from "../../app/customer/sync-customer.job.server.ts";

const NOW = new Date("2026-05-01T12:00:00Z");
const clock = () => NOW;
const [GONE, KEPT] = ["41", "42"];
const gid = (customerId: string) => `gid://shopify/Customer/${customerId}`;
const keys = { tombstone: mintKey(), master: mintKey() };

/** Both are known and agreed; the one that Shopify will drop told "home", bought once and carries the tag. */
async function given() {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  const { domain } = await db.read.shop.findUniqueOrThrow({ where: { id: shop } });
  const shopify = new ShopifyTags();
  shopify.customers.set(gid(GONE), { tags: ["vip"] });
  shopify.customers.set(gid(KEPT), { tags: [] });
  await createSegment(db, clock, shop, { name: "Home", rule: { kind: "trait", key: "room", is: ["home"] } });
  await db.transaction(async (tx) => {
    for (const [customerId, room] of [
      [GONE, "home"],
      [KEPT, "garden"],
    ] as const) {
      const at = customerId === GONE ? NOW : new Date(0);
      const { id: profileId } = await tx.profile.create({
        data: { shopId: shop, customerId, consent: "granted", createdAt: at },
      });
      const mine = { shopId: shop, profileId };
      const said = { purpose: "personalise", state: "granted", place: "block", identity: "customer", at };
      await tx.consent.create({ data: { ...mine, ...said } });
      await tx.trait.create({ data: { ...mine, key: "room", value: room, since: at } });
      const order = { ...mine, shopifyId: customerId, customerId, currency: "EUR", totalMicros: 5_000_000n };
      await tx.order.create({
        data: {
          ...order,
          processedAt: at,
          updatedAt: at,
          lines: {
            create: { shopId: shop, shopifyId: 1n, productId: customerId, quantity: 1, amountMicros: 5_000_000n },
          },
        },
      });
      await refreshOrderFacts(tx, shop, profileId);
    }
  });
  const settleAll = async () => {
    for (const payload of await takeJobs(db, shop, "settle-profile"))
      await settleProfile(givenRun<"settle-profile">(db, shop, clock, payload));
    for (const payload of await takeJobs(db, shop, "sync-customer"))
      await syncCustomer(givenRun<"sync-customer">(db, shop, clock, payload), shopify.adminFor);
  };
  for (const { id } of await db.read.profile.findMany())
    await settleProfile(givenRun<"settle-profile">(db, shop, clock, { profileId: id }));
  await settleAll();
  /** Staff merge the two in Shopify's admin, and Shopify tells. */
  const merge = async ({ done = true, status = "completed" } = {}) => {
    const [from, into] = [shopify.customers.get(gid(GONE)), shopify.customers.get(gid(KEPT))];
    if (done) {
      into?.tags.push(...(from?.tags ?? []));
      shopify.customers.delete(gid(GONE));
    }
    const ids = { admin_graphql_api_customer_kept_id: gid(KEPT), admin_graphql_api_customer_deleted_id: gid(GONE) };
    const payload = { ...ids, admin_graphql_api_job_id: null, status, errors: [] };
    const webhook = { topic: "customers/merge" as const, shop: domain, webhookId: "w1", payload };
    await db.transaction((tx) => recordWebhook(tx, webhook, NOW, keys));
    for (const pair of await takeJobs(db, shop, "merge-customers")) {
      const run = { ...givenRun<"merge-customers">(db, shop, clock, pair), attempt: done ? 1 : 5 };
      if (!done)
        await expect(mergeCustomers({ ...run, attempt: 1 }, shopify.adminFor, keys.tombstone)).rejects.toThrow();
      await mergeCustomers(run, shopify.adminFor, keys.tombstone);
    }
    await settleAll();
  };
  const tags = (customerId: string) => shopify.customers.get(gid(customerId))?.tags;
  return { db, shop, shopify, merge, tags };
}

test("GIVEN two customers WHEN staff make them one in Shopify THEN what both told and bought is the one's, and the tag goes on", async () => {
  const { db, shop, merge, tags } = await given();
  expect([tags(GONE), tags(KEPT)]).toEqual([["vip", "candor-home"], []]);
  await merge();
  const kept = await findProfileOfCustomer(db.read, shop, KEPT);
  // A late word about the former number is about the one who was kept.
  expect(await findProfileOfCustomer(db.read, shop, GONE)).toEqual(kept);
  expect(tags(KEPT)).toEqual(["vip", "candor-home"]);
  expect(await db.read.pushedTag.findMany({ select: { customerId: true, tag: true } })).toEqual([
    { customerId: KEPT, tag: "candor-home" },
  ]);
  const profile = await db.read.profile.findUniqueOrThrow({ where: { id: kept?.id ?? 0 } });
  expect(profile).toMatchObject({ orderCount: 2, amountSpentMicros: 10_000_000n });
  const purchases = await db.read.purchase.findMany({ orderBy: { productId: "asc" } });
  expect(purchases.map(({ profileId, productId }) => [profileId, productId])).toEqual(
    [GONE, KEPT].sort().map((product) => [kept?.id, product]),
  );
  expect(await db.read.trait.findMany({ where: { until: null }, select: { profileId: true, value: true } })).toEqual([
    { profileId: kept?.id, value: "home" },
  ]);
});

test.each([
  [
    "A12: GIVEN both still stand in Shopify WHEN a body claims a merge THEN it is asked again and nobody is joined",
    { done: false },
  ],
  ["GIVEN a merge that failed THEN nobody is joined", { status: "failed" }],
])("%s", async (_, told) => {
  const { db, merge } = await given();
  await merge(told);
  expect(await db.read.merge.count()).toBe(0);
  expect(await db.read.profile.count({ where: { mergedIntoId: null } })).toBe(2);
});

test.each([GONE, KEPT])(
  "F39: GIVEN customer %s was erased WHEN staff merge the two THEN nobody is joined",
  async (erased = "") => {
    const { db, shop, merge } = await given();
    await db.transaction((tx) => addTombstone(tx, shop, tombstoneOf(keys.tombstone, shop, erased), NOW));
    await merge();
    expect(await db.read.merge.count()).toBe(0);
  },
);

test("P7: GIVEN merged customers WHEN the one is erased THEN nothing of either is left", async () => {
  const { db, shop, merge } = await given();
  await merge();
  await db.transaction((tx) => erasePerson(tx, shop, { customerId: KEPT }, mintKey()));
  const left = [
    db.read.profile.count(),
    db.read.merge.count(),
    db.read.mergedRow.count(),
    db.read.trait.count(),
    db.read.consent.count(),
    db.read.pushedTag.count(),
    db.read.purchase.count(),
    db.read.order.count({ where: { OR: [{ customerId: { not: null } }, { profileId: { not: null } }] } }),
  ];
  expect(await Promise.all(left)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});

test("P7: GIVEN a late order under a former number WHEN that number is erased THEN it is nobody's, and the other's stay", async () => {
  const { db, shop, merge } = await given();
  await merge();
  const kept = await findProfileOfCustomer(db.read, shop, KEPT);
  await db.transaction(async (tx) => {
    const mine = { shopId: shop, profileId: kept?.id ?? 0, customerId: GONE };
    const order = { ...mine, shopifyId: "3", currency: "EUR", totalMicros: 1_000_000n };
    await tx.order.create({ data: { ...order, processedAt: NOW, updatedAt: NOW } });
    await refreshOrderFacts(tx, shop, mine.profileId);
  });
  await db.transaction((tx) => erasePerson(tx, shop, { customerId: GONE }, mintKey()));
  const orders = await db.read.order.findMany({ orderBy: { shopifyId: "asc" } });
  expect(orders.filter(({ shopifyId }) => shopifyId === "3")).toMatchObject([{ customerId: null, profileId: null }]);
  expect(await findProfileOfCustomer(db.read, shop, KEPT)).toMatchObject({ id: kept?.id });
  const profile = await db.read.profile.findUniqueOrThrow({ where: { id: kept?.id ?? 0 } });
  expect(profile).toMatchObject({ orderCount: 2, amountSpentMicros: 10_000_000n });
});
