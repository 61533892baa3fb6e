import { nowIso } from "../clock.ts";
import type { State } from "../state.ts";

export type Taggable = "Customer" | "Product" | "Order";
export const TAG_TABLES: Readonly<Record<Taggable, string>> = {
  Customer: "customers",
  Product: "products",
  Order: "orders",
};
const MOST_TAGS = 250;

/** A comma inside a tag splits it; spaces around are dropped; blanks vanish (recorded: tags-normalization-parity). */
function splitTags(tags: readonly string[]): string[] {
  return tags
    .flatMap((tag) => tag.split(","))
    .map((tag) => tag.trim().replaceAll(/\s+/g, " "))
    .filter((tag) => tag !== "");
}

/** Case-insensitively unique, the first spelling stays; sorted without regard to case, as all recorded replies are. */
export function normaliseTags(tags: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const tag of splitTags(tags)) if (!seen.has(tag.toLowerCase())) seen.set(tag.toLowerCase(), tag);
  return [...seen].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, tag]) => tag);
}

export interface TagChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly error: string | undefined;
}

/** Adds or removes tags of one record; says what really changed. Undefined = no such record. */
export function changeTags(
  state: State,
  type: Taggable,
  id: number,
  change: { add?: readonly string[]; remove?: readonly string[] },
): TagChange | undefined {
  const table = TAG_TABLES[type];
  const row = state.sql(`SELECT tags_json FROM ${table} WHERE id = ?`).get(id) as { tags_json: string } | undefined;
  if (row === undefined) return undefined;
  const before = JSON.parse(row.tags_json) as string[];
  const gone = new Set(splitTags(change.remove ?? []).map((tag) => tag.toLowerCase()));
  const kept = before.filter((tag) => !gone.has(tag.toLowerCase()));
  const after = normaliseTags([...kept, ...(change.add ?? [])]);
  const tooLong = after.find((tag) => tag.length > (type === "Order" ? 40 : 255));
  if (tooLong !== undefined)
    return { added: [], removed: [], error: `Tags is too long (maximum is ${type === "Order" ? 40 : 255} characters)` };
  if (after.length > MOST_TAGS) return { added: [], removed: [], error: `Tags cannot be more than ${MOST_TAGS}` };
  const had = new Set(before.map((tag) => tag.toLowerCase()));
  const added = after.filter((tag) => !had.has(tag.toLowerCase()));
  const removed = before.filter((tag) => gone.has(tag.toLowerCase()));
  if (added.length > 0 || removed.length > 0) {
    state
      .sql(`UPDATE ${table} SET tags_json = ?, updated_at = ? WHERE id = ?`)
      .run(JSON.stringify(after), nowIso(), id);
  }
  return { added, removed, error: undefined };
}
