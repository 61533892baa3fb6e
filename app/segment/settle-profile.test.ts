import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyHistory, anyRule, NOW } from "../../tests/segments/arbitrary.ts";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { isMember, laterInstants } from "../../tests/segments/oracle.ts";
import type { History } from "../../tests/segments/oracle.ts";
import { givenCatalogue, givenProfiles, retell } from "../../tests/segments/population.ts";
import { givenRun, takeJobs } from "../../tests/segments/worker.ts";
import type { Rule } from "../contract/rule.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Database } from "../platform/db.server.ts";
import { buildSegment } from "./build-segment.job.server.ts";
import { createSegment, deleteSegment, updateSegment } from "./edit-segment.server.ts";
import { recheckDue } from "./recheck-profiles.server.ts";
import { settleProfile } from "./settle-profile.job.server.ts";

const PERSON: History = {
  kind: "shopper",
  consent: "granted",
  merged: false,
  lifetimeOrders: null,
  lifetimeSpent: null,
  orders: [],
  told: [],
};
const HOME = { quiz: "gift-finder", key: "room", value: "home", ended: false };
const bought = (at: number): History["orders"][number] => ({
  at,
  total: 20,
  refunded: 0,
  state: "counts",
  products: [],
});
const HOME_AND_TWO_ORDERS: Rule = {
  kind: "all",
  rules: [
    { kind: "answer", quiz: "gift-finder", question: "room", is: ["home"] },
    { kind: "orderCount", comparison: "atLeast", count: 2, within: { days: 30 } },
  ],
};

async function membersOf(db: Database, segmentId: number): Promise<number[]> {
  const rows = await db.read.membership.findMany({ where: { segmentId, until: null }, orderBy: { profileId: "asc" } });
  return rows.map((row) => row.profileId);
}

async function build(db: Database, shop: ShopId, segmentId: number, now: number): Promise<void> {
  // The tags that wait for Shopify are another test's matter.
  const run = givenRun<"build-segment">(db, shop, () => new Date(now), { segmentId });
  await buildSegment(run).catch((error: Error) => expect(error.message).toBe("tags wait for Shopify"));
}

describe("settling one profile", () => {
  async function given() {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    await givenCatalogue(db, shop);
    let now = NOW;
    const clock = () => new Date(now);
    const segment = await createSegment(db, clock, shop, { name: "Home gifts, loyal", rule: HOME_AND_TWO_ORDERS });
    const settle = (profileId: number) => settleProfile(givenRun<"settle-profile">(db, shop, clock, { profileId }));
    return { db, shop, clock, segment, settle, setNow: (at: number) => void (now = at) };
  }

  it("lets in who matches, queues their Shopify customer, and notes when time will change it", async () => {
    const { db, shop, segment, settle } = await given();
    const day = 86_400_000;
    const [id] = await givenProfiles(db, shop, [
      { ...PERSON, told: [HOME], orders: [bought(NOW - 3 * day), bought(NOW - day)] },
    ]);
    await settle(id!);
    expect(await membersOf(db, segment.id)).toEqual([id]);
    expect(await takeJobs(db, shop, "sync-customer")).toEqual([{ customerId: String(id) }]);
    const { at } = await db.read.recheck.findUniqueOrThrow({ where: { profileId: id! } });
    expect(at).toEqual(new Date(NOW + 27 * day));
  });

  it("wakes exactly who is due, at the instant when an order leaves the window", async () => {
    const { db, shop, clock, segment, settle, setNow } = await given();
    const day = 86_400_000;
    const orders = [bought(NOW - 3 * day), bought(NOW - day)];
    const [id] = await givenProfiles(db, shop, [{ ...PERSON, told: [HOME], orders }, PERSON]);
    await settle(id!);
    setNow(NOW + 27 * day - 1);
    expect(await recheckDue(db, clock, 100)).toBe(0);
    setNow(NOW + 27 * day);
    expect(await recheckDue(db, clock, 100)).toBe(1);
    expect(await recheckDue(db, clock, 100), "already queued").toBe(0);
    expect(await takeJobs(db, shop, "settle-profile")).toEqual([{ profileId: id }]);
    await settle(id!);
    expect(await membersOf(db, segment.id)).toEqual([]);
    expect(await db.read.recheck.count()).toBe(0);
  });

  it("writes nothing when nothing changed", async () => {
    const { db, shop, clock } = await given();
    const [id] = await givenProfiles(db, shop, [PERSON]);
    const transaction = () => Promise.reject(new Error("took the write lock"));
    await settleProfile(givenRun<"settle-profile">(db, shop, clock, { profileId: id! }, { transaction }));
    expect(await takeJobs(db, shop, "sync-customer")).toEqual([]);
  });

  it("takes everything from who withdraws, and sees to their tags", async () => {
    const { db, shop, segment, settle } = await given();
    const person: History = { ...PERSON, told: [HOME], orders: [bought(NOW - 1), bought(NOW - 2)] };
    const [id] = await givenProfiles(db, shop, [person]);
    await settle(id!);
    await takeJobs(db, shop, "sync-customer");
    await db.transaction((tx) => retell(tx, shop, id!, { ...person, consent: "withdrawn" }));
    await settle(id!);
    expect(await membersOf(db, segment.id)).toEqual([]);
    expect(await takeJobs(db, shop, "sync-customer")).toEqual([{ customerId: String(id) }]);
  });

  it("queues the customer of a profile whose memberships stay but whose tags are not there yet", async () => {
    const { db, shop, settle } = await given();
    const [id] = await givenProfiles(db, shop, [
      { ...PERSON, told: [HOME], orders: [bought(NOW - 1), bought(NOW - 2)] },
    ]);
    await db.transaction((tx) => tx.profile.update({ where: { id: id! }, data: { customerId: null } }));
    await settle(id!);
    expect(await takeJobs(db, shop, "sync-customer")).toEqual([]);
    await db.transaction((tx) => tx.profile.update({ where: { id: id! }, data: { customerId: "77" } }));
    await settle(id!);
    expect(await takeJobs(db, shop, "sync-customer")).toEqual([{ customerId: "77" }]);
  });
});

describe("memberships equal recomputation", () => {
  type Event =
    | { what: "retell"; person: number; history: History }
    | { what: "edit"; segment: number; rule: Rule }
    | { what: "delete"; segment: number }
    | { what: "wait"; days: number };
  const anyEvent: fc.Arbitrary<Event> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ what: fc.constant("retell" as const), person: fc.nat(3), history: anyHistory }),
    },
    { weight: 2, arbitrary: fc.record({ what: fc.constant("edit" as const), segment: fc.nat(2), rule: anyRule }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constant("delete" as const), segment: fc.nat(2) }) },
    { weight: 3, arbitrary: fc.record({ what: fc.constant("wait" as const), days: fc.integer({ min: 1, max: 15 }) }) },
  );
  /** A condition that changes nothing, so that a random rule may be saved even if its groups are empty. */
  const savable = (rule: Rule): Rule => {
    if (rule.kind === "not") return { kind: "not", rule: savable(rule.rule) };
    if (rule.kind !== "all" && rule.kind !== "any") return rule;
    const neutral: Rule = { kind: "orderCount", comparison: rule.kind === "all" ? "atLeast" : "atMost", count: 0 };
    const never: Rule =
      rule.kind === "any" ? { kind: "not", rule: { ...neutral, comparison: "atLeast" } as Rule } : neutral;
    return { kind: rule.kind, rules: rule.rules.length === 0 ? [never] : rule.rules.map(savable) };
  };

  it("after every random run of events: people's news, edits, deletions, time passing", async () => {
    const db = await givenDatabase();
    const property = fc.asyncProperty(
      fc.array(anyHistory, { minLength: 4, maxLength: 4 }),
      fc.array(anyRule, { minLength: 3, maxLength: 3 }),
      fc.array(anyEvent, { maxLength: 8 }),
      async (start, rules, events) => {
        const shop = await givenShop(db);
        await givenCatalogue(db, shop);
        let now = NOW;
        const clock = () => new Date(now);
        const histories = [...start];
        const ids = await givenProfiles(db, shop, histories);
        const segments: { id: number; rule: Rule; alive: boolean }[] = [];
        const settle = (profileId: number) => settleProfile(givenRun<"settle-profile">(db, shop, clock, { profileId }));
        for (const rule of rules.map(savable)) {
          const { id } = await createSegment(db, clock, shop, { name: "S", rule });
          segments.push({ id, rule, alive: true });
          await build(db, shop, id, now);
        }
        const check = async () => {
          for (const { id, rule, alive } of segments) {
            const expected = ids.filter((_, index) => alive && isMember(rule, histories[index]!, now));
            expect(await membersOf(db, id)).toEqual(expected);
          }
        };
        await check();
        for (const event of events) {
          if (event.what === "retell") {
            histories[event.person] = event.history;
            await db.transaction((tx) => retell(tx, shop, ids[event.person]!, event.history));
            await settle(ids[event.person]!);
          } else if (event.what === "wait") {
            const until = now + event.days * 86_400_000;
            const instants = histories.flatMap((history) =>
              segments.flatMap(({ rule }) => laterInstants(rule, history, now)),
            );
            // Looks in just before and at each instant at which anything could flip.
            for (const at of [...new Set(instants.flatMap((instant) => [instant - 1, instant]))].sort(
              (a, b) => a - b,
            )) {
              if (at <= now || at > until) continue;
              now = at;
              await recheckDue(db, clock, 1000);
              for (const { profileId } of await takeJobs(db, shop, "settle-profile")) await settle(profileId);
              await check();
            }
            now = until;
          } else {
            const segment = segments[event.segment]!;
            if (!segment.alive) continue;
            const { revision } = await db.read.segment.findUniqueOrThrow({ where: { id: segment.id } });
            if (event.what === "edit") {
              segment.rule = savable(event.rule);
              await updateSegment(db, clock, shop, segment.id, revision, { name: "S", rule: segment.rule });
            } else {
              segment.alive = false;
              await deleteSegment(db, clock, shop, segment.id);
            }
            await build(db, shop, segment.id, now);
          }
          await check();
        }
      },
    );
    await fc.assert(property, { numRuns: 25, interruptAfterTimeLimit: 12_000 });
  });
});
