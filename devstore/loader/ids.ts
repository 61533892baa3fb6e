/** Ids look like Shopify's: large, and apart from each other per kind. The same files give the same ids. */
export const FIRST_ID = {
  product: 8_100_000_000_001,
  variant: 44_300_000_000_001,
  image: 31_200_000_000_001,
  collection: 287_000_000_001,
  customer: 7_060_000_000_001,
  order: 5_470_000_000_001,
  line: 13_900_000_000_001,
  refund: 905_000_000_001,
  refundLine: 478_000_000_001,
} as const;

export function handleize(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/['’\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}
