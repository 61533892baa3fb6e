import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { BatchRun, JobRun } from "../platform/job.ts";
import { enqueueAll } from "../platform/queue.store.server.ts";
import { ActiveSegmentsCache } from "./active-segments.store.server.ts";
import { closeMemberships, openMemberships, readStandings, saveRecheck } from "./membership.store.server.ts";
import { settle } from "./settle.ts";
import type { Settlement } from "./settle.ts";

const PAGE = 100;

async function plan(tx: Tx, shop: ShopId, ids: number[], now: Date, cache: ActiveSegmentsCache): Promise<Settlement[]> {
  let active = await cache.get(tx, shop);
  let standings = await readStandings(tx, ids, active, now);
  // Somebody edited a segment meanwhile.
  while (standings.some((standing) => standing.revision !== active.revision)) {
    active = await cache.renew(tx, shop);
    standings = await readStandings(tx, ids, active, now);
  }
  return standings.map((standing) => settle(standing, active.segments)).filter((settlement) => settlement.needed);
}

async function carryOut(tx: Tx, shop: ShopId, settlements: Settlement[], now: Date): Promise<void> {
  const of = (pick: (settlement: Settlement) => number[]) =>
    settlements.flatMap((one) => pick(one).map((segmentId) => ({ segmentId, profileId: one.profileId })));
  await closeMemberships(
    tx,
    shop,
    of((one) => one.left),
    now,
  );
  await openMemberships(
    tx,
    shop,
    of((one) => one.entered),
    now,
  );
  for (const { profileId, recheckAt } of settlements) {
    if (recheckAt !== undefined) await saveRecheck(tx, shop, profileId, recheckAt);
  }
  const customers = settlements.flatMap(({ syncCustomer }) => (syncCustomer === undefined ? [] : [syncCustomer]));
  await enqueueAll(
    tx,
    shop,
    "sync-customer",
    customers.map((customerId) => ({ customerId })),
    now,
  );
}

/** Brings the memberships of many profiles to what the shop's rules say now. */
async function settleProfiles(
  tx: Tx,
  shop: ShopId,
  profileIds: readonly number[],
  now: Date,
  cache: ActiveSegmentsCache,
): Promise<void> {
  for (let start = 0; start < profileIds.length; start += PAGE) {
    const settlements = await plan(tx, shop, profileIds.slice(start, start + PAGE), now, cache);
    if (settlements.length > 0) await carryOut(tx, shop, settlements, now);
  }
}

/** Compiled rules, kept per database of this process. */
const caches = new WeakMap<Tx, ActiveSegmentsCache>();

function cacheOf(read: Tx): ActiveSegmentsCache {
  const found = caches.get(read);
  if (found !== undefined) return found;
  const made = new ActiveSegmentsCache();
  caches.set(read, made);
  return made;
}

/** Which segments each of these profiles is in. Most news change nothing: that is found out without taking the write lock. */
export async function settleTogether(run: BatchRun<"settle-profile">): Promise<void> {
  const ids = run.payloads.map(({ profileId }) => profileId);
  const cache = cacheOf(run.read);
  for (let start = 0; start < ids.length; start += PAGE) {
    const found = await plan(run.read, run.shop, ids.slice(start, start + PAGE), run.clock(), cache);
    const moved = found.map(({ profileId }) => profileId);
    if (moved.length > 0) await run.transaction((tx) => settleProfiles(tx, run.shop, moved, run.clock(), cache));
  }
}

export const settleProfile = ({ payload, ...run }: JobRun<"settle-profile">): Promise<void> =>
  settleTogether({ ...run, payloads: [payload] });
