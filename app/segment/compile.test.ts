import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyHistory, anyLeaf, anyRule, NOW } from "../../tests/segments/arbitrary.ts";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { isMember, laterInstants } from "../../tests/segments/oracle.ts";
import type { History } from "../../tests/segments/oracle.ts";
import { givenCatalogue, givenProfiles } from "../../tests/segments/population.ts";
import type { Rule } from "../contract/rule.ts";
import type { ShopId } from "../contract/shop.ts";
import { refreshPurchases } from "../order/purchase.store.server.ts";
import { bind, join, raw, sql } from "../platform/dialect/sql.ts";
import { sqlite } from "../platform/dialect/sqlite.ts";
import type { Database } from "../platform/db.server.ts";
import { compile, guard, selectMembers } from "./compile.ts";
import { Facts } from "./facts.ts";
import { nextChange } from "./next-change.ts";

const NOBODY_YET: History = {
  kind: "shopper",
  consent: "granted",
  merged: false,
  lifetimeOrders: null,
  lifetimeSpent: null,
  orders: [],
  told: [],
};
const order = (daysAgo: number, more: Partial<History["orders"][number]> = {}): History["orders"][number] => ({
  at: NOW - daysAgo * 86_400_000,
  total: 20,
  refunded: 0,
  state: "counts",
  products: [],
  ...more,
});

async function membersInRange(
  db: Database,
  shop: ShopId,
  rule: Rule,
  now = NOW,
  after = 0,
  upTo = 1e9,
): Promise<number[]> {
  const select = selectMembers(rule, { shop, dialect: sqlite });
  const values = bind(select, { now: new Date(now), after, upTo });
  const rows = await db.read.$queryRawUnsafe<{ id: number }[]>(
    `SELECT p."id" ${select.sql} ORDER BY p."id"`,
    ...values,
  );
  return rows.map(({ id }) => id);
}

async function membersOneByOne(db: Database, shop: ShopId, rule: Rule, ids: number[], now = NOW): Promise<number[]> {
  const matches = compile(rule, { shop, dialect: sqlite, reach: "each" });
  const members: number[] = [];
  for (const id of ids) {
    const one = sql`SELECT p."id" FROM "Profile" AS p WHERE p."id" = ${id} AND ${guard(shop)} AND ${matches}`;
    const rows = await db.read.$queryRawUnsafe<unknown[]>(one.sql, ...bind(one, { now: new Date(now) }));
    if (rows.length > 0) members.push(id);
  }
  return members;
}

/** As settling does it: all rules in one statement over facts that are read once. */
async function membersByFacts(db: Database, shop: ShopId, rules: Rule[], ids: number[]): Promise<number[][]> {
  const facts = new Facts(shop, sqlite);
  const columns = rules.map((rule, index) => {
    const matches = compile(rule, { shop, dialect: sqlite, reach: "each", facts });
    return sql`(${guard(shop)} AND ${matches}) AS ${raw(`"rule${index}"`)}`;
  });
  const all = facts.withFacts(
    sql`SELECT p."id", ${join(columns, ", ")} FROM "facts" AS p ORDER BY p."id"`,
    join(
      ids.map((id) => sql`(${id})`),
      ", ",
    ),
  );
  const rows = await db.read.$queryRawUnsafe<Record<string, number | bigint>[]>(
    all.sql,
    ...bind(all, { now: new Date(NOW) }),
  );
  return rules.map((_, index) =>
    rows.filter((row) => Number(row[`rule${index}`]) === 1).map((row) => Number(row["id"])),
  );
}

async function nextOf(db: Database, shop: ShopId, rule: Rule, id: number): Promise<number | null> {
  const next = nextChange([rule], { shop, dialect: sqlite });
  const one = sql`SELECT ${next} AS "next" FROM "Profile" AS p WHERE p."id" = ${id}`;
  const rows = await db.read.$queryRawUnsafe<{ next: number | bigint | null }[]>(
    one.sql,
    ...bind(one, { now: new Date(NOW) }),
  );
  const found = rows[0]?.next;
  return found === null || found === undefined ? null : Number(found);
}

describe("the SQL of each kind of rule", () => {
  const compiled = (rule: Rule, reach: "each" | "range" = "each") =>
    compile(rule, { shop: 7 as ShopId, dialect: sqlite, reach });

  it.each<[Rule, string]>([
    [{ kind: "all", rules: [] }, `(1 = 1)`],
    [{ kind: "any", rules: [] }, `(1 = 0)`],
    [{ kind: "not", rule: { kind: "any", rules: [] } }, `NOT ((1 = 0))`],
    [
      { kind: "trait", key: "room", is: ["home", "garden"] },
      `EXISTS (SELECT 1 FROM "Trait" AS t WHERE t."profileId" = p."id" AND t."shopId" = 7 AND t."key" = 'room' AND t."until" IS NULL AND t."value" IN ('home', 'garden'))`,
    ],
    [
      { kind: "trait", key: "room", is: [] },
      `NOT (EXISTS (SELECT 1 FROM "Trait" AS t WHERE t."profileId" = p."id" AND t."shopId" = 7 AND t."key" = 'room' AND t."until" IS NULL))`,
    ],
    [{ kind: "orderCount", comparison: "atLeast", count: 2 }, `coalesce(p."lifetimeOrders", p."orderCount") >= 2`],
    [
      { kind: "orderCount", comparison: "atMost", count: 2, within: { days: 30 } },
      `NOT ((p."orderCount" >= 3 AND (p."lastOrderAt" IS NOT NULL AND p."lastOrderAt" > ?) AND EXISTS (SELECT 1 FROM "Order" AS o WHERE o."profileId" = p."id" AND o."shopId" = 7 AND o."processedAt" > ? AND o."cancelledAt" IS NULL AND o."deletedAt" IS NULL LIMIT 1 OFFSET 2)))`,
    ],
    [
      { kind: "date", key: "birthday", from: "2026-01-31" },
      `EXISTS (SELECT 1 FROM "Trait" AS t WHERE t."profileId" = p."id" AND t."shopId" = 7 AND t."key" = 'birthday' AND t."until" IS NULL AND t."value" LIKE '____-__-__' AND t."value" >= ?)`,
    ],
    [{ kind: "lastOrder", when: "longerAgo", days: 90 }, `(p."lastOrderAt" IS NOT NULL AND p."lastOrderAt" <= ?)`],
  ])("%j", (rule, expected) => {
    expect(compiled(rule).sql).toBe(expected);
  });

  it("reads a range of profiles once, by the same conditions", () => {
    const rule: Rule = { kind: "answer", quiz: "gift-finder", question: "room", is: ["home"] };
    expect(compiled(rule, "range")).toEqual({
      sql: `+p."id" IN (SELECT t."profileId" FROM "Trait" AS t WHERE t."profileId" > ? AND t."profileId" <= ? AND t."shopId" = 7 AND t."key" = 'room' AND t."until" IS NULL AND t."value" IN ('home') AND t."quizId" = (SELECT q."id" FROM "Quiz" AS q WHERE q."shopId" = 7 AND q."handle" = 'gift-finder'))`,
      params: [{ slot: "after" }, { slot: "upTo" }],
    });
  });

  it("knows no clock: now is a slot that is filled when the statement runs", () => {
    const window = compiled({ kind: "lastOrder", when: "within", days: 2 });
    expect(window.params).toEqual([{ slot: "now", minusDays: 2 }]);
    expect(bind(window, { now: new Date("2026-03-03T00:00:00Z") })).toEqual([new Date("2026-03-01T00:00:00Z")]);
  });

  it("stops at a kind it does not know, instead of matching everybody", () => {
    expect(() => compiled({ kind: "everyone" } as unknown as Rule)).toThrow("Unknown kind of rule: everyone");
  });
});

describe("who is in", () => {
  it("counts people without orders among those with at most so many", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const [none, , two] = await givenProfiles(db, shop, [
      NOBODY_YET,
      { ...NOBODY_YET, orders: [order(3), order(4), order(5)] },
      { ...NOBODY_YET, orders: [order(3), order(4), order(50)] },
    ]);
    const rule: Rule = { kind: "orderCount", comparison: "atMost", count: 2, within: { days: 30 } };
    expect(await membersInRange(db, shop, rule)).toEqual([none, two]);
  });

  it("keeps out test people, the merged, those who withdrew, and everybody of another shop", async () => {
    const db = await givenDatabase();
    const [shop, other] = [await givenShop(db), await givenShop(db)];
    const [ordinary] = await givenProfiles(db, shop, [
      NOBODY_YET,
      { ...NOBODY_YET, kind: "test" },
      { ...NOBODY_YET, merged: true },
      { ...NOBODY_YET, consent: "withdrawn" },
    ]);
    const [foreign] = await givenProfiles(db, other, [NOBODY_YET]);
    const everybody: Rule = { kind: "all", rules: [] };
    expect(await membersInRange(db, shop, everybody)).toEqual([ordinary]);
    expect(await membersOneByOne(db, shop, everybody, [ordinary!, foreign!])).toEqual([ordinary]);
  });

  it("does not look at another shop's answers and orders, even if a row points at our profile", async () => {
    const db = await givenDatabase();
    const [shop, other] = [await givenShop(db), await givenShop(db)];
    await givenCatalogue(db, shop);
    const [id] = await givenProfiles(db, shop, [NOBODY_YET]);
    const at = new Date(NOW - 1000);
    await db.transaction(async (tx) => {
      await tx.trait.create({ data: { shopId: other, profileId: id!, key: "room", value: "home", since: at } });
      await tx.order.create({
        data: {
          ...{
            shopId: other,
            shopifyId: "x",
            profileId: id!,
            currency: "USD",
            totalMicros: 1n,
            processedAt: at,
            updatedAt: at,
          },
          lines: {
            create: { shopId: other, shopifyId: 1n, productId: "1", quantity: 1, amountMicros: 1n },
          },
        },
      });
      await refreshPurchases(tx, other, id! - 1, id!);
    });
    const rules: Rule[] = [
      { kind: "trait", key: "room", is: ["home"] },
      { kind: "orderCount", comparison: "atLeast", count: 1, within: { days: 30 } },
      { kind: "bought", product: "1" },
      { kind: "boughtType", type: "Candle" },
    ];
    for (const rule of rules) {
      expect(await membersInRange(db, shop, rule), rule.kind).toEqual([]);
      expect(await membersOneByOne(db, shop, rule, [id!]), rule.kind).toEqual([]);
    }
  });
});

describe("one rule, one meaning", () => {
  it("agrees with the oracle for random rules over random histories, one by one, in bulk and by facts", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    await givenCatalogue(db, shop);
    const property = fc.asyncProperty(
      fc.array(anyHistory, { minLength: 6, maxLength: 6 }),
      fc.array(anyRule, { minLength: 6, maxLength: 6 }),
      async (histories, rules) => {
        const ids = await givenProfiles(db, shop, histories);
        const byFacts = await membersByFacts(db, shop, rules, ids);
        for (const [number, rule] of rules.entries()) {
          const expected = ids.filter((_, index) => isMember(rule, histories[index]!, NOW));
          expect(await membersInRange(db, shop, rule, NOW, ids[0]! - 1, ids.at(-1)!)).toEqual(expected);
          expect(await membersOneByOne(db, shop, rule, ids)).toEqual(expected);
          expect(byFacts[number]).toEqual(expected);
        }
      },
    );
    await fc.assert(property, { numRuns: 60, interruptAfterTimeLimit: 12_000 });
  });

  it("changes by time at the instant it says, and not before", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    await givenCatalogue(db, shop);
    const property = fc.asyncProperty(
      anyHistory,
      fc.array(anyRule, { minLength: 5, maxLength: 5 }),
      async (history, rules) => {
        const [id] = await givenProfiles(db, shop, [
          { ...history, kind: "shopper", consent: "granted", merged: false },
        ]);
        const person: History = { ...history, kind: "shopper", consent: "granted", merged: false };
        for (const rule of rules) {
          const next = await nextOf(db, shop, rule, id!);
          const now = isMember(rule, person, NOW);
          const before = laterInstants(rule, person, NOW).filter((instant) => next === null || instant < next);
          expect(before.filter((instant) => isMember(rule, person, instant) !== now)).toEqual([]);
          if (next === null) continue;
          expect(next).toBeGreaterThan(NOW);
          for (const instant of [next - 1, next]) {
            const inside = (await membersInRange(db, shop, rule, instant, id! - 1, id!)).length === 1;
            expect(inside).toBe(isMember(rule, person, instant));
          }
        }
      },
    );
    await fc.assert(property, { numRuns: 100, interruptAfterTimeLimit: 12_000 });
  });

  it("does not wait for two orders of one instant to leave one by one", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const [id] = await givenProfiles(db, shop, [{ ...NOBODY_YET, orders: [order(0.5), order(0.5)] }]);
    const exactly = (count: number): Rule => ({
      kind: "orderCount",
      comparison: "exactly",
      count,
      within: { days: 1 },
    });
    expect(await nextOf(db, shop, exactly(1), id!)).toBeNull();
    expect(await nextOf(db, shop, exactly(2), id!)).toBe(NOW + 43_200_000);
  });

  it("names exactly the first flip of a single condition", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    await givenCatalogue(db, shop);
    const property = fc.asyncProperty(
      anyHistory,
      fc.array(anyLeaf, { minLength: 5, maxLength: 5 }),
      async (history, rules) => {
        const person: History = { ...history, kind: "shopper", consent: "granted", merged: false };
        const [id] = await givenProfiles(db, shop, [person]);
        for (const rule of rules) {
          const now = isMember(rule, person, NOW);
          const flips = laterInstants(rule, person, NOW).filter((instant) => isMember(rule, person, instant) !== now);
          expect(await nextOf(db, shop, rule, id!), JSON.stringify(rule)).toBe(flips[0] ?? null);
        }
      },
    );
    await fc.assert(property, { numRuns: 100, interruptAfterTimeLimit: 12_000 });
  });
});
