/** Rows that are named together: a statement takes 32,766 values at most, and each of them may bring several. */
const AT_ONCE = 1_000;

export function partsOf<T>(ids: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < ids.length; start += AT_ONCE) parts.push(ids.slice(start, start + AT_ONCE));
  return parts;
}
