import type { Sql } from "./sql.ts";

/** All in which the databases differ, as far as compiled statements need it. */
export interface Dialect {
  readonly name: "sqlite";
  /** An instant so many days after the one in a column. */
  plusDays(instant: Sql, days: number): Sql;
  /** The smallest of some instants, any of which may be NULL; NULL when all are. */
  earliest(instants: readonly Sql[]): Sql;
  /** The same column, but not to be looked up by an index: the statement's author knows the better way in. */
  unindexed(column: Sql): Sql;
  /** Whether a text has the other in it. */
  contains(text: Sql, part: Sql): Sql;
  /** The number that a text is, or NULL: a text that only begins with one is none. */
  numberIn(text: Sql): Sql;
  /** The instant at which a day ("2026-12-24") begins in UTC; the 29th of February of a year without it is the 1st of March. */
  startOfDay(day: Sql): Sql;
  /** Aggregate: all values in one text, `between` them; NULL when there are none. */
  textOf(value: Sql, between: Sql): Sql;
  /** Aggregate: a JSON array of all values, `[]` when there are none. */
  list(value: Sql): Sql;
}
