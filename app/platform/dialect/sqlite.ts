import type { Dialect } from "./dialect.ts";
import { join, raw, sql } from "./sql.ts";
import type { Sql } from "./sql.ts";

const DAY = 86_400_000;
/** Later than any instant of ours, so that `min` may pass over it: SQLite's scalar min is NULL as soon as one argument is. */
const NEVER = raw("9007199254740991");
/** SQLite takes 127 arguments at most (fewer in some builds). */
const ARGUMENTS = 50;

function earliestOrNever(instants: readonly Sql[]): Sql {
  if (instants.length === 0) return NEVER;
  if (instants.length > ARGUMENTS) {
    const parts: Sql[] = [];
    for (let start = 0; start < instants.length; start += ARGUMENTS) {
      parts.push(earliestOrNever(instants.slice(start, start + ARGUMENTS)));
    }
    return earliestOrNever(parts);
  }
  return sql`min(${join(
    instants.map((instant) => sql`coalesce(${instant}, ${NEVER})`),
    ", ",
  )}, ${NEVER})`;
}

/** Instants are whole milliseconds since 1970. */
export const sqlite: Dialect = {
  name: "sqlite",
  plusDays: (instant, days) => sql`(${instant} + ${raw(String(days * DAY))})`,
  earliest: (instants) => sql`nullif(${earliestOrNever(instants)}, ${NEVER})`,
  unindexed: (column) => sql`+${column}`,
  contains: (text, part) => sql`instr(${text}, ${part}) > 0`,
  numberIn: (text) => sql`CASE WHEN json_valid(${text}) AND ${text} GLOB '[-0-9]*' THEN CAST(${text} AS REAL) END`,
  startOfDay: (day) => sql`(unixepoch(${day}) * 1000)`,
  textOf: (value, between) => sql`group_concat(${value}, ${between})`,
  list: (value) => sql`json_group_array(${value})`,
};
