import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { buildIndex } from "./catalog-index.ts";
import type { CatalogIndex, CatalogProduct, CatalogVariant } from "./catalog-index.ts";

interface Row {
  id: string;
  handle: string;
  title: string;
  type: string;
  tags: string;
  details: string;
  imageUrl: string | null;
  variantId: string;
  variantTitle: string;
  priceMicros: bigint | number;
  available: number | boolean;
  variantImageUrl: string | null;
}

/** Units sold per product in the last year before `now`: what "popular" rests on. */
async function soldUnits(tx: Tx, shop: ShopId, now: Date): Promise<Map<string, number>> {
  const since = new Date(now.getTime() - 365 * 86_400_000);
  const rows = await tx.$queryRawUnsafe<{ productId: string; sold: bigint | number }[]>(
    `SELECT l."productId", SUM(l."quantity") AS sold FROM "Order" o CROSS JOIN "OrderLine" l ON l."orderId" = o."id"
     WHERE o."shopId" = ? AND o."processedAt" >= ? AND l."productId" IS NOT NULL GROUP BY l."productId"`,
    shop,
    since,
  );
  return new Map(rows.map((row) => [row.productId, Number(row.sold)]));
}

/**
 * Reads what can be sold (active, in the online store) into an index. Cache it by the shop's `catalogRevision`; a year of a large shop's
 * orders takes seconds, so in the web process `tx` is the one that reads aside.
 */
export async function loadCatalogIndex(tx: Tx, shop: ShopId, currency: string, now: Date): Promise<CatalogIndex> {
  const sold = await soldUnits(tx, shop, now);
  const rows = await tx.$queryRawUnsafe<Row[]>(
    `SELECT p."id", p."handle", p."title", p."type", p."tags", p."details", p."imageUrl",
            v."id" AS "variantId", v."title" AS "variantTitle", v."priceMicros", v."available", v."imageUrl" AS "variantImageUrl"
     FROM "Product" p JOIN "Variant" v ON v."shopId" = p."shopId" AND v."productId" = p."id"
     WHERE p."shopId" = ? AND p."deletedAt" IS NULL AND p."status" = 'ACTIVE' AND p."published"
     ORDER BY p."id", v."position", v."id"`,
    shop,
  );
  const products = new Map<string, CatalogProduct & { variants: CatalogVariant[] }>();
  for (const row of rows) {
    const known = products.get(row.id);
    const variant: CatalogVariant = {
      id: row.variantId,
      title: row.variantTitle,
      priceMicros: Number(row.priceMicros),
      available: Boolean(row.available),
      imageUrl: row.variantImageUrl,
    };
    if (known) known.variants.push(variant);
    else {
      const { id, handle, title, type, imageUrl } = row;
      const [tags, details] = [JSON.parse(row.tags) as string[], JSON.parse(row.details) as string[]];
      products.set(id, { id, handle, title, type, tags, details, imageUrl, variants: [variant], sold: sold.get(id) });
    }
  }
  return buildIndex(products.values(), currency);
}
