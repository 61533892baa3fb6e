import type { ShopId } from "../contract/shop.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db.server.ts";
import type { SettingsForm } from "../shop/settings.ts";
import { requireShop, saveShop } from "../shop/shop.store.server.ts";
import { retagCustomers } from "./switch-tags.server.ts";

/** Another prefix renames every tag that we put anywhere, in the same transaction. */
export async function saveSettings(db: Database, clock: Clock, shop: ShopId, settings: SettingsForm): Promise<void> {
  await db.transaction(async (tx) => {
    const before = await requireShop(tx, shop);
    await saveShop(tx, shop, settings);
    if (before.tagPrefix !== settings.tagPrefix) await retagCustomers(tx, shop, clock());
  });
}
