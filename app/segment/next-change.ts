import type { LeafRule, Rule } from "../contract/rule.ts";
import { int, raw, sql } from "../platform/dialect/sql.ts";
import type { Sql } from "../platform/dialect/sql.ts";
import { boughtRelation, compile, countedOrders, daysAgo, micros, NET, toldRelation } from "./compile.ts";
import type { CompileOptions } from "./compile.ts";
import { usesTime } from "./rule.ts";
import { dateNearPeriods } from "./told-terms.ts";
import type { DateNearRule } from "./told-terms.ts";

type Options = Omit<CompileOptions, "reach">;

/** The same look at somebody's orders serves all rules that need it. */
const once = (value: Sql, { facts }: Options): Sql => facts?.once(value) ?? value;

/** The k-th newest order of the window leaves it: NULL when there are fewer. */
function leaving(k: number, days: number, options: Options): Sql {
  const { shop, dialect } = options;
  const at = dialect.plusDays(raw(`o."processedAt"`), days);
  const found = sql`(SELECT ${at} FROM "Order" AS o WHERE o."profileId" = p."id" AND ${countedOrders(shop, days)} ORDER BY o."processedAt" DESC LIMIT 1 OFFSET ${int(k - 1)})`;
  return once(found, options);
}

const exactChange = (surplus: Sql, enough: Sql): Sql =>
  sql`CASE WHEN ${surplus} IS NULL THEN ${enough} WHEN ${enough} > ${surplus} THEN ${surplus} END`;

function countChange(rule: Extract<LeafRule, { kind: "orderCount" }>, days: number, options: Options): Sql | undefined {
  const { count } = rule;
  switch (rule.comparison) {
    case "atLeast":
      return count === 0 ? undefined : leaving(count, days, options);
    case "atMost":
      return leaving(count + 1, days, options);
    case "exactly":
      // With more than enough orders it becomes true when the surplus has left, unless more leaves with it; with just enough, false at the next.
      if (count === 0) return leaving(1, days, options);
      return exactChange(leaving(count + 1, days, options), leaving(count, days, options));
  }
}

/** The first order whose leaving moves the sum of what stays over the line. Orders of the same instant leave together. */
function amountChange(rule: Extract<LeafRule, { kind: "amountSpent" }>, days: number, { shop, dialect }: Options): Sql {
  const operator = raw(rule.comparison === "atLeast" ? ">=" : "<=");
  const amount = micros(rule.amount);
  const orders = sql`FROM "Order" AS o WHERE o."profileId" = p."id" AND ${countedOrders(shop, days)}`;
  const stays = sql`SELECT o."processedAt" AS "at", coalesce(${NET} OVER (ORDER BY o."processedAt" DESC GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS "rest" ${orders}`;
  const verdictNow = sql`(coalesce((SELECT ${NET} ${orders}), 0) ${operator} ${int(amount)})`;
  return sql`(SELECT ${dialect.plusDays(raw(`min(w."at")`), days)} FROM (${stays}) AS w WHERE (w."rest" ${operator} ${int(amount)}) <> ${verdictNow})`;
}

function boughtChange(rule: Extract<LeafRule, { kind: "bought" | "boughtType" }>, days: number, options: Options): Sql {
  const { from, key, where } = boughtRelation(rule, options);
  const newest = options.dialect.plusDays(raw(`max(b."lastAt")`), days);
  return sql`(SELECT ${newest} FROM ${raw(from)} WHERE ${raw(key)} = p."id" AND ${where})`;
}

function dateChange(rule: Extract<LeafRule, { kind: "firstOrder" | "lastOrder" }>, { dialect }: Options): Sql {
  const at = raw(rule.kind === "firstOrder" ? `p."firstOrderAt"` : `p."lastOrderAt"`);
  return sql`CASE WHEN ${at} > ${daysAgo(rule.days)} THEN ${dialect.plusDays(at, rule.days)} END`;
}

/** The first beginning or end of a day's period at which the verdict is another one: periods of several days may overlap. */
function dateNearChange(rule: DateNearRule, options: Options): Sql {
  const known = toldRelation({ kind: "date", key: rule.key }, options);
  const rows = sql`FROM ${raw(known.from)} WHERE ${raw(known.key)} = p."id" AND ${known.where}`;
  const now = { slot: "now" } as const;
  const during = (at: Sql) => sql`EXISTS (SELECT 1 FROM d WHERE d."start" <= ${at} AND ${at} < d."end")`;
  const instants = sql`(SELECT "start" AS "at" FROM d UNION ALL SELECT "end" FROM d)`;
  return sql`(WITH d AS MATERIALIZED (${dateNearPeriods(rule, options.dialect, rows)})
    SELECT min(i."at") FROM ${instants} AS i WHERE i."at" > ${now} AND ${during(raw(`i."at"`))} <> ${during(sql`${now}`)})`;
}

/** Every instant at which time alone could move this rule for profile `p`, each with the condition under which it matters. */
function changes(rule: Rule, options: Options): Sql[] {
  switch (rule.kind) {
    case "all":
    case "any": {
      const parts = rule.rules.filter(usesTime).flatMap((part) => changes(part, options));
      const matters = compile(mayChange({ kind: rule.kind, rules: rule.rules }), { ...options, reach: "each" });
      if (parts.length === 0 || rule.rules.every(usesTime)) return parts;
      return [sql`CASE WHEN ${matters} THEN ${options.dialect.earliest(parts)} END`];
    }
    case "not":
      return changes(rule.rule, options);
    case "answer":
    case "trait":
    case "number":
    case "date":
      return [];
    case "dateNear":
      return [once(dateNearChange(rule, options), options)];
    case "orderCount": {
      const change = rule.within && countChange(rule, rule.within.days, options);
      return change === undefined ? [] : [change];
    }
    case "amountSpent":
      return rule.within === undefined ? [] : [once(amountChange(rule, rule.within.days, options), options)];
    case "bought":
    case "boughtType":
      return rule.within === undefined ? [] : [once(boughtChange(rule, rule.within.days, options), options)];
    case "firstOrder":
    case "lastOrder":
      return [dateChange(rule, options)];
    default:
      throw new Error(`Unknown kind of rule: ${String((rule satisfies never as Rule).kind)}`);
  }
}

/**
 * Of the parts that time cannot move: what must hold so that time can move the rule at all. "home AND 2 orders lately"
 * cannot flip by itself for somebody who did not answer *home*: when that changes, an event settles the profile anyway.
 */
export function mayChange(rule: Rule): Rule {
  const always: Rule = { kind: "all", rules: [] };
  if (!usesTime(rule)) return { kind: "any", rules: [] };
  switch (rule.kind) {
    case "all":
    case "any": {
      const still = rule.rules.filter((part) => !usesTime(part));
      const open: Rule =
        rule.kind === "all" ? { kind: "all", rules: still } : { kind: "not", rule: { kind: "any", rules: still } };
      const moving: Rule = { kind: "any", rules: rule.rules.filter(usesTime).map(mayChange) };
      return { kind: "all", rules: still.length === 0 ? [moving] : [open, moving] };
    }
    case "not":
      return mayChange(rule.rule);
    case "dateNear":
      return { kind: "date", key: rule.key };
    case "answer":
    case "trait":
    case "number":
    case "date":
    case "orderCount":
    case "amountSpent":
    case "bought":
    case "boughtType":
    case "firstOrder":
    case "lastOrder":
      return always;
  }
}

/** Time can only make it false: orders leave a window, none comes in. Who does not match now waits for an event, not for time. */
export function timeOnlyTakesOut(rule: Rule): boolean {
  if (!usesTime(rule)) return true;
  switch (rule.kind) {
    case "all":
    case "any":
      return rule.rules.every(timeOnlyTakesOut);
    case "orderCount":
      return rule.comparison === "atLeast";
    case "bought":
    case "boughtType":
      return true;
    case "firstOrder":
    case "lastOrder":
      return rule.when === "within";
    case "answer":
    case "trait":
    case "number":
    case "date":
      return true;
    case "dateNear": // A day comes near by itself.
    case "amountSpent": // A sum rises when an order leaves that was refunded beyond its total.
    case "not":
      return false;
  }
}

/**
 * For one row `p`: the earliest instant after now at which a date-relative part of any of the rules flips, or NULL. Between
 * now and then time alone changes no membership. Equal parts of several rules are looked at once.
 */
export function nextChange(rules: readonly Rule[], options: Options): Sql {
  const distinct = new Map<string, Sql>();
  for (const change of rules.flatMap((rule) => changes(rule, options))) distinct.set(JSON.stringify(change), change);
  return distinct.size === 0 ? raw("NULL") : options.dialect.earliest([...distinct.values()]);
}
