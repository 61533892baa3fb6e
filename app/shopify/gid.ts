/** Shopify's global ids: `gid://shopify/Customer/123`. We store the number (as text) and name the kind where it is used. */
export type GidKind =
  | "Customer"
  | "Order"
  | "LineItem"
  | "Product"
  | "ProductVariant"
  | "Metafield"
  | "Segment"
  | "BulkOperation"
  | "OnlineStoreTheme";

export const toGid = (kind: GidKind, id: string): string => `gid://shopify/${kind}/${id}`;

/** The number in a global id; what is no global id of that kind is undefined. */
export function fromGid(kind: GidKind, gid: string): string | undefined {
  const prefix = `gid://shopify/${kind}/`;
  if (!gid.startsWith(prefix)) return undefined;
  const id = gid.slice(prefix.length);
  return /^\d{1,20}$/.test(id) ? id : undefined;
}
