import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { ProductRecord, VariantRecord } from "./product.ts";

/** Writes the product and its variants over what we had, when it is newer and not deleted. Returns whether it was. */
export async function saveProduct(tx: Tx, shop: ShopId, product: ProductRecord): Promise<boolean> {
  const written = await tx.$executeRawUnsafe(
    `INSERT INTO "Product" ("shopId", "id", "handle", "title", "type", "vendor", "tags", "details", "status", "imageUrl", "published", "updatedAt")
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT ("shopId", "id") DO UPDATE SET
       "handle" = excluded."handle", "title" = excluded."title", "type" = excluded."type", "vendor" = excluded."vendor",
       "tags" = excluded."tags", "details" = excluded."details", "status" = excluded."status", "imageUrl" = excluded."imageUrl",
       "published" = excluded."published", "updatedAt" = excluded."updatedAt"
     WHERE "deletedAt" IS NULL AND excluded."updatedAt" >= "Product"."updatedAt"`,
    shop,
    product.id,
    product.handle,
    product.title,
    product.type,
    product.vendor,
    JSON.stringify(product.tags),
    JSON.stringify(product.details),
    product.status,
    product.imageUrl ?? null,
    product.published,
    new Date(product.updatedAt),
  );
  if (written === 0) return false;
  await tx.$executeRawUnsafe(`DELETE FROM "Variant" WHERE "shopId" = ? AND "productId" = ?`, shop, product.id);
  for (let start = 0; start < product.variants.length; start += 100) {
    const page = product.variants.slice(start, start + 100);
    await tx.$executeRawUnsafe(
      `INSERT OR REPLACE INTO "Variant" ("shopId", "id", "productId", "title", "priceMicros", "available", "imageUrl", "position")
       VALUES ${page.map(() => "(?, ?, ?, ?, ?, ?, ?, ?)").join(", ")}`,
      ...page.flatMap((variant) => variantColumns(shop, product.id, variant)),
    );
  }
  return true;
}

const variantColumns = (shop: ShopId, productId: string, variant: VariantRecord) => [
  shop,
  variant.id,
  productId,
  variant.title,
  variant.priceMicros,
  variant.available,
  variant.imageUrl ?? null,
  variant.position,
];

/** Deleted for good: a later word about this product, from before or after, does not bring it back. */
export async function saveDeletedProduct(tx: Tx, shop: ShopId, productId: string, now: Date): Promise<void> {
  await tx.$executeRawUnsafe(
    `INSERT INTO "Product" ("shopId", "id", "handle", "title", "updatedAt", "deletedAt") VALUES (?, ?, '', '', ?, ?)
     ON CONFLICT ("shopId", "id") DO UPDATE SET "deletedAt" = coalesce("deletedAt", excluded."deletedAt")`,
    shop,
    productId,
    now,
    now,
  );
  await tx.$executeRawUnsafe(`DELETE FROM "Variant" WHERE "shopId" = ? AND "productId" = ?`, shop, productId);
}

/** Whoever caches the catalogue looks at this number. */
export async function bumpCatalogRevision(tx: Tx, shop: ShopId): Promise<void> {
  await tx.$executeRawUnsafe(`UPDATE "Shop" SET "catalogRevision" = "catalogRevision" + 1 WHERE "id" = ?`, shop);
}
