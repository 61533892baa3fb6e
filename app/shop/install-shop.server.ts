import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db.server.ts";
import { enqueue, wakeJobs } from "../platform/queue.store.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { findShop, saveInstall } from "./shop.store.server.ts";
import type { Shop } from "./shop.store.server.ts";

/** Called for every session that Shopify grants: makes the shop on the first one and starts reading its history. */
export async function installShop(
  deps: { db: Database; clock: Clock; masterKey: Key },
  domain: string,
  scopes: string,
): Promise<Shop> {
  return deps.db.transaction(async (tx) => {
    const before = await findShop(tx, domain);
    const now = deps.clock();
    const shop = await saveInstall(tx, domain, scopes, deps.masterKey, now);
    if (before === undefined || before.uninstalledAt !== null || before.scopes !== scopes) {
      await enqueue(tx, shop.id, "refresh-shop", {}, now);
      for (const kind of ["products", "customers", "orders"] as const) {
        await enqueue(tx, shop.id, "sync-history", { kind }, now);
      }
    }
    if (before !== undefined && before.parkedReason !== null) await wakeJobs(tx, shop.id, now);
    return shop;
  });
}
