const sorted = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
    : value;

/** The same content, in whatever order its fields were written. */
export const isSame = (left: unknown, right: unknown): boolean =>
  JSON.stringify(left, sorted) === JSON.stringify(right, sorted);
