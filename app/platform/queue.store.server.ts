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

export const LEASE_MS = 60_000;

export interface ClaimedJob {
  id: number;
  shopId: ShopId;
  name: JobName;
  payload: string;
  attempts: number;
  fence: number;
}

/** Whose turn it is. */
export interface Turn {
  /** Shops are looked at from the one after this on, and round again. */
  after?: number;
  /** Shops that have enough in hand already. */
  busy?: readonly ShopId[];
}

/**
 * Takes up to `perShop` due jobs of each shop that has any, `limit` in all, so that one busy shop delays nobody. A job whose
 * lease ran out is taken again; its fence goes up, so that the former worker's writes are refused.
 */
export async function claimJobs(
  tx: Tx,
  now: Date,
  limit: number,
  perShop: number,
  { after = 0, busy = [] }: Turn = {},
): Promise<ClaimedJob[]> {
  const claim = { now, perShop, busy: JSON.stringify(busy) };
  const first = await claimOf(tx, { ...claim, limit, above: after, upTo: Number.MAX_SAFE_INTEGER });
  if (after === 0 || first.length >= limit) return first;
  return [...first, ...(await claimOf(tx, { ...claim, limit: limit - first.length, above: 0, upTo: after }))];
}

interface Claim {
  now: Date;
  limit: number;
  perShop: number;
  /** As JSON. */
  busy: string;
  /** Shops by their numbers. */
  above: number;
  upTo: number;
}

/** The nearest shops first. */
async function claimOf(tx: Tx, { now, limit, perShop, busy, above, upTo }: Claim): Promise<ClaimedJob[]> {
  const rows = await tx.$queryRawUnsafe<
    { id: bigint | number; shopId: number; name: string; payload: string; attempts: number; fence: number }[]
  >(
    `WITH RECURSIVE shops("shopId") AS (
       SELECT min("shopId") FROM "Job" WHERE "shopId" > ?
       UNION ALL
       SELECT (SELECT min("shopId") FROM "Job" WHERE "shopId" > shops."shopId") FROM shops WHERE shops."shopId" < ?
     ), due AS (
       SELECT j."id" FROM shops CROSS JOIN "Job" j
       WHERE shops."shopId" <= ? AND shops."shopId" NOT IN (SELECT "value" FROM json_each(?)) AND j."id" IN (
         SELECT d."id" FROM "Job" d WHERE d."shopId" = shops."shopId" AND d."deadAt" IS NULL AND d."runAt" <= ?
           AND (d."leaseUntil" IS NULL OR d."leaseUntil" < ?) ORDER BY d."runAt" LIMIT ?)
       LIMIT ?
     )
     UPDATE "Job" SET "leaseUntil" = ?, "fence" = "fence" + 1, "attempts" = "attempts" + 1, "again" = 0
     WHERE "id" IN (SELECT "id" FROM due)
     RETURNING "id", "shopId", "name", "payload", "attempts", "fence"`,
    ...[above, upTo, upTo, busy, now, now, perShop, limit, new Date(now.getTime() + LEASE_MS)],
  );
  const jobs = rows.map((row) => ({
    ...row,
    id: Number(row.id),
    shopId: row.shopId as ShopId,
    name: row.name as JobName,
  }));
  return jobs.sort((a, b) => a.shopId - b.shopId);
}

/** As many of the same name and shop as are due besides, `limit` at most: for what is done together. */
export async function claimAlike(
  tx: Tx,
  { shopId, name }: ClaimedJob,
  now: Date,
  limit: number,
): Promise<ClaimedJob[]> {
  const rows = await tx.$queryRawUnsafe<Omit<ClaimedJob, "shopId" | "name">[]>(
    `UPDATE "Job" SET "leaseUntil" = ?, "fence" = "fence" + 1, "attempts" = "attempts" + 1, "again" = 0
     WHERE "id" IN (
       SELECT "id" FROM "Job" WHERE "shopId" = ? AND "deadAt" IS NULL AND "runAt" <= ?
         AND ("leaseUntil" IS NULL OR "leaseUntil" < ?) AND "name" = ? ORDER BY "runAt" LIMIT ?)
     RETURNING "id", "payload", "attempts", "fence"`,
    new Date(now.getTime() + LEASE_MS),
    shopId,
    now,
    now,
    name,
    limit,
  );
  return rows.map((row) => ({ ...row, id: Number(row.id), shopId, name }));
}

const theseAsTheyWereClaimed = (jobs: readonly ClaimedJob[]) =>
  `("id", "fence") IN (VALUES ${jobs.map(() => "(?, ?)").join(", ")})`;
const idsAndFences = (jobs: readonly ClaimedJob[]) => jobs.flatMap(({ id, fence }) => [id, fence]);

/** False when another worker holds one of them by now. */
export async function holdsLeases(tx: Tx, jobs: readonly ClaimedJob[]): Promise<boolean> {
  const [row] = await tx.$queryRawUnsafe<{ held: bigint | number }[]>(
    `SELECT count(*) AS held FROM "Job" WHERE ${theseAsTheyWereClaimed(jobs)} AND "leaseUntil" IS NOT NULL`,
    ...idsAndFences(jobs),
  );
  return Number(row?.held) === jobs.length;
}

/** Done: gone, or due once more where it was asked for again meanwhile. */
export async function completeJobs(tx: Tx, jobs: readonly ClaimedJob[]): Promise<void> {
  const which = theseAsTheyWereClaimed(jobs);
  const values = idsAndFences(jobs);
  const gone = await tx.$executeRawUnsafe(`DELETE FROM "Job" WHERE ${which} AND NOT "again"`, ...values);
  if (gone === jobs.length) return;
  await tx.$executeRawUnsafe(
    `UPDATE "Job" SET "leaseUntil" = NULL, "again" = 0, "attempts" = 0 WHERE ${which}`,
    ...values,
  );
}

/** Gives a job back: `runAt` for later, `attempts` where this try does not count. */
export async function releaseJob(tx: Tx, job: ClaimedJob, change: { runAt?: Date; attempts?: number }): Promise<void> {
  await tx.job.updateMany({
    where: { id: job.id, fence: job.fence },
    data: { leaseUntil: null, again: false, ...change },
  });
}

/** Set aside with its reason: nobody runs it until it is asked for again or the merchant retries. What was asked for meanwhile is news: a fresh start. */
export async function setJobAside(tx: Tx, job: ClaimedJob, error: string, now: Date): Promise<void> {
  await tx.$executeRawUnsafe(
    `UPDATE "Job" SET "leaseUntil" = NULL, "again" = 0, "attempts" = CASE WHEN "again" THEN 0 ELSE "attempts" END,
       "deadAt" = CASE WHEN NOT "again" THEN ? END, "error" = CASE WHEN NOT "again" THEN ? END WHERE "id" = ? AND "fence" = ?`,
    ...[now, error.slice(0, 500), job.id, job.fence],
  );
}

/** As one text: they may be many hundreds. */
export async function extendLeases(tx: Tx, jobs: readonly ClaimedJob[], now: Date): Promise<void> {
  if (jobs.length === 0) return;
  await tx.$executeRawUnsafe(
    `UPDATE "Job" SET "leaseUntil" = ? WHERE ("id", "fence") IN (
       SELECT json_extract("value", '$[0]'), json_extract("value", '$[1]') FROM json_each(?))`,
    new Date(now.getTime() + LEASE_MS),
    JSON.stringify(jobs.map(({ id, fence }) => [id, fence])),
  );
}

/** No job of a shop that has left may run: the transaction that forgets it takes them too. */
export async function dropJobs(tx: Tx, shop: ShopId, except: JobName[] = []): Promise<void> {
  await tx.job.deleteMany({ where: { shopId: shop, name: { notIn: except } } });
}

/** What the shop's jobs waited for has come: all of them are due now. */
export async function wakeJobs(tx: Tx, shop: ShopId, now: Date): Promise<void> {
  await tx.job.updateMany({ where: { shopId: shop, deadAt: null, runAt: { gt: now } }, data: { runAt: now } });
}

/** What one waiting job waited for has come: it is due now. Where none waits, none is made. */
export async function wakeJob<N extends JobName>(
  tx: Tx,
  shop: ShopId,
  name: N,
  payload: JobPayload<N>,
  now: Date,
): Promise<void> {
  await tx.job.updateMany({
    where: { name, shopId: shop, key: keyOf(payload), deadAt: null, runAt: { gt: now } },
    data: { runAt: now },
  });
}
