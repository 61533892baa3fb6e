import type { ShopId } from "../contract/shop.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db.server.ts";
import { enqueueAll } from "../platform/queue.store.server.ts";
import { findDueProfiles } from "./membership.store.server.ts";

/**
 * Queues a look at every profile whose memberships time alone may have changed by now. The worker calls it every second:
 * an index says who is due, so it costs what flips, not what exists. Returns how many were queued.
 */
export async function recheckDue(db: Database, clock: Clock, limit: number): Promise<number> {
  const now = clock();
  const due = await findDueProfiles(db.read, now, limit);
  if (due.length === 0) return 0;
  const byShop = Map.groupBy(due, ({ shopId }) => shopId);
  await db.transaction(async (tx) => {
    for (const [shop, profiles] of byShop) {
      await enqueueAll(
        tx,
        shop satisfies ShopId,
        "settle-profile",
        profiles.map(({ id }) => ({ profileId: id })),
        now,
      );
    }
  });
  return due.length;
}
