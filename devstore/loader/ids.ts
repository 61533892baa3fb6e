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

/** As Shopify's: accents go, letters of other scripts stay, everything else is a hyphen; of signs alone nothing is left. */
export function handleize(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/['’\u0300-\u036f]/g, "")
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, "-")
    .slice(0, 255)
    .replace(/^-+|-+$/g, "");
}

/** The handle that is wanted, or with the first number behind it that is free. */
export function freeHandle(taken: Set<string>, wanted: string): string {
  let handle = wanted;
  for (let number = 1; taken.has(handle); number += 1) handle = `${wanted}-${number}`;
  taken.add(handle);
  return handle;
}
