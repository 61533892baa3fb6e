import type { State } from "../state.ts";
import type { Desk } from "./desk.ts";

export type SegmentRow = { id: number; name: string; query: string; created_at: string; updated_at: string };

export function listSegments(state: State): SegmentRow[] {
  return state.sql("SELECT * FROM segments ORDER BY id DESC").all() as SegmentRow[];
}

/** A native segment's query as a condition on `customers`; undefined when it cannot be understood. */
export function membersWhere(_desk: Desk, query: string): { sql: string; params: unknown[] } | undefined {
  const match = /^customer_tags CONTAINS '((?:[^'\\]|\\.)*)'$/.exec(query.trim());
  if (!match) return undefined;
  const sql = "EXISTS (SELECT 1 FROM json_each(customers.tags_json) WHERE lower(value) = lower(?))";
  return { sql, params: [(match[1] ?? "").replaceAll(/\\(.)/g, "$1")] };
}
