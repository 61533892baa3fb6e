import * as fc from "fast-check";
import { expect, test } from "vitest";
import { anyHistory, anyRule, NOW } from "../../tests/segments/arbitrary.ts";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { isMember } from "../../tests/segments/oracle.ts";
import type { History } from "../../tests/segments/oracle.ts";
import { givenCatalogue, givenProfiles } from "../../tests/segments/population.ts";
import { givenRun } from "../../tests/segments/worker.ts";
import type { Rule } from "../contract/rule.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Database } from "../platform/db.server.ts";
import { createSegment, deleteSegment } from "./edit-segment.server.ts";
import { settleTogether } from "./settle-profile.job.server.ts";

const clock = () => new Date(NOW);

/** As the worker does it for jobs that it claimed together. */
async function settleAll(db: Database, shop: ShopId, ids: number[]): Promise<void> {
  const { payload: _, ...run } = givenRun<"settle-profile">(db, shop, clock, { profileId: 0 });
  await settleTogether({ ...run, payloads: ids.map((profileId) => ({ profileId })) });
}

const once: History = {
  kind: "shopper",
  consent: "granted",
  merged: false,
  lifetimeOrders: null,
  lifetimeSpent: null,
  orders: [{ at: NOW - 1, total: 20, refunded: 0, state: "counts", products: [] }],
  told: [],
};

test.each([1, 2, 3, 5, 6, 7])("GIVEN %i people of one order each THEN nobody counts as a regular", async (count) => {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  const orders = (least: number): Rule => ({
    kind: "orderCount",
    comparison: "atLeast",
    count: least,
    within: { days: 30 },
  });
  const buyers = await createSegment(db, clock, shop, { name: "Buyers", rule: orders(1) });
  await createSegment(db, clock, shop, { name: "Regulars", rule: orders(2) });
  const people = Array.from({ length: count }, () => once);
  await settleAll(db, shop, await givenProfiles(db, shop, people));
  const members = await db.read.membership.findMany();
  expect(members.map(({ segmentId }) => segmentId)).toEqual(people.map(() => buyers.id));
});

test("GIVEN a test person before a buyer WHEN both are settled THEN the buyer is in", async () => {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  await createSegment(db, clock, shop, {
    name: "Buyers",
    rule: { kind: "orderCount", comparison: "atLeast", count: 1 },
  });
  const ids = await givenProfiles(db, shop, [{ ...once, kind: "test" }, once]);
  await settleAll(db, shop, ids);
  expect((await db.read.membership.findMany()).map(({ profileId }) => profileId)).toEqual([ids[1]]);
});

/** A group that asks nothing may not be saved. */
const asks = (rule: Rule): boolean =>
  rule.kind === "all" || rule.kind === "any"
    ? rule.rules.length > 0 && rule.rules.every(asks)
    : rule.kind !== "not" || asks(rule.rule);

test("GIVEN any people and rules WHEN they are settled together THEN each is where the oracle says", async () => {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  await givenCatalogue(db, shop);
  const several = fc.array(anyHistory, { minLength: 2, maxLength: 9 });
  const property = fc.asyncProperty(
    several,
    fc.array(anyRule.filter(asks), { minLength: 3, maxLength: 3 }),
    async (people, rules) => {
      const ids = await givenProfiles(db, shop, people);
      const segments = [];
      for (const [at, rule] of rules.entries())
        segments.push((await createSegment(db, clock, shop, { name: `Rule ${at}`, rule })).id);
      await settleAll(db, shop, ids);
      for (const [at, segmentId] of segments.entries()) {
        const rows = await db.read.membership.findMany({
          where: { segmentId, until: null },
          orderBy: { profileId: "asc" },
        });
        const expected = ids.filter((_, index) => isMember(rules[at]!, people[index]!, NOW));
        expect(
          rows.map(({ profileId }) => profileId),
          JSON.stringify(rules[at]),
        ).toEqual(expected);
        await deleteSegment(db, clock, shop, segmentId);
      }
    },
  );
  await fc.assert(property, { numRuns: 60, interruptAfterTimeLimit: 20_000 });
});
