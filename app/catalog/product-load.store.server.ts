import type { Database } from "better-sqlite3";
import type { ShopId } from "../contract/shop.ts";
import type { ProductRecord } from "./product.ts";

/** The same as `saveProduct`, for a history load on a connection of its own. */
export function productLoader(db: Database, shop: ShopId): (product: ProductRecord) => void {
  const upsert = db.prepare(
    `INSERT INTO "Product" ("shopId", "id", "handle", "title", "type", "vendor", "tags", "details", "status", "imageUrl", "published", "updatedAt")
     VALUES (${shop}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT ("shopId", "id") DO UPDATE SET
       "handle" = excluded."handle", "title" = excluded."title", "type" = excluded."type", "vendor" = excluded."vendor",
       "tags" = excluded."tags", "details" = excluded."details", "status" = excluded."status", "imageUrl" = excluded."imageUrl",
       "published" = excluded."published", "updatedAt" = excluded."updatedAt"
     WHERE "deletedAt" IS NULL AND excluded."updatedAt" >= "Product"."updatedAt"`,
  );
  const dropVariants = db.prepare(`DELETE FROM "Variant" WHERE "shopId" = ${shop} AND "productId" = ?`);
  const insertVariant = db.prepare(
    `INSERT OR REPLACE INTO "Variant" ("shopId", "id", "productId", "title", "priceMicros", "available", "imageUrl", "position")
     VALUES (${shop}, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return (product) => {
    const { id, handle, title, type, vendor, tags, details, status, imageUrl, published, updatedAt } = product;
    const words = [JSON.stringify(tags), JSON.stringify(details)];
    const facts = [id, handle, title, type, vendor, ...words, status, imageUrl ?? null];
    if (upsert.run(...facts, published ? 1 : 0, updatedAt).changes === 0) return;
    dropVariants.run(id);
    for (const { id: variantId, title: name, priceMicros, available, imageUrl: image, position } of product.variants) {
      insertVariant.run(variantId, id, name, priceMicros, available ? 1 : 0, image ?? null, position);
    }
  };
}
