import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db.server.ts";
import { forgetOlder, KEPT } from "./retention.store.server.ts";

/** Forgets what has been kept for as long as was declared, `limit` rows in each transaction. Returns how many went. */
export async function forgetOld(db: Database, clock: Clock, limit: number): Promise<number> {
  let all = 0;
  for (const kept of KEPT) {
    let gone: number;
    do {
      gone = await db.transaction((tx) => forgetOlder(tx, kept, clock(), limit));
      all += gone;
    } while (gone === limit);
  }
  return all;
}
