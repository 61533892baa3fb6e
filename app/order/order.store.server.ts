import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { OrderLineRecord, OrderRecord } from "./order.ts";
import { addPurchases, refreshPurchases } from "./purchase.store.server.ts";

export interface StoredOrder {
  id: number;
  profileId: number | undefined;
  updatedAt: number;
  deleted: boolean;
  /** What changes when an order changes; equal text = equal order. */
  fingerprint: string;
  /** What it says of its customer's facts; equal text = the facts stay. */
  facts: string;
}

/** Two updates within one second carry the same time: only their content tells them apart. */
export function fingerprintOf(order: OrderRecord): string {
  const { totalMicros, refundedMicros, cancelledAt, customerId, responseId, lines } = order;
  return [totalMicros, refundedMicros, cancelledAt ?? "", customerId ?? "", responseId ?? "", lines.length].join("|");
}

interface Row {
  id: bigint | number;
  profileId: bigint | number | null;
  updatedAt: Date | bigint | number;
  deleted: bigint | number;
  fingerprint: string;
  facts: string;
}

/** An order without a time of its own is one whose lines came before it in a history load: not deleted, only hidden. */
export async function findOrder(tx: Tx, shop: ShopId, shopifyId: string): Promise<StoredOrder | undefined> {
  const [row] = await tx.$queryRawUnsafe<Row[]>(
    `SELECT "id", "profileId", CAST("updatedAt" AS INTEGER) AS "updatedAt", "deletedAt" IS NOT NULL AND "updatedAt" > 0 AS deleted,
       "totalMicros" || '|' || "refundedMicros" || '|' || coalesce("cancelledAt", '') || '|' || coalesce("customerId", '')
       || '|' || coalesce("responseId", '') || '|' || (SELECT count(*) FROM "OrderLine" l WHERE l."orderId" = "Order"."id") AS fingerprint,
       CASE WHEN "deletedAt" IS NULL AND "cancelledAt" IS NULL THEN concat_ws('|', "profileId", "processedAt", "totalMicros" - "refundedMicros",
         (SELECT group_concat("productId") FROM "OrderLine" l WHERE l."orderId" = "Order"."id")) ELSE '' END AS facts
     FROM "Order" WHERE "shopId" = ? AND "shopifyId" = ?`,
    shop,
    shopifyId,
  );
  if (row === undefined) return undefined;
  return {
    id: Number(row.id),
    profileId: row.profileId === null ? undefined : Number(row.profileId),
    updatedAt: Number(row.updatedAt),
    deleted: Number(row.deleted) === 1,
    fingerprint: row.fingerprint,
    facts: row.facts,
  };
}

const dateOf = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms));

/** Writes the order over what we had, lines and all. Whether it is newer is the caller's decision. */
export async function saveOrder(
  tx: Tx,
  shop: ShopId,
  order: OrderRecord,
  profileId: number | undefined,
): Promise<void> {
  const [row] = await tx.$queryRawUnsafe<{ id: bigint | number }[]>(
    `INSERT INTO "Order" ("shopId", "shopifyId", "customerId", "profileId", "name", "currency", "totalMicros", "refundedMicros",
       "responseId", "checkoutToken", "processedAt", "updatedAt", "cancelledAt")
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT ("shopId", "shopifyId") DO UPDATE SET
       "customerId" = excluded."customerId", "profileId" = excluded."profileId", "name" = excluded."name",
       "currency" = excluded."currency", "totalMicros" = excluded."totalMicros", "refundedMicros" = excluded."refundedMicros",
       "responseId" = excluded."responseId", "checkoutToken" = excluded."checkoutToken",
       "processedAt" = excluded."processedAt", "updatedAt" = excluded."updatedAt", "cancelledAt" = excluded."cancelledAt",
       "deletedAt" = NULL, "loadedBy" = NULL
     RETURNING "id"`,
    shop,
    order.shopifyId,
    order.customerId ?? null,
    profileId ?? null,
    order.name,
    order.currency,
    order.totalMicros,
    order.refundedMicros,
    order.responseId ?? null,
    order.checkoutToken ?? null,
    new Date(order.processedAt),
    new Date(order.updatedAt),
    dateOf(order.cancelledAt),
  );
  if (row === undefined) throw new Error("an upsert returned no row");
  await saveLines(tx, shop, Number(row.id), order);
}

const LINES_AT_ONCE = 100;

async function saveLines(tx: Tx, shop: ShopId, orderId: number, order: OrderRecord): Promise<void> {
  await tx.$executeRawUnsafe(`DELETE FROM "OrderLine" WHERE "orderId" = ?`, orderId);
  for (let start = 0; start < order.lines.length; start += LINES_AT_ONCE) {
    const page = order.lines.slice(start, start + LINES_AT_ONCE);
    await tx.$executeRawUnsafe(
      `INSERT OR IGNORE INTO "OrderLine" ("orderId", "shopifyId", "shopId", "productId", "variantId", "quantity", "amountMicros")
       VALUES ${page.map(() => "(?, ?, ?, ?, ?, ?, ?)").join(", ")}`,
      ...page.flatMap((line) => lineColumns(shop, orderId, line)),
    );
  }
}

const lineColumns = (shop: ShopId, orderId: number, line: OrderLineRecord) => [
  orderId,
  BigInt(line.shopifyId),
  shop,
  line.productId ?? null,
  line.variantId ?? null,
  line.quantity,
  line.amountMicros,
];

/** Deleted for good: a later word about this order, from before or after, does not bring it back. */
export async function saveDeletedOrder(tx: Tx, shop: ShopId, shopifyId: string, now: Date): Promise<void> {
  await tx.$executeRawUnsafe(
    `INSERT INTO "Order" ("shopId", "shopifyId", "currency", "totalMicros", "processedAt", "updatedAt", "deletedAt")
     VALUES (?, ?, '', 0, ?, ?, ?)
     ON CONFLICT ("shopId", "shopifyId") DO UPDATE SET
       "deletedAt" = excluded."deletedAt", "updatedAt" = max("updatedAt", excluded."updatedAt"), "loadedBy" = NULL`,
    shop,
    shopifyId,
    now,
    now,
    now,
  );
}

/** What one customer bought is another's now: Shopify made one of the two. */
export async function moveOrders(
  tx: Tx,
  shop: ShopId,
  fromProfileId: number,
  into: { profileId: number; customerId: string },
): Promise<void> {
  const where = { shopId: shop, profileId: fromProfileId };
  await tx.order.updateMany({ where, data: into });
  for (const profileId of [fromProfileId, into.profileId]) await refreshOrderFacts(tx, shop, profileId);
}

/** Brings a profile's order facts, and what it bought, to what its orders say. `added`: only this order is new, by its number here. */
export async function refreshOrderFacts(tx: Tx, shop: ShopId, profileId: number, added?: number): Promise<void> {
  await tx.$executeRawUnsafe(
    `UPDATE "Profile" SET ("orderCount", "amountSpentMicros", "firstOrderAt", "lastOrderAt") = (
       SELECT count(*), coalesce(sum("totalMicros" - "refundedMicros"), 0), min("processedAt"), max("processedAt")
       FROM "Order" WHERE "profileId" = ? AND "shopId" = ? AND "deletedAt" IS NULL AND "cancelledAt" IS NULL)
     WHERE "shopId" = ? AND "id" = ?`,
    profileId,
    shop,
    shop,
    profileId,
  );
  if (added === undefined) await refreshPurchases(tx, shop, profileId - 1, profileId);
  else await addPurchases(tx, shop, added);
}
