import type { ShopId } from "../contract/shop.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db.server.ts";
import { truncateLogIfFree } from "./erasure.store.server.ts";
import { allShops, findDue, forgetDue, KEPT } from "./retention.store.server.ts";
import type { Kept } from "./retention.store.server.ts";

interface Deps {
  db: Database;
  clock: Clock;
}

interface Pace {
  /** Rows in one transaction, about. */
  limit: number;
  /** Asked after each slice and each shop: others get their turn. False: enough for now. */
  goesOn(): Promise<boolean>;
}

const NO_SHOP = 0 as ShopId;

/** Forgets what has been kept for as long as was declared, slice by slice; nobody waits for more than one. Returns how many rows were due. */
export async function forgetOld(deps: Deps, pace: Pace): Promise<number> {
  const { db } = deps;
  let all = 0;
  const passes: [ShopId, readonly Kept[]][] = [[NO_SHOP, KEPT.filter(({ ofAll }) => ofAll)]];
  const ofShops = KEPT.filter(({ ofAll }) => !ofAll);
  for (const shop of await allShops(db.read)) passes.push([shop, ofShops]);
  for (const [shop, kinds] of passes) {
    for (const kept of kinds) {
      const { gone, enough } = await forgetKind(deps, shop, kept, pace);
      all += gone;
      if (enough) return all;
    }
    if (!(await pace.goesOn())) return all;
  }
  await truncateLogIfFree(db.read);
  return all;
}

async function forgetKind({ db, clock }: Deps, shop: ShopId, kept: Kept, { limit, goesOn }: Pace) {
  const now = clock();
  let gone = 0;
  // Mostly there is nothing, and looking for it needs no writer.
  let more = (await findDue(db.read, shop, kept, now, 1)).length > 0;
  while (more) {
    const slice = await db.transaction((tx) => forgetDue(tx, shop, kept, now, limit));
    gone += slice.gone;
    more = slice.more;
    if (more && !(await goesOn())) return { gone, enough: true };
  }
  return { gone, enough: false };
}
