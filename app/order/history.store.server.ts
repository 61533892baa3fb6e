import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { enqueueSelected } from "../platform/enqueue-selected.store.server.ts";
import type { HistoryRun, HistoryState } from "./history.ts";
import type { HistoryKind } from "./history.ts";
import { refreshPurchases } from "./purchase.store.server.ts";

type Row = NonNullable<Awaited<ReturnType<Tx["syncRun"]["findUnique"]>>>;

const toRun = (row: Row): HistoryRun => ({
  ...row,
  kind: row.kind as HistoryKind,
  state: row.state as HistoryState,
  loadedBytes: Number(row.loadedBytes),
  totalBytes: row.totalBytes === null ? null : Number(row.totalBytes),
});

export async function findHistoryRun(tx: Tx, shop: ShopId, kind: HistoryKind): Promise<HistoryRun | undefined> {
  const row = await tx.syncRun.findUnique({ where: { shopId_kind: { shopId: shop, kind } } });
  return row === null ? undefined : toRun(row);
}

const FRESH = {
  operationId: null,
  objectCount: 0,
  loadedLines: 0,
  loadedBytes: 0,
  totalBytes: null,
  finishedAt: null,
};

/** From the start: a first reading, one after a reinstall, or one that the merchant asked for again. */
export async function startHistory(
  tx: Tx,
  shop: ShopId,
  kind: HistoryKind,
  reachesAll: boolean,
  now: Date,
): Promise<HistoryRun> {
  const fresh = { ...FRESH, state: "waiting", attempts: 0, error: null, reachesAll, startedAt: now, updatedAt: now };
  const row = await tx.syncRun.upsert({
    where: { shopId_kind: { shopId: shop, kind } },
    create: { shopId: shop, kind, ...fresh },
    update: fresh,
  });
  return toRun(row);
}

type Change = Partial<
  Pick<
    HistoryRun,
    "state" | "operationId" | "objectCount" | "totalBytes" | "attempts" | "error" | "reachesFrom" | "finishedAt"
  >
>;

export async function saveHistory(tx: Tx, run: HistoryRun, change: Change, now: Date): Promise<void> {
  await tx.syncRun.update({ where: { id: run.id }, data: { ...change, updatedAt: now } });
}

/** The export is run again: nothing of the old one counts any more. */
export async function restartExport(
  tx: Tx,
  run: HistoryRun,
  attempts: number,
  error: string,
  now: Date,
): Promise<void> {
  await tx.syncRun.update({
    where: { id: run.id },
    data: { ...FRESH, state: "waiting", attempts, error, updatedAt: now },
  });
}

/** Hashes of erased customers: a load leaves them out (F39). */
export async function findTombstones(tx: Tx, shop: ShopId): Promise<string[]> {
  const rows = await tx.tombstone.findMany({ where: { shopId: shop }, select: { customerHash: true } });
  return rows.map((row) => row.customerHash);
}

/**
 * Brings the order facts and purchases of the next `size` profiles after `after` to what their orders say, and queues their settling when
 * there are segments. Returns the last profile, or undefined when there are no more.
 */
export async function refreshFactsPage(
  tx: Tx,
  shop: ShopId,
  after: number,
  size: number,
  now: Date,
): Promise<number | undefined> {
  const [page] = await tx.$queryRawUnsafe<{ last: bigint | number | null }[]>(
    `SELECT max("id") AS last FROM (SELECT "id" FROM "Profile" WHERE "shopId" = ? AND "id" > ? ORDER BY "id" LIMIT ?)`,
    shop,
    after,
    size,
  );
  const last = Number(page?.last ?? 0);
  if (last === 0) return undefined;
  await tx.$executeRawUnsafe(
    `UPDATE "Profile" SET ("orderCount", "amountSpentMicros", "firstOrderAt", "lastOrderAt") = (
       SELECT count(*), coalesce(sum(o."totalMicros" - o."refundedMicros"), 0), min(o."processedAt"), max(o."processedAt")
       FROM "Order" o WHERE o."shopId" = "Profile"."shopId" AND o."profileId" = "Profile"."id" AND o."deletedAt" IS NULL AND o."cancelledAt" IS NULL)
     WHERE "shopId" = ? AND "id" > ? AND "id" <= ? AND "mergedIntoId" IS NULL`,
    shop,
    after,
    last,
  );
  await refreshPurchases(tx, shop, after, last);
  const select = {
    sql: `SELECT "id" FROM "Profile" WHERE "shopId" = ? AND "id" > ? AND "id" <= ? AND "mergedIntoId" IS NULL
      AND EXISTS (SELECT 1 FROM "Segment" WHERE "shopId" = ? AND "deletedAt" IS NULL)`,
    params: [shop, after, last, shop],
  };
  await enqueueSelected(tx, shop, "settle-profile", "profileId", select, now);
  return last;
}

/** Loaded orders whose cart carried a quiz response. */
export async function findOrdersWithResponse(
  tx: Tx,
  shop: ShopId,
  loadedBy: number,
): Promise<{ profileId: number; responseId: string }[]> {
  const rows = await tx.order.findMany({
    where: { shopId: shop, loadedBy, responseId: { not: null }, profileId: { not: null }, deletedAt: null },
    select: { profileId: true, responseId: true },
  });
  return rows.flatMap(({ profileId, responseId }) =>
    profileId === null || responseId === null ? [] : [{ profileId, responseId }],
  );
}

export async function findFirstOrderAt(tx: Tx, shop: ShopId): Promise<Date | null> {
  // Raw: the driver makes an invalid date of an aggregate.
  const [row] = await tx.$queryRawUnsafe<{ first: bigint | number | null }[]>(
    `SELECT min("processedAt") AS "first" FROM "Order" WHERE "shopId" = ? AND "deletedAt" IS NULL`,
    shop,
  );
  return row?.first == null ? null : new Date(Number(row.first));
}

/** Lines whose order never came: the file was not whole. Returns how many orders were missing. */
export async function dropOrdersWithoutParent(tx: Tx, shop: ShopId, loadedBy: number): Promise<number> {
  return tx.$executeRawUnsafe(
    `DELETE FROM "Order" WHERE "shopId" = ? AND "loadedBy" = ? AND "updatedAt" = 0`,
    shop,
    loadedBy,
  );
}
