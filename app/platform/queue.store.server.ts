import type { JobName, JobPayload } from "../contract/jobs.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "./db.server.ts";

export interface EnqueueOptions {
  /** Default: now. */
  runAt?: Date;
}

/** Coalescing key: the payload itself, so equal work waits once. */
const keyOf = (payload: object): string => Object.values(payload).join(":");

/**
 * Queues a job in the transaction that causes it. Equal work (same name, shop and payload) coalesces: what waits keeps the
 * earlier time; what runs now runs once more afterwards; what was set aside gets a fresh start.
 */
export async function enqueue<N extends JobName>(
  tx: Tx,
  shop: ShopId,
  name: N,
  payload: JobPayload<N>,
  now: Date,
  options: EnqueueOptions = {},
): Promise<void> {
  await tx.$executeRawUnsafe(
    `INSERT INTO "Job" ("shopId", "name", "key", "payload", "runAt") VALUES (?, ?, ?, ?, ?)
     ON CONFLICT ("name", "shopId", "key") DO UPDATE SET
       "runAt" = CASE WHEN "deadAt" IS NULL THEN min("runAt", excluded."runAt") ELSE excluded."runAt" END,
       "again" = "leaseUntil" IS NOT NULL,
       "attempts" = CASE WHEN "deadAt" IS NULL THEN "attempts" ELSE 0 END,
       "deadAt" = NULL, "error" = NULL`,
    shop,
    name,
    keyOf(payload),
    JSON.stringify(payload),
    options.runAt ?? now,
  );
}

/** The same for many profiles or customers at once: `payloads` in one statement per 200. */
export async function enqueueAll<N extends JobName>(
  tx: Tx,
  shop: ShopId,
  name: N,
  payloads: JobPayload<N>[],
  now: Date,
): Promise<void> {
  for (let start = 0; start < payloads.length; start += 200) {
    const page = payloads.slice(start, start + 200);
    const rows = page.map(() => "(?, ?, ?, ?, ?)").join(", ");
    await tx.$executeRawUnsafe(
      `INSERT INTO "Job" ("shopId", "name", "key", "payload", "runAt") VALUES ${rows}
       ON CONFLICT ("name", "shopId", "key") DO UPDATE SET
         "runAt" = CASE WHEN "deadAt" IS NULL THEN min("runAt", excluded."runAt") ELSE excluded."runAt" END,
         "again" = "leaseUntil" IS NOT NULL,
         "attempts" = CASE WHEN "deadAt" IS NULL THEN "attempts" ELSE 0 END,
         "deadAt" = NULL, "error" = NULL`,
      ...page.flatMap((payload) => [shop, name, keyOf(payload), JSON.stringify(payload), now]),
    );
  }
}
