import { z } from "zod";
import { QuizId } from "./question.ts";

/** The last N days up to now; without it, ever. */
const Within = z.strictObject({ days: z.number().int().min(1).max(3650) });

/** What comes every year is always in the last or the next 365 days: half of that still tells people apart. */
const YEARLY_DAYS = 180;

const Comparison = z.enum(["atLeast", "atMost", "exactly"]);

/** A given answer on the current path of one quiz. `is: []` means "no answer yet". */
const AnswerRule = z.strictObject({
  kind: z.literal("answer"),
  quiz: QuizId,
  question: QuizId,
  is: z.array(QuizId).max(40),
});
/** What we know, whichever quiz it came from. `is: []` means "not known". */
const TraitRule = z.strictObject({ kind: z.literal("trait"), key: QuizId, is: z.array(QuizId).max(40) });
/** A number that somebody told, bounds included. Without bounds: one is known. */
const NumberRule = z
  .strictObject({
    kind: z.literal("number"),
    key: QuizId,
    atLeast: z.number().min(-1e12).max(1e12).optional(),
    atMost: z.number().min(-1e12).max(1e12).optional(),
  })
  .refine(({ atLeast, atMost }) => atLeast === undefined || atMost === undefined || atLeast <= atMost, {
    path: ["range"],
  });
/** A day that somebody told, bounds included; one without its year lies between no bounds. Without bounds: one is known. */
const DateRule = z
  .strictObject({
    kind: z.literal("date"),
    key: QuizId,
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, { path: ["range"] });
/**
 * A day that somebody told is today, or one of the N days before or after. `yearly`: a birthday, with or without its year;
 * otherwise that very day (one without its year never is). Days are those of UTC.
 */
const DateNearRule = z
  .strictObject({
    kind: z.literal("dateNear"),
    key: QuizId,
    direction: z.enum(["last", "next"]),
    days: z.number().int().min(1).max(3650),
    yearly: z.boolean(),
  })
  .refine(({ yearly, days }) => !yearly || days <= YEARLY_DAYS, { path: ["yearlyDays"] });

const OrderCountRule = z.strictObject({
  kind: z.literal("orderCount"),
  comparison: Comparison,
  count: z.number().int().min(0).max(100_000),
  within: Within.optional(),
});
/** Amounts are in the shop's currency; refunds are taken off. */
const AmountSpentRule = z.strictObject({
  kind: z.literal("amountSpent"),
  comparison: z.enum(["atLeast", "atMost"]),
  amount: z.number().min(0).max(1e9),
  within: Within.optional(),
});
const BoughtRule = z.strictObject({
  kind: z.literal("bought"),
  product: z.string().regex(/^\d{1,20}$/),
  within: Within.optional(),
});
const BoughtTypeRule = z.strictObject({
  kind: z.literal("boughtType"),
  type: z.string().min(1).max(255),
  within: Within.optional(),
});
/** The first or the last order lies within the last N days, or longer ago (needs an order: nobody without one matches). */
const OrderDateRule = z.strictObject({
  kind: z.enum(["firstOrder", "lastOrder"]),
  when: z.enum(["within", "longerAgo"]),
  days: z.number().int().min(1).max(3650),
});

export const LeafRule = z.discriminatedUnion("kind", [
  AnswerRule,
  TraitRule,
  NumberRule,
  DateRule,
  DateNearRule,
  OrderCountRule,
  AmountSpentRule,
  BoughtRule,
  BoughtTypeRule,
  OrderDateRule,
]);
export type LeafRule = z.infer<typeof LeafRule>;

export type Rule =
  LeafRule | { kind: "all"; rules: Rule[] } | { kind: "any"; rules: Rule[] } | { kind: "not"; rule: Rule };

/** A segment's rule: a tree of records with a kind. Depth and size are bounded by `parseRule` in segment/rule. */
export const Rule: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    LeafRule,
    z.strictObject({ kind: z.literal("all"), rules: z.array(Rule).max(30) }),
    z.strictObject({ kind: z.literal("any"), rules: z.array(Rule).max(30) }),
    z.strictObject({ kind: z.literal("not"), rule: Rule }),
  ]),
);
