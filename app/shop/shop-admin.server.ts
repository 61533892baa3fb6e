import type { ShopId } from "../contract/shop.ts";
import type { Database } from "../platform/db.server.ts";
import type { AdminClient } from "../shopify/admin.ts";
import { requireShop } from "./shop.store.server.ts";

/** How a handler reaches Shopify for its shop. */
export type AdminFor = (shop: ShopId) => Promise<AdminClient>;

export const shopAdmins =
  (db: Database, clientOf: (domain: string) => AdminClient): AdminFor =>
  async (shop) =>
    clientOf((await requireShop(db.read, shop)).domain);
