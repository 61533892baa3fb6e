import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { CatalogIndex } from "./catalog-index.ts";
import { loadCatalogIndex } from "./catalog.store.server.ts";

const MOST_SHOPS = 50;
const known = new Map<ShopId, { revision: number; index: Promise<CatalogIndex> }>();

/** The shop's index for the admin's pages, built again when the catalogue has changed. */
export function loadCatalog(
  tx: Tx,
  shop: { id: ShopId; catalogRevision: number; currency: string },
  now: Date,
): Promise<CatalogIndex> {
  const found = known.get(shop.id);
  if (found?.revision === shop.catalogRevision) return found.index;
  const index = loadCatalogIndex(tx, shop.id, shop.currency, now);
  index.catch(() => known.delete(shop.id));
  known.delete(shop.id);
  known.set(shop.id, { revision: shop.catalogRevision, index });
  if (known.size > MOST_SHOPS) known.delete(known.keys().next().value as ShopId);
  return index;
}
