import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { HomeFigures, SyncRow } from "./home.ts";

export async function syncRows(tx: Tx, shop: ShopId): Promise<SyncRow[]> {
  const rows = await tx.syncRun.findMany({ where: { shopId: shop } });
  return rows.map((row) => ({
    ...row,
    loadedBytes: Number(row.loadedBytes),
    totalBytes: row.totalBytes === null ? null : Number(row.totalBytes),
  }));
}

export interface HistoryReach {
  orders: number;
  customers: number;
  from: Date | undefined;
  to: Date | undefined;
}

interface ReachRow {
  orders: bigint;
  customers: bigint;
  first: bigint | number | null;
  last: bigint | number | null;
}

const dateOf = (at: bigint | number | null): Date | undefined => (at === null ? undefined : new Date(Number(at)));

/** Orders that we know, as they stand in Shopify (cancelled ones too), and customers. */
export async function historyReach(tx: Tx, shop: ShopId): Promise<HistoryReach> {
  const [row] = await tx.$queryRawUnsafe<ReachRow[]>(
    `SELECT COUNT(*) AS orders, MIN("processedAt") AS first, MAX("processedAt") AS last,
       (SELECT COUNT(*) FROM "Profile" WHERE "shopId" = ? AND "customerId" IS NOT NULL AND "mergedIntoId" IS NULL) AS customers
     FROM "Order" WHERE "shopId" = ? AND "deletedAt" IS NULL`,
    shop,
    shop,
  );
  return {
    orders: Number(row?.orders ?? 0),
    customers: Number(row?.customers ?? 0),
    from: dateOf(row?.first ?? null),
    to: dateOf(row?.last ?? null),
  };
}

export async function homeFigures(tx: Tx, shop: ShopId, now: Date): Promise<HomeFigures> {
  const since = new Date(now.getTime() - 30 * 86_400_000);
  const [row] = await tx.$queryRawUnsafe<Record<keyof HomeFigures, bigint>[]>(
    `SELECT
       (SELECT COUNT(*) FROM "QuizResponse" WHERE "shopId" = ? AND NOT "test" AND "flag" IS NULL AND "startedAt" >= ?) AS started,
       (SELECT COUNT("finishedAt") FROM "QuizResponse" WHERE "shopId" = ? AND NOT "test" AND "flag" IS NULL AND "startedAt" >= ?) AS finished,
       (SELECT COUNT(*) FROM "Profile" WHERE "shopId" = ? AND "consent" = 'granted' AND "kind" <> 'test' AND "mergedIntoId" IS NULL) AS remembered,
       (SELECT COUNT(*) FROM "Segment" WHERE "shopId" = ? AND "deletedAt" IS NULL) AS segments`,
    shop,
    since,
    shop,
    since,
    shop,
    shop,
  );
  const figure = (name: keyof HomeFigures): number => Number(row?.[name] ?? 0);
  return {
    started: figure("started"),
    finished: figure("finished"),
    remembered: figure("remembered"),
    segments: figure("segments"),
  };
}
