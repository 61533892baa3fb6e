import { compileSegment, parseSegment } from "../admin-api/segment-query.ts";
import type { State } from "../state.ts";

export type SegmentRow = { id: number; name: string; query: string; created_at: string; updated_at: string };

export function listSegments(state: State): SegmentRow[] {
  return state.sql("SELECT * FROM segments ORDER BY id DESC").all() as SegmentRow[];
}

/** A native segment's query as a condition on `customers`; undefined when this store cannot evaluate it. */
export function membersWhere(query: string): { sql: string; params: readonly unknown[] } | undefined {
  const { node, errors } = parseSegment(query);
  return node === undefined || errors.length > 0 ? undefined : compileSegment(node);
}
