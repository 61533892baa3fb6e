import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";

/** What profiles with `after < id <= upTo` bought, made anew from their orders that count: each product with the last time. */
export async function refreshPurchases(tx: Tx, shop: ShopId, after: number, upTo: number): Promise<void> {
  await tx.$executeRawUnsafe(
    `DELETE FROM "Purchase" WHERE "shopId" = ? AND "profileId" > ? AND "profileId" <= ?`,
    shop,
    after,
    upTo,
  );
  await tx.$executeRawUnsafe(
    `INSERT INTO "Purchase" ("profileId", "productId", "shopId", "lastAt")
     SELECT o."profileId", l."productId", o."shopId", max(o."processedAt")
     FROM "Order" o CROSS JOIN "OrderLine" l ON l."orderId" = o."id"
     WHERE o."shopId" = ? AND o."profileId" > ? AND o."profileId" <= ? AND o."cancelledAt" IS NULL AND o."deletedAt" IS NULL
       AND l."productId" IS NOT NULL
     GROUP BY o."profileId", l."productId"`,
    shop,
    after,
    upTo,
  );
}

/** Adds what this order brought, where it counts. */
export async function addPurchases(tx: Tx, shop: ShopId, orderId: number): Promise<void> {
  await tx.$executeRawUnsafe(
    `INSERT INTO "Purchase" ("profileId", "productId", "shopId", "lastAt")
     SELECT o."profileId", l."productId", o."shopId", o."processedAt"
     FROM "Order" o CROSS JOIN "OrderLine" l ON l."orderId" = o."id"
     WHERE o."id" = ? AND o."shopId" = ? AND o."profileId" IS NOT NULL AND o."cancelledAt" IS NULL AND o."deletedAt" IS NULL
       AND l."productId" IS NOT NULL
     ON CONFLICT ("profileId", "productId") DO UPDATE SET "lastAt" = max("lastAt", excluded."lastAt")`,
    orderId,
    shop,
  );
}
