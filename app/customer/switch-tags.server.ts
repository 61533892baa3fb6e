import type { ShopId } from "../contract/shop.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database, Tx } from "../platform/db.server.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import { requireShop } from "../shop/shop.store.server.ts";
import { countTaggedCustomers, findSetAsideCustomers, saveTagsOff } from "./customer.store.server.ts";

/** "Remove all Candor tags", before an uninstall: they come off and stay off until the merchant turns them on again. */
export async function switchTagsOff(db: Database, clock: Clock, shop: ShopId): Promise<void> {
  const now = clock();
  await db.transaction(async (tx) => {
    await saveTagsOff(tx, shop, now);
    await retagCustomers(tx, shop, now);
  });
}

export async function switchTagsOn(db: Database, clock: Clock, shop: ShopId): Promise<void> {
  await db.transaction(async (tx) => {
    await saveTagsOff(tx, shop, null);
    await retagCustomers(tx, shop, clock());
  });
}

/** To be called in the transaction that changes the shop's tag prefix. */
export async function retagCustomers(tx: Tx, shop: ShopId, now: Date): Promise<void> {
  await enqueue(tx, shop, "remove-all-tags", {}, now);
}

export interface TagsProgress {
  /** Since when tags are off; null while they are on. */
  offSince: Date | null;
  /** Customers that carry tags of ours. While they are being taken off: how many are left. */
  taggedCustomers: number;
  setAside: { customerId: string; reason: string; at: Date | null }[];
}

export async function tagsProgress(read: Tx, shop: ShopId): Promise<TagsProgress> {
  return {
    offSince: (await requireShop(read, shop)).tagsOffAt,
    taggedCustomers: await countTaggedCustomers(read, shop),
    setAside: await findSetAsideCustomers(read, shop, 20),
  };
}
