import { isoOf } from "../clock.ts";
import type { State } from "../state.ts";
import { ApiError, withType } from "./context.ts";
import type { Args, Row } from "./context.ts";

/** What a connection lists, before it is paged: a select with a stable order, or rows already in hand. */
export type Listing = SqlListing | RowListing;

export interface SqlListing {
  readonly listing: "sql";
  readonly typename: string;
  readonly from: string;
  readonly select: string;
  readonly where: readonly string[];
  readonly params: readonly unknown[];
  readonly idColumn: string;
  readonly sort: SortKey;
  readonly reverse: boolean;
  /** Further fields of the connection itself (totalCount, statistics). */
  readonly extra?: Readonly<Record<string, unknown>>;
}

export interface RowListing {
  readonly listing: "rows";
  readonly rows: readonly Row[];
  readonly extra?: Readonly<Record<string, unknown>>;
}

export interface SortKey {
  readonly sql: string;
  readonly kind: "id" | "time" | "text" | "number";
}

export interface Page {
  readonly edges: readonly { cursor: string; node: Row }[];
  readonly nodes: readonly Row[];
  readonly pageInfo: object;
}

export function isListing(value: unknown): value is Listing {
  return typeof value === "object" && value !== null && "listing" in value;
}

export function listTable(
  typename: string,
  table: string,
  options: Partial<Omit<SqlListing, "listing">> = {},
): SqlListing {
  return {
    listing: "sql",
    typename,
    from: table,
    select: `${table}.*`,
    where: [],
    params: [],
    idColumn: `${table}.id`,
    sort: { sql: `${table}.id`, kind: "id" },
    reverse: false,
    ...options,
  };
}

export const listRows = (rows: readonly Row[]): RowListing => ({ listing: "rows", rows });

interface Window {
  readonly size: number;
  readonly backwards: boolean;
  readonly after: string | undefined;
  readonly before: string | undefined;
}

function readWindow(args: Args, most: number): Window {
  const first = args["first"];
  const last = args["last"];
  const given = (value: unknown): value is number => typeof value === "number";
  if (!given(first) && !given(last)) throw new ApiError("you must provide one of first or last", "BAD_REQUEST");
  if (given(first) && given(last)) throw new ApiError("providing both first and last is not supported", "BAD_REQUEST");
  const size = given(first) ? first : (last as number);
  const name = given(first) ? "first" : "last";
  if (size < 0) throw new ApiError(`${name} must be greater than 0`, "BAD_REQUEST");
  if (size > most) throw new ApiError(`${name} cannot exceed ${most}`, "BAD_REQUEST");
  const cursor = (key: string) => (typeof args[key] === "string" ? args[key] : undefined);
  return { size, backwards: given(last), after: cursor("after"), before: cursor("before") };
}

/** Cursors have the recorded form: base64 of {"last_id", "last_value"}; times travel as milliseconds. */
function encodeCursor(sort: SortKey, row: Row): string {
  const value = row["sort_value"];
  const last = sort.kind === "time" ? Date.parse(String(value)) : sort.kind === "number" ? value : String(value ?? "");
  return Buffer.from(JSON.stringify({ last_id: row["id"], last_value: last })).toString("base64");
}

function decodeCursor(sort: SortKey, cursor: string): { id: number; value: unknown } {
  try {
    const decoded = JSON.parse(Buffer.from(cursor, "base64").toString()) as { last_id: number; last_value: unknown };
    if (typeof decoded.last_id !== "number") throw new Error("no id");
    const value = sort.kind === "time" ? isoOf(Number(decoded.last_value)) : decoded.last_value;
    return { id: decoded.last_id, value: sort.kind === "id" ? decoded.last_id : value };
  } catch {
    throw new ApiError("Invalid cursor for current pagination sort.", "BAD_REQUEST");
  }
}

function pageSql(state: State, listing: SqlListing, window: Window): { rows: Row[]; more: boolean } {
  const where = [...listing.where];
  const params = [...listing.params];
  const bound = (cursor: string | undefined, operator: ">" | "<") => {
    if (cursor === undefined) return;
    const { id, value } = decodeCursor(listing.sort, cursor);
    where.push(`(${listing.sort.sql}, ${listing.idColumn}) ${operator} (?, ?)`);
    params.push(value, id);
  };
  bound(window.after, listing.reverse ? "<" : ">");
  bound(window.before, listing.reverse ? ">" : "<");
  const direction = listing.reverse !== window.backwards ? "DESC" : "ASC";
  const sql = `SELECT ${listing.select}, ${listing.sort.sql} AS sort_value FROM ${listing.from}
    ${where.length > 0 ? `WHERE ${where.join(" AND ")}` : ""}
    ORDER BY ${listing.sort.sql} ${direction}, ${listing.idColumn} ${direction} LIMIT ${window.size + 1}`;
  const rows = (state.sql(sql).all(...params) as object[]).map((row) => withType(listing.typename, row) as Row);
  const more = rows.length > window.size;
  if (more) rows.pop();
  return { rows: window.backwards ? rows.reverse() : rows, more };
}

export function pageOf(state: State, listing: Listing, args: Args, most = 250): Page {
  const window = readWindow(args, most);
  const sort: SortKey = listing.listing === "sql" ? listing.sort : { sql: "", kind: "id" };
  const { rows, more } = listing.listing === "sql" ? pageSql(state, listing, window) : pageRows(listing.rows, window);
  const edges = rows.map((node) => ({
    cursor: listing.listing === "sql" ? encodeCursor(sort, node) : rowCursor(node),
    node,
  }));
  return {
    edges,
    nodes: rows,
    pageInfo: {
      hasNextPage: window.backwards ? window.before !== undefined : more,
      hasPreviousPage: window.backwards ? more : window.after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

const rowCursor = (row: Row) =>
  Buffer.from(JSON.stringify({ last_id: row["id"], last_value: String(row["id"]) })).toString("base64");

function pageRows(all: readonly Row[], window: Window): { rows: Row[]; more: boolean } {
  const indexOf = (cursor: string) => all.findIndex((row) => rowCursor(row) === cursor);
  let rows = [...all];
  if (window.before !== undefined) rows = rows.slice(0, Math.max(0, indexOf(window.before)));
  if (window.after !== undefined) rows = rows.slice(Math.max(0, indexOf(window.after) + 1));
  const more = rows.length > window.size;
  return {
    rows: window.backwards ? rows.slice(Math.max(0, rows.length - window.size)) : rows.slice(0, window.size),
    more,
  };
}

/** All rows in order, one by one: what a bulk operation walks. */
export function* everyRow(state: State, listing: Listing): Generator<Row> {
  if (listing.listing === "rows") {
    yield* listing.rows;
    return;
  }
  const where = listing.where.length > 0 ? `WHERE ${listing.where.join(" AND ")}` : "";
  const direction = listing.reverse ? "DESC" : "ASC";
  const order = `ORDER BY ${listing.sort.sql} ${direction}, ${listing.idColumn} ${direction}`;
  const chunk = 500;
  // Chunks by offset-free keyset: the connection stays usable between chunks (one statement at a time may iterate).
  let after: { value: unknown; id: number } | undefined;
  for (;;) {
    const key =
      after === undefined
        ? ""
        : `${where === "" ? "WHERE" : "AND"} (${listing.sort.sql}, ${listing.idColumn}) ${listing.reverse ? "<" : ">"} (?, ?)`;
    const rows = state
      .sql(
        `SELECT ${listing.select}, ${listing.sort.sql} AS sort_value, ${listing.idColumn} AS sort_id FROM ${listing.from} ${where} ${key} ${order} LIMIT ${chunk}`,
      )
      .all(...listing.params, ...(after === undefined ? [] : [after.value, after.id])) as Record<string, unknown>[];
    for (const row of rows) yield withType(listing.typename, row) as Row;
    const last = rows.at(-1);
    if (rows.length < chunk || last === undefined) return;
    after = { value: last["sort_value"], id: Number(last["sort_id"]) };
  }
}

export function countOf(state: State, listing: Listing): number {
  if (listing.listing === "rows") return listing.rows.length;
  const where = listing.where.length > 0 ? `WHERE ${listing.where.join(" AND ")}` : "";
  const row = state.sql(`SELECT COUNT(*) AS n FROM ${listing.from} ${where}`).get(...listing.params) as { n: number };
  return row.n;
}
