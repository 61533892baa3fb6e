import type { Micros, ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";

/** Shopify's own figures of a customer: they reach further back than the orders that we may read. */
export async function saveLifetime(
  tx: Tx,
  shop: ShopId,
  profileId: number,
  lifetime: { orders: number; spent: Micros },
): Promise<void> {
  await tx.$executeRawUnsafe(
    `UPDATE "Profile" SET "lifetimeOrders" = ?, "lifetimeSpentMicros" = ? WHERE "shopId" = ? AND "id" = ?`,
    lifetime.orders,
    lifetime.spent,
    shop,
    profileId,
  );
}
