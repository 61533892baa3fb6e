import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";

/** Who read or exported rows of a person: written in the request that shows them (P18). */
export async function logAccess(
  tx: Tx,
  shop: ShopId,
  access: { who: string; what: string; profileId?: number },
  at: Date,
): Promise<void> {
  await tx.accessLog.create({ data: { shopId: shop, ...access, at } });
}
