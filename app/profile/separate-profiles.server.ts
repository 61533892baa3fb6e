import type { ShopId } from "../contract/shop.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db.server.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import { notFound } from "../platform/refusal.ts";
import { takeMergeBack } from "./merge.store.server.ts";
import { findProfile } from "./profile.store.server.ts";

/** Staff say that what a browser told is not this customer's. False: there is nothing (left) to separate. */
export async function separateProfiles(
  db: Database,
  clock: Clock,
  shop: ShopId,
  { profileId, mergeId }: { profileId: number; mergeId: number },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    if ((await findProfile(tx, shop, profileId))?.id !== profileId) throw notFound("This customer");
    const now = clock();
    const fromId = await takeMergeBack(tx, shop, { mergeId, intoId: profileId }, now);
    if (fromId === undefined) return false;
    for (const id of [fromId, profileId]) await enqueue(tx, shop, "settle-profile", { profileId: id }, now);
    return true;
  });
}
