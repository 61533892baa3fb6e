import * as fc from "fast-check";
import type { LeafRule, Rule } from "../../app/contract/rule.ts";
import { DAY, TYPES } from "./oracle.ts";
import type { History } from "./oracle.ts";

export const NOW = Date.UTC(2026, 1, 28, 12);
export const QUIZZES = ["gift-finder", "coffee"];
const KEYS = ["room", "taste"];
const VALUES = ["home", "garden", "office"];
const WINDOWS = [1, 7, 30];

/** Told under keys of their own, but a room may be told as a number too. */
const MEASURES: readonly (readonly [key: string, value: string])[] = [
  ...["7", "-2.5", "25.5", "1000000", "2026-02-28", "12 cups", "home"].map((value) => ["size", value] as const),
  ...["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-30", "1992-02-29", "1985-03-07", "2026-01-29"].map(
    (value) => ["birthday", value] as const,
  ),
  ...["--02-29", "--02-28", "--03-01", "--01-01", "--12-31", "7", "home"].map((value) => ["birthday", value] as const),
];

const pick = <T>(values: readonly T[]) => fc.constantFrom(...values);
const within = fc.option(fc.record({ days: pick(WINDOWS) }), { nil: undefined });
const is = fc.uniqueArray(pick([...VALUES, "gone"]), { maxLength: 2 });

const leaf: fc.Arbitrary<LeafRule> = fc.oneof(
  fc.record({
    kind: fc.constant("answer" as const),
    quiz: pick([...QUIZZES, "no-such-quiz"]),
    question: pick(KEYS),
    is,
  }),
  fc.record({ kind: fc.constant("trait" as const), key: pick(KEYS), is }),
  fc.record({
    kind: fc.constant("number" as const),
    key: pick(["size", "birthday", "room"]),
    atLeast: fc.option(pick([-3, -2.5, 7, 25.5]), { nil: undefined }),
    atMost: fc.option(pick([25.5, 26, 1_000_000]), { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant("date" as const),
    key: pick(["birthday", "size"]),
    from: fc.option(pick(["1990-01-01", "2026-02-28"]), { nil: undefined }),
    to: fc.option(pick(["2026-02-28", "2026-03-01"]), { nil: undefined }),
  }),
  fc.record({
    kind: fc.constant("dateNear" as const),
    key: pick(["birthday", "size"]),
    direction: pick(["last", "next"] as const),
    days: pick([...WINDOWS, 60]),
    yearly: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("orderCount" as const),
    comparison: pick(["atLeast", "atMost", "exactly"] as const),
    count: fc.integer({ min: 0, max: 4 }),
    within,
  }),
  fc.record({
    kind: fc.constant("amountSpent" as const),
    comparison: pick(["atLeast", "atMost"] as const),
    amount: pick([0, 10, 25.5, 60]),
    within,
  }),
  fc.record({ kind: fc.constant("bought" as const), product: pick(["1", "2", "99"]), within }),
  fc.record({
    kind: fc.constant("boughtType" as const),
    type: pick([...new Set(Object.values(TYPES)), "None"]),
    within,
  }),
  fc.record({
    kind: pick(["firstOrder", "lastOrder"] as const),
    when: pick(["within", "longerAgo"] as const),
    days: pick(WINDOWS),
  }),
);

/** Rules of every kind, nested up to four deep; empty groups too. */
export const anyRule: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record({ kind: pick(["all", "any"] as const), rules: fc.array(tie("rule"), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant("not" as const), rule: tie("rule") }),
  ),
})).rule;

export const anyLeaf = leaf;

/** Instants that like to lie on a window's edge, to the millisecond. */
const instant = fc.oneof(
  fc.tuple(pick([0, ...WINDOWS]), pick([-1, 0, 1])).map(([days, ms]) => NOW - days * DAY + ms),
  fc.integer({ min: -40 * 24, max: 0 }).map((hours) => NOW + hours * 3_600_000),
);

const toldChoice = fc.record({ quiz: pick(QUIZZES), key: pick(KEYS), value: pick(VALUES), ended: fc.boolean() });
const toldMeasure = fc
  .tuple(pick(QUIZZES), pick(MEASURES), fc.boolean())
  .map(([quiz, [key, value], ended]) => ({ quiz, key, value, ended }));

export const anyHistory: fc.Arbitrary<History> = fc.record({
  kind: fc.oneof({ weight: 8, arbitrary: fc.constant("shopper" as const) }, pick(["test", "demo"] as const)),
  consent: fc.oneof({ weight: 6, arbitrary: pick(["none", "granted"] as const) }, fc.constant("withdrawn" as const)),
  merged: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
  lifetimeOrders: fc.option(fc.integer({ min: 0, max: 5 })),
  lifetimeSpent: fc.option(pick([0, 10, 25.5, 60, 100])),
  orders: fc.array(
    fc.record({
      at: instant,
      total: pick([0, 10, 25.5, 40]),
      refunded: pick([0, 0, 10, 15]),
      state: pick(["counts", "counts", "counts", "cancelled", "deleted"] as const),
      products: fc.uniqueArray(pick(Object.keys(TYPES)), { maxLength: 3 }),
    }),
    { maxLength: 6 },
  ),
  told: fc.array(fc.oneof(toldChoice, toldMeasure), { maxLength: 5 }),
});
