import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { ShopifyTags } from "../../tests/segments/shopify-tags.ts";
import type { Break } from "../../tests/segments/shopify-tags.ts";
import { givenRun, takeJobs } from "../../tests/segments/worker.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Database } from "../platform/db.server.ts";
import { removeAllTags } from "./remove-all-tags.job.server.ts";
import { switchTagsOff, switchTagsOn, tagsProgress } from "./switch-tags.server.ts";
import { syncCustomer } from "./sync-customer.job.server.ts";
import { syncNativeSegment } from "./sync-native-segment.job.server.ts";

const NOW = new Date("2026-03-01T00:00:00Z");
const clock = () => NOW;
const GID = "gid://shopify/Customer/7";
const SLUGS = ["home", "garden", "office"];

async function given() {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  const shopify = new ShopifyTags();
  shopify.customers.set(GID, { tags: ["vip"] });
  const { profileId, segmentIds } = await db.transaction(async (tx) => {
    const profile = await tx.profile.create({
      data: { shopId: shop, customerId: "7", consent: "granted", createdAt: NOW },
    });
    const ids: number[] = [];
    for (const slug of SLUGS) {
      const row = { shopId: shop, name: slug, slug, rule: `{"kind":"all","rules":[]}`, createdAt: NOW, updatedAt: NOW };
      ids.push((await tx.segment.create({ data: row })).id);
    }
    return { profileId: profile.id, segmentIds: ids };
  });
  const sync = (customerId = "7") =>
    syncCustomer(givenRun<"sync-customer">(db, shop, clock, { customerId }), shopify.adminFor);
  const beIn = (slugs: string[]) => setMemberships(db, shop, profileId, segmentIds, slugs);
  const tags = () => shopify.customers.get(GID)?.tags.toSorted();
  const owned = async () =>
    (await db.read.pushedTag.findMany({ where: { shopId: shop } })).map(({ tag }) => tag).sort();
  return { db, shop, shopify, profileId, segmentIds, sync, beIn, tags, owned };
}

async function setMemberships(db: Database, shop: ShopId, profileId: number, segmentIds: number[], slugs: string[]) {
  await db.transaction(async (tx) => {
    await tx.membership.deleteMany({ where: { profileId } });
    const data = segmentIds.filter((_, index) => slugs.includes(SLUGS[index]!));
    await tx.membership.createMany({
      data: data.map((segmentId) => ({ segmentId, profileId, shopId: shop, since: NOW })),
    });
  });
}

describe("a customer's tags", () => {
  it("follow memberships, in one call for what comes and what goes", async () => {
    const { shopify, sync, beIn, tags, owned } = await given();
    await beIn(["home"]);
    await sync();
    expect(tags()).toEqual(["candor-home", "vip"]);
    await beIn(["garden"]);
    shopify.asked.length = 0;
    await sync();
    expect(tags()).toEqual(["candor-garden", "vip"]);
    expect(shopify.asked).toEqual(["FindCustomerTags", "ChangeTags"]);
    expect(await owned()).toEqual(["candor-garden"]);
  });

  it("ask Shopify nothing about a customer who has and needs none", async () => {
    const { shopify, sync } = await given();
    await sync();
    expect(shopify.asked).toEqual([]);
  });

  it("come off when consent is withdrawn, and no new ones come", async () => {
    const { db, profileId, sync, beIn, tags } = await given();
    await beIn(["home"]);
    await sync();
    await db.transaction((tx) => tx.profile.update({ where: { id: profileId }, data: { consent: "withdrawn" } }));
    await beIn(["home", "garden"]);
    await sync();
    expect(tags()).toEqual(["vip"]);
  });

  it("F18: stay ours while Shopify denies to show or to change them, and come off afterwards", async () => {
    const { shopify, sync, beIn, tags, owned } = await given();
    await beIn(["home"]);
    await sync();
    await beIn([]);
    for (const document of ["FindCustomerTags", "ChangeTags"]) {
      shopify.denied = [document];
      await expect(sync()).rejects.toThrow("ACCESS_DENIED");
      expect(await owned()).toEqual(["candor-home"]);
    }
    shopify.denied = [];
    await sync();
    expect([tags(), await owned()]).toEqual([["vip"], []]);
  });

  it("are put back when somebody removes them while they are wanted", async () => {
    const { shopify, sync, beIn, tags } = await given();
    await beIn(["home"]);
    await sync();
    shopify.customers.get(GID)!.tags = [];
    await sync();
    expect(tags()).toEqual(["candor-home"]);
  });

  it("stay the merchant's own where they were there before us", async () => {
    const { shopify, sync, beIn, tags, owned } = await given();
    shopify.customers.get(GID)!.tags = ["Candor-Home"];
    await beIn(["home"]);
    await sync();
    expect(await owned()).toEqual([]);
    await beIn([]);
    await sync();
    expect(tags()).toEqual(["Candor-Home"]);
  });

  it("are ours also when the worker died right after Shopify had applied them", async () => {
    const { shopify, sync, beIn, tags } = await given();
    await beIn(["home"]);
    shopify.breaks = [undefined, "after"];
    await expect(sync()).rejects.toThrow("connection reset");
    expect(tags()).toEqual(["candor-home", "vip"]);
    await beIn([]);
    await sync();
    expect(tags()).toEqual(["vip"]);
  });

  it("set only this customer aside, with Shopify's reason, when there is no room", async () => {
    const { shopify, sync, beIn, owned } = await given();
    shopify.customers.get(GID)!.tags = Array.from({ length: 250 }, (_, number) => `tag-${number}`);
    await beIn(["home"]);
    await expect(sync()).rejects.toMatchObject({ name: "SetAside", message: expect.stringContaining("250 tags") });
    expect(await owned()).toEqual([]);
  });

  it("are forgotten with a customer who is gone at Shopify", async () => {
    const { shopify, sync, beIn, owned } = await given();
    await beIn(["home"]);
    await sync();
    shopify.customers.clear();
    await sync();
    expect(await owned()).toEqual([]);
  });

  it("A39, I4: converge after any sequence of changes, crashes and outside edits; foreign tags are never touched", async () => {
    type Step =
      | { what: "wish"; slugs: string[] }
      | { what: "outside"; tag: string; on: boolean }
      | { what: "sync"; breaks: (Break | undefined)[]; crashAt: number };
    const step: fc.Arbitrary<Step> = fc.oneof(
      fc.record({ what: fc.constant("wish" as const), slugs: fc.subarray(SLUGS) }),
      // Somebody else takes off any tag, or puts on one of theirs.
      fc.record({ what: fc.constant("outside" as const), tag: fc.constantFrom("vip", "sale"), on: fc.boolean() }),
      fc.record({
        what: fc.constant("outside" as const),
        tag: fc.constantFrom("candor-home", "candor-garden"),
        on: fc.constant(false),
      }),
      fc.record({
        what: fc.constant("sync" as const),
        breaks: fc.array(fc.constantFrom<Break | undefined>("before", "after", undefined), { maxLength: 2 }),
        crashAt: fc.integer({ min: 0, max: 3 }),
      }),
    );
    const { db, shop, shopify, sync, beIn, owned } = await given();
    const property = fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
      const foreign = new Set<string>();
      let wish: string[] = [];
      shopify.customers.set(GID, { tags: [] });
      shopify.breaks = [];
      await beIn([]);
      await db.transaction((tx) => tx.pushedTag.deleteMany());
      for (const one of steps) {
        const customer = shopify.customers.get(GID)!;
        if (one.what === "wish") await beIn((wish = one.slugs));
        else if (one.what === "outside") {
          customer.tags = customer.tags.filter((tag) => tag !== one.tag);
          if (one.on) customer.tags.push(one.tag);
          if (one.on) foreign.add(one.tag);
          else foreign.delete(one.tag);
        } else {
          shopify.breaks = [...one.breaks];
          let left = one.crashAt;
          // Killed at the n-th write: that one and all later ones never happen.
          const transaction: Database["transaction"] = (work) =>
            left-- > 0 ? db.transaction(work) : Promise.reject(new Error("killed"));
          const run = givenRun<"sync-customer">(db, shop, clock, { customerId: "7" }, { transaction });
          await syncCustomer(run, shopify.adminFor).catch(() => undefined);
        }
        expect(
          shopify.customers
            .get(GID)!
            .tags.filter((tag) => !tag.startsWith("candor-"))
            .sort(),
        ).toEqual([...foreign].sort());
      }
      shopify.breaks = [];
      await sync();
      const wanted = wish.map((slug) => `candor-${slug}`).sort();
      expect(shopify.customers.get(GID)!.tags.toSorted()).toEqual([...foreign, ...wanted].sort());
      expect(await owned()).toEqual(wanted);
    });
    await fc.assert(property, { numRuns: 150, interruptAfterTimeLimit: 12_000 });
  });
});

describe("all tags off", () => {
  it("takes every tag off, says how many are left, and brings them back on the merchant's word", async () => {
    const { db, shop, sync, beIn, tags } = await given();
    await beIn(["home"]);
    await sync();
    await switchTagsOff(db, clock, shop);
    expect(await tagsProgress(db.read, shop)).toMatchObject({ offSince: NOW, taggedCustomers: 1 });
    await removeAllTags(givenRun<"remove-all-tags">(db, shop, clock, {}));
    for (const { customerId } of await takeJobs(db, shop, "sync-customer")) await sync(customerId);
    expect(tags()).toEqual(["vip"]);
    expect(await tagsProgress(db.read, shop)).toMatchObject({ taggedCustomers: 0 });

    await switchTagsOn(db, clock, shop);
    await removeAllTags(givenRun<"remove-all-tags">(db, shop, clock, {}));
    for (const { customerId } of await takeJobs(db, shop, "sync-customer")) await sync(customerId);
    expect(tags()).toEqual(["candor-home", "vip"]);
  });
});

describe("Shopify's own segment beside ours", () => {
  it("is made once, even if the reply is lost, renamed with ours, and deleted with it", async () => {
    const { db, shop, shopify, segmentIds } = await given();
    const segmentId = segmentIds[0]!;
    const run = () =>
      syncNativeSegment(givenRun<"sync-native-segment">(db, shop, clock, { segmentId }), shopify.adminFor);
    shopify.breaks = [undefined, "after"];
    await expect(run()).rejects.toThrow("connection reset");
    await run();
    expect(shopify.segments).toMatchObject([{ name: "Candor: home", query: "customer_tags CONTAINS 'candor-home'" }]);
    await db.transaction((tx) => tx.segment.update({ where: { id: segmentId }, data: { name: "Home lovers" } }));
    await run();
    expect(shopify.segments).toMatchObject([{ name: "Candor: Home lovers" }]);
    await db.transaction((tx) => tx.segment.update({ where: { id: segmentId }, data: { deletedAt: NOW } }));
    await run();
    expect(shopify.segments).toEqual([]);
  });

  it("is made anew when the merchant deleted it, beside one of the merchant's with the same name", async () => {
    const { db, shop, shopify, segmentIds } = await given();
    const segmentId = segmentIds[0]!;
    const run = () =>
      syncNativeSegment(givenRun<"sync-native-segment">(db, shop, clock, { segmentId }), shopify.adminFor);
    await run();
    shopify.segments.splice(0, 1, {
      id: "gid://shopify/Segment/1",
      name: "Candor: home",
      query: "number_of_orders > 3",
    });
    await run();
    expect(shopify.segments).toMatchObject([{ query: "number_of_orders > 3" }, { name: "Candor: home (home)" }]);
  });
});
