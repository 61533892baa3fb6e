import type { ShopId } from "../contract/shop.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db.server.ts";
import { enqueueAll } from "../platform/queue.store.server.ts";
import { eraseTraits, findExpiredTraits } from "./trait-expiry.store.server.ts";

/** Erases what was told longer ago than the shop keeps it; segments settle afterwards. Returns how many values went. */
export async function forgetExpired(db: Database, clock: Clock, limit: number): Promise<number> {
  const now = clock();
  if ((await findExpiredTraits(db.read, now, 1)).length === 0) return 0;
  return db.transaction(async (tx) => {
    // Read again: meanwhile the merchant may have prolonged the days, or a profile been merged.
    const expired = await findExpiredTraits(tx, now, limit);
    for (const [shopId, traits] of Map.groupBy(expired, (trait) => trait.shopId)) {
      const shop = shopId as ShopId;
      await eraseTraits(tx, shop, traits);
      const profiles = [...new Set(traits.map(({ profileId }) => profileId))];
      await enqueueAll(
        tx,
        shop,
        "settle-profile",
        profiles.map((profileId) => ({ profileId })),
        now,
      );
    }
    return expired.length;
  });
}
