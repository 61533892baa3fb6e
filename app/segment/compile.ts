import type { LeafRule, Rule } from "../contract/rule.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Dialect } from "../platform/dialect/dialect.ts";
import { int, join, raw, sql, text } from "../platform/dialect/sql.ts";
import type { Slot, Sql } from "../platform/dialect/sql.ts";
import type { Facts } from "./facts.ts";
import { dateNearTerms, isDay, withinBounds } from "./told-terms.ts";

/**
 * How a rule's SQL reaches the rows behind a profile. The meaning is the same; only the way differs.
 * each: from one row `p` to its own answers and orders (one profile, or some by id).
 * range: from the answers and orders of all profiles with `after < id <= upTo`, read once (a million profiles, in pages).
 */
type Reach = "each" | "range";

export interface CompileOptions {
  shop: ShopId;
  dialect: Dialect;
  reach: Reach;
  /** With `each`: where many rules ask about the same person, what they share is read once. */
  facts?: Facts;
}

/** Rows that belong to profiles: a profile "has" it when a row (or with `having`, its group of rows) is there. */
interface Relation {
  from: string;
  /** Column that holds the profile's id. */
  key: string;
  where: Sql;
  having?: Sql;
}

const TRUE = raw("(1 = 1)");
const FALSE = raw("(1 = 0)");

/** Now, moved back: the lower bound of "in the last N days". An order exactly N days old is out. */
export const daysAgo = (days: number): Slot => ({ slot: "now", minusDays: days });

export const micros = (amount: number): number => Math.round(amount * 1_000_000);

const grouped = ({ key, having }: Relation) =>
  having === undefined ? raw("") : sql` GROUP BY ${raw(key)} HAVING ${having}`;

/** Ids of all profiles in the range that have it. */
function owners(relation: Relation): Sql {
  const key = raw(relation.key);
  return sql`(SELECT ${key} FROM ${raw(relation.from)} WHERE ${key} > ${{ slot: "after" }} AND ${key} <= ${{ slot: "upTo" }} AND ${relation.where}${grouped(relation)})`;
}

function has(relation: Relation, { reach, dialect }: CompileOptions): Sql {
  if (reach === "range") return sql`${dialect.unindexed(raw(`p."id"`))} IN ${owners(relation)}`;
  const from = raw(relation.from);
  return sql`EXISTS (SELECT 1 FROM ${from} WHERE ${raw(relation.key)} = p."id" AND ${relation.where}${grouped(relation)})`;
}

/** Orders that count: of this shop, neither cancelled nor deleted, in the window. */
export function countedOrders(shop: ShopId, days: number): Sql {
  return sql`o."shopId" = ${int(shop)} AND o."processedAt" > ${daysAgo(days)} AND o."cancelledAt" IS NULL AND o."deletedAt" IS NULL`;
}

type ToldRule = Extract<LeafRule, { kind: "answer" | "trait" | "number" | "date" | "dateNear" }>;

/** What a told value `t."value"` must be. */
function valueTerms(rule: ToldRule, dialect: Dialect): Sql[] {
  switch (rule.kind) {
    case "answer":
    case "trait":
      return rule.is.length === 0 ? [] : [sql`t."value" IN (${join(rule.is.map(text), ", ")})`];
    case "number":
      return withinBounds(rule, dialect);
    case "date":
      return isDay(rule);
    case "dateNear":
      return dateNearTerms(rule);
  }
}

/** Rows of what was told, by the profile that told it. */
export function toldRelation(rule: ToldRule, { shop, dialect }: Omit<CompileOptions, "reach">): Relation {
  const key = rule.kind === "answer" ? rule.question : rule.key;
  const parts = [sql`t."shopId" = ${int(shop)}`, sql`t."key" = ${text(key)}`, raw(`t."until" IS NULL`)];
  parts.push(...valueTerms(rule, dialect));
  if (rule.kind === "answer") {
    parts.push(
      sql`t."quizId" = (SELECT q."id" FROM "Quiz" AS q WHERE q."shopId" = ${int(shop)} AND q."handle" = ${text(rule.quiz)})`,
    );
  }
  return { from: `"Trait" AS t`, key: `t."profileId"`, where: join(parts, " AND ") };
}

function compileTold(rule: Extract<LeafRule, { kind: "answer" | "trait" }>, options: CompileOptions): Sql {
  const { facts } = options;
  if (facts === undefined) return has(toldRelation(rule, options), options);
  const [quiz, key] = rule.kind === "answer" ? [rule.quiz, rule.question] : [undefined, rule.key];
  const values = rule.is.length === 0 ? [undefined] : rule.is;
  return sql`(${join(
    values.map((value) => facts.told(quiz, key, value)),
    " OR ",
  )})`;
}

type BoughtRule = Extract<LeafRule, { kind: "bought" | "boughtType" }>;

/** Whether `product`, a column, is what the rule asks for. */
export function isProduct(
  product: Sql,
  rule: BoughtRule,
  { shop, dialect, facts }: Omit<CompileOptions, "reach">,
): Sql {
  if (rule.kind === "bought") return sql`${product} = ${text(rule.product)}`;
  const ofType = sql`SELECT d."id" FROM "Product" AS d WHERE d."shopId" = ${int(shop)}`;
  const isType = sql`d."type" = ${text(rule.type)}`;
  // Where many people are asked, the type's products are listed once.
  return facts === undefined
    ? sql`${dialect.unindexed(product)} IN (${ofType} AND ${isType})`
    : sql`EXISTS (${ofType} AND d."id" = ${product} AND +${isType})`;
}

/** Purchases of a product, or of all products of a type. */
export function boughtRelation(rule: BoughtRule, options: Omit<CompileOptions, "reach">): Relation {
  const { shop } = options;
  const parts = [sql`b."shopId" = ${int(shop)}`, isProduct(raw(`b."productId"`), rule, options)];
  if (rule.within !== undefined) parts.push(sql`b."lastAt" > ${daysAgo(rule.within.days)}`);
  return { from: `"Purchase" AS b`, key: `b."profileId"`, where: join(parts, " AND ") };
}

/** Orders of the window, as a group for each profile. Who has no order has no group of rows. */
function windowed(shop: ShopId, days: number, having: Sql): Relation {
  return { from: `"Order" AS o`, key: `o."profileId"`, where: countedOrders(shop, days), having };
}

export const NET = raw(`sum(o."totalMicros" - o."refundedMicros")`);
/** The customer's own lifetime figures at Shopify reach further back than the orders that we may read; without them, ours. */
const LIFETIME_ORDERS = raw(`coalesce(p."lifetimeOrders", p."orderCount")`);
const LIFETIME_SPENT = raw(`coalesce(p."lifetimeSpentMicros", p."amountSpentMicros")`);

/** So many counted orders in the window. What each profile knows of its orders says no for most, without a look at them. */
function hasOrders(least: number, days: number, { shop }: CompileOptions): Sql {
  if (least <= 0) return TRUE;
  const any = compileOrderDate({ kind: "lastOrder", when: "within", days });
  if (least === 1) return any;
  const orders = sql`SELECT 1 FROM "Order" AS o WHERE o."profileId" = p."id" AND ${countedOrders(shop, days)}`;
  return sql`(p."orderCount" >= ${int(least)} AND ${any} AND EXISTS (${orders} LIMIT 1 OFFSET ${int(least - 1)}))`;
}

function compileOrderCount(rule: Extract<LeafRule, { kind: "orderCount" }>, options: CompileOptions): Sql {
  const { count, comparison, within } = rule;
  if (within === undefined) {
    switch (comparison) {
      case "atLeast":
        return sql`${LIFETIME_ORDERS} >= ${int(count)}`;
      case "atMost":
        return sql`${LIFETIME_ORDERS} <= ${int(count)}`;
      case "exactly":
        return sql`${LIFETIME_ORDERS} = ${int(count)}`;
    }
  }
  if (options.facts !== undefined) {
    const operator = { atLeast: ">=", atMost: "<=", exactly: "=" }[comparison];
    return sql`${options.facts.orders(within.days).count} ${raw(operator)} ${int(count)}`;
  }
  const atLeast = (least: number) => hasOrders(least, within.days, options);
  switch (comparison) {
    case "atLeast":
      return atLeast(count);
    case "atMost":
      return sql`NOT (${atLeast(count + 1)})`;
    case "exactly":
      return sql`(${atLeast(count)} AND NOT (${atLeast(count + 1)}))`;
  }
}

function compileAmountSpent(rule: Extract<LeafRule, { kind: "amountSpent" }>, options: CompileOptions): Sql {
  const amount = micros(rule.amount);
  const { within } = rule;
  if (within === undefined) {
    return rule.comparison === "atLeast"
      ? sql`${LIFETIME_SPENT} >= ${int(amount)}`
      : sql`${LIFETIME_SPENT} <= ${int(amount)}`;
  }
  if (options.facts !== undefined) {
    const operator = raw(rule.comparison === "atLeast" ? ">=" : "<=");
    return sql`${options.facts.orders(within.days).net} ${operator} ${int(amount)}`;
  }
  const hasGroup = (having: Sql) => has(windowed(options.shop, within.days, having), options);
  if (rule.comparison === "atMost") return sql`NOT (${hasGroup(sql`${NET} > ${int(amount)}`)})`;
  // Who bought nothing has spent nothing, which is at least 0.
  return amount === 0 ? sql`NOT (${hasGroup(sql`${NET} < 0`)})` : hasGroup(sql`${NET} >= ${int(amount)}`);
}

function compileOrderDate(rule: Extract<LeafRule, { kind: "firstOrder" | "lastOrder" }>): Sql {
  const at = raw(rule.kind === "firstOrder" ? `p."firstOrderAt"` : `p."lastOrderAt"`);
  const known = sql`${at} IS NOT NULL`;
  return rule.when === "within"
    ? sql`(${known} AND ${at} > ${daysAgo(rule.days)})`
    : sql`(${known} AND ${at} <= ${daysAgo(rule.days)})`;
}

/** A boolean expression over one row `p` of "Profile": true or false, never NULL. */
export function compile(rule: Rule, options: CompileOptions): Sql {
  switch (rule.kind) {
    case "all":
      return rule.rules.length === 0
        ? TRUE
        : sql`(${join(
            rule.rules.map((part) => compile(part, options)),
            " AND ",
          )})`;
    case "any":
      return rule.rules.length === 0
        ? FALSE
        : sql`(${join(
            rule.rules.map((part) => compile(part, options)),
            " OR ",
          )})`;
    case "not":
      return sql`NOT (${compile(rule.rule, options)})`;
    case "answer":
    case "trait": {
      const told = compileTold(rule, options);
      return rule.is.length === 0 ? sql`NOT (${told})` : told;
    }
    case "number":
    case "date":
    case "dateNear": {
      const found = has(toldRelation(rule, options), options);
      return options.facts?.once(found) ?? found;
    }
    case "orderCount":
      return compileOrderCount(rule, options);
    case "amountSpent":
      return compileAmountSpent(rule, options);
    case "bought":
      return (
        options.facts?.bought("product", rule.product, rule.within?.days) ?? has(boughtRelation(rule, options), options)
      );
    case "boughtType":
      return options.facts?.bought("type", rule.type, rule.within?.days) ?? has(boughtRelation(rule, options), options);
    case "firstOrder":
    case "lastOrder":
      return compileOrderDate(rule);
    default:
      // A rule that we do not know must stop everything: as "no filter" it would mean everybody.
      throw new Error(`Unknown kind of rule: ${String((rule satisfies never as Rule).kind)}`);
  }
}

const mayBeMember = raw(`p."mergedIntoId" IS NULL AND p."kind" <> 'test' AND p."consent" <> 'withdrawn'`);

/** Who may be in a segment at all. Callers cannot forget it: every statement over members is made here. */
export function guard(shop: ShopId): Sql {
  return sql`p."shopId" = ${int(shop)} AND ${mayBeMember}`;
}

/** Something told that a profile must have for the condition to hold; undefined where it may hold without. */
function asTold(rule: Rule): ToldRule | undefined {
  if (rule.kind === "answer" || rule.kind === "trait") return rule.is.length > 0 ? rule : undefined;
  return rule.kind === "number" || rule.kind === "date" || rule.kind === "dateNear" ? rule : undefined;
}

/** What a profile must have for the rule to hold, when the rule is or contains (by "all") such a thing; and what is left to ask. */
function split(rule: Rule, options: Omit<CompileOptions, "reach">): { way: Relation; rest: Rule[] } | undefined {
  const parts =
    rule.kind === "all" ? rule.rules.flatMap((part) => (part.kind === "all" ? part.rules : [part])) : [rule];
  const told = parts.findIndex((part) => asTold(part) !== undefined);
  const index = told >= 0 ? told : parts.findIndex((part) => part.kind === "bought");
  const first = parts[index];
  if (first === undefined) return undefined;
  const rest = parts.toSpliced(index, 1);
  if (first.kind === "bought") return { way: boughtRelation(first, options), rest };
  const way = asTold(first);
  return way && { way: toldRelation(way, options), rest };
}

/**
 * `FROM … WHERE …` over all profiles `p` with `after < id <= upTo` that match. Where people must have answered or bought
 * something, those rows lead to the few profiles that are asked the rest; otherwise all profiles of the range are looked at.
 */
export function selectMembers(rule: Rule, { shop, dialect }: Omit<CompileOptions, "reach">): Sql {
  const found = split(rule, { shop, dialect });
  if (found === undefined) {
    const matches = compile(rule, { shop, dialect, reach: "range" });
    return sql`FROM "Profile" AS p WHERE ${guard(shop)} AND p."id" > ${{ slot: "after" }} AND p."id" <= ${{ slot: "upTo" }} AND ${matches}`;
  }
  const rest = compile({ kind: "all", rules: found.rest }, { shop, dialect, reach: "each" });
  const shopOf = dialect.unindexed(raw(`p."shopId"`));
  return sql`FROM "Profile" AS p WHERE p."id" IN ${owners(found.way)} AND ${shopOf} = ${int(shop)} AND ${mayBeMember} AND ${rest}`;
}
