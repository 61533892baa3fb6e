import type { LeafRule } from "../contract/rule.ts";
import type { Dialect } from "../platform/dialect/dialect.ts";
import { int, raw, sql } from "../platform/dialect/sql.ts";
import type { Slot, Sql } from "../platform/dialect/sql.ts";

type DateRule = Extract<LeafRule, { kind: "date" }>;
export type DateNearRule = Extract<LeafRule, { kind: "dateNear" }>;

const VALUE = raw(`t."value"`);
const WITH_YEAR = raw(`t."value" LIKE '____-__-__'`);
const WITHOUT_YEAR = raw(`t."value" LIKE '--__-__'`);
/** "12-24", of a day with and without its year. */
const MONTH_DAY = raw(`substr(t."value", -5)`);

/** A number told lies within the bounds of the rule. */
export function withinBounds(rule: Extract<LeafRule, { kind: "number" }>, dialect: Dialect): Sql[] {
  const number = dialect.numberIn(VALUE);
  if (rule.atLeast === undefined && rule.atMost === undefined) return [sql`${number} IS NOT NULL`];
  return [
    ...(rule.atLeast === undefined ? [] : [sql`${number} >= ${rule.atLeast}`]),
    ...(rule.atMost === undefined ? [] : [sql`${number} <= ${rule.atMost}`]),
  ];
}

/** Days are written so that they sort as texts. */
export function isDay({ from, to }: DateRule): Sql[] {
  if (from === undefined && to === undefined) return [sql`(${WITH_YEAR} OR ${WITHOUT_YEAR})`];
  return [
    WITH_YEAR,
    ...(from === undefined ? [] : [sql`${VALUE} >= ${from}`]),
    ...(to === undefined ? [] : [sql`${VALUE} <= ${to}`]),
  ];
}

/** Today, moved on by so many days. */
const day = (as: Slot["as"], days: number): Slot => ({ slot: "now", minusDays: -days, as });

/**
 * The day before the first that counts, and the last. With the former, the 29th of February needs no care: in a year without it,
 * it lies behind the 28th and so counts with the 1st of March.
 */
const ends = ({ direction, days }: DateNearRule): [before: number, last: number] =>
  direction === "next" ? [-1, days] : [-days - 1, 0];

export function dateNearTerms(rule: DateNearRule): Sql[] {
  const [before, last] = ends(rule);
  if (!rule.yearly) return [WITH_YEAR, sql`${VALUE} > ${day("day", before)}`, sql`${VALUE} <= ${day("day", last)}`];
  const [from, to] = [day("monthDay", before), day("monthDay", last)];
  // Round the end of the year, the days behind the one count as well as those up to the other.
  const inside = sql`CASE WHEN ${from} < ${to} THEN ${MONTH_DAY} > ${from} AND ${MONTH_DAY} <= ${to} ELSE ${MONTH_DAY} > ${from} OR ${MONTH_DAY} <= ${to} END`;
  return [sql`(${WITH_YEAR} OR ${WITHOUT_YEAR})`, inside];
}

const DAY = 86_400_000;
/** What comes every year begins or ends to count within a year; what decides that then may lie half a year further. */
const YEARS = [-1, 0, 1, 2].map((more) => int(more));

/** For rows `t`: from when (`start`) to when (`end`) each of them makes the rule hold; many rows where it comes every year. */
export function dateNearPeriods(rule: DateNearRule, dialect: Dialect, rows: Sql): Sql {
  const [before, last] = ends(rule);
  const period = (from: Sql) =>
    sql`SELECT d."at" - ${int(last * DAY)} AS "start", d."at" - ${int(before * DAY)} AS "end" FROM (${from}) AS d`;
  if (!rule.yearly) return period(sql`SELECT ${dialect.startOfDay(VALUE)} AS "at" ${rows} AND ${WITH_YEAR}`);
  const years = YEARS.map((more) => `(${more.sql})`).join(", ");
  const at = dialect.startOfDay(sql`(${day("year", 0)} + y."column1") || '-' || ${MONTH_DAY}`);
  return period(
    sql`SELECT ${at} AS "at" FROM (VALUES ${raw(years)}) AS y CROSS JOIN (SELECT t."value" ${rows} AND (${WITH_YEAR} OR ${WITHOUT_YEAR})) AS t`,
  );
}
