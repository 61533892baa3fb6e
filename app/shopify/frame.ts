import { isShopDomain } from "./shop-domain.ts";

/**
 * Who may show this answer in a frame (A30): the shop's admin, where the address names a shop; otherwise nobody. Shopify's
 * library also allows hosts of its own workshops, and on its bounce page whatever the address says.
 */
export function framing(address: string): string {
  const shop = new URL(address).searchParams.get("shop");
  if (shop === null || !isShopDomain(shop)) return "frame-ancestors 'none';";
  return `frame-ancestors https://${shop} https://admin.shopify.com;`;
}
