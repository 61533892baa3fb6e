import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { blindIndex } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";

/** How an erased customer is remembered without keeping the number: enough to never take them in again. */
export const tombstoneOf = (key: Key, shop: ShopId, customerId: string): string =>
  blindIndex(key, `${shop}/${customerId}`);

export async function isErased(tx: Tx, shop: ShopId, key: Key, customerId: string): Promise<boolean> {
  const customerHash = tombstoneOf(key, shop, customerId);
  return (await tx.tombstone.findUnique({ where: { shopId_customerHash: { shopId: shop, customerHash } } })) !== null;
}
