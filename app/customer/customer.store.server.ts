import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { wantedTags } from "../segment/tag.ts";

export interface CustomerTags {
  wanted: string[];
  /** Recorded as put there by us. */
  pushed: string[];
}

interface Row {
  prefix: string;
  off: number | boolean;
  consent: string | null;
  slugs: string;
  pushed: string;
}

/** What a Shopify customer should carry, and what we have put there. */
export async function readCustomerTags(tx: Tx, shop: ShopId, customerId: string): Promise<CustomerTags> {
  const [row] = await tx.$queryRawUnsafe<Row[]>(
    `SELECT s."tagPrefix" AS "prefix", s."tagsOffAt" IS NOT NULL AS "off", p."consent",
       (SELECT json_group_array(g."slug") FROM "Membership" AS m JOIN "Segment" AS g ON g."id" = m."segmentId"
         WHERE m."profileId" = p."id" AND m."until" IS NULL AND g."shopId" = s."id" AND g."deletedAt" IS NULL) AS "slugs",
       (SELECT json_group_array(t."tag") FROM "PushedTag" AS t WHERE t."shopId" = s."id" AND t."customerId" = ?) AS "pushed"
     FROM "Shop" AS s LEFT JOIN "Profile" AS p ON p."shopId" = s."id" AND p."customerId" = ? AND p."mergedIntoId" IS NULL AND p."kind" <> 'test'
     WHERE s."id" = ?`,
    customerId,
    customerId,
    shop,
  );
  if (row === undefined) return { wanted: [], pushed: [] };
  const slugs = (JSON.parse(row.slugs) as string[]).sort();
  const terms = { prefix: row.prefix, consent: row.consent ?? "none", off: Boolean(Number(row.off)) };
  return { wanted: wantedTags(slugs, terms), pushed: JSON.parse(row.pushed) as string[] };
}

export async function recordPushed(tx: Tx, shop: ShopId, customerId: string, tags: string[], now: Date): Promise<void> {
  for (const tag of tags) {
    const key = { shopId: shop, customerId, tag };
    await tx.pushedTag.upsert({ where: { shopId_customerId_tag: key }, create: { ...key, pushedAt: now }, update: {} });
  }
}

/** Shopify gave the one customer the other's tags: those of ours stay ours. */
export async function movePushed(tx: Tx, shop: ShopId, fromCustomerId: string, intoCustomerId: string): Promise<void> {
  await tx.$executeRawUnsafe(
    `INSERT INTO "PushedTag" ("shopId", "customerId", "tag", "pushedAt")
     SELECT "shopId", ?, "tag", "pushedAt" FROM "PushedTag" WHERE "shopId" = ? AND "customerId" = ?
     ON CONFLICT ("shopId", "customerId", "tag") DO NOTHING`,
    intoCustomerId,
    shop,
    fromCustomerId,
  );
  await forgetPushed(tx, shop, fromCustomerId);
}

/** These tags are no longer ours; without a list: none of this customer's. */
export async function forgetPushed(tx: Tx, shop: ShopId, customerId: string, tags?: string[]): Promise<void> {
  await tx.pushedTag.deleteMany({
    where: { shopId: shop, customerId, ...(tags === undefined ? {} : { tag: { in: tags } }) },
  });
}

/** How many customers carry tags of ours. */
export async function countTaggedCustomers(tx: Tx, shop: ShopId): Promise<number> {
  const [row] = await tx.$queryRawUnsafe<{ count: number | bigint }[]>(
    `SELECT count(DISTINCT "customerId") AS "count" FROM "PushedTag" WHERE "shopId" = ?`,
    shop,
  );
  return Number(row?.count ?? 0);
}

/** Customers whose tags could not be changed, with what Shopify said. */
export async function findSetAsideCustomers(tx: Tx, shop: ShopId, limit: number) {
  const rows = await tx.job.findMany({
    where: { shopId: shop, name: "sync-customer", deadAt: { not: null } },
    select: { key: true, error: true, deadAt: true },
    orderBy: { deadAt: "desc" },
    take: limit,
  });
  return rows.map((row) => ({ customerId: row.key, reason: row.error ?? "", at: row.deadAt }));
}

/** The next customers that carry tags of ours, or should. */
export async function nextTagCustomers(tx: Tx, shop: ShopId, after: string, limit: number): Promise<string[]> {
  const rows = await tx.$queryRawUnsafe<{ customerId: string }[]>(
    `SELECT "customerId" FROM (
       SELECT * FROM (SELECT DISTINCT "customerId" FROM "PushedTag" WHERE "shopId" = ? AND "customerId" > ? ORDER BY "customerId" LIMIT ?)
       UNION
       SELECT * FROM (SELECT p."customerId" FROM "Profile" AS p WHERE p."shopId" = ? AND p."customerId" > ?
         AND EXISTS (SELECT 1 FROM "Membership" AS m WHERE m."profileId" = p."id" AND m."until" IS NULL) ORDER BY p."customerId" LIMIT ?)
     ) AS x ORDER BY "customerId" LIMIT ?`,
    shop,
    after,
    limit,
    shop,
    after,
    limit,
    limit,
  );
  return rows.map((row) => row.customerId);
}

export async function saveTagsOff(tx: Tx, shop: ShopId, tagsOffAt: Date | null): Promise<void> {
  await tx.shop.update({ where: { id: shop }, data: { tagsOffAt } });
}

/** Segments that have, or should have, one of Shopify's own beside them. */
export async function findSegmentIds(tx: Tx, shop: ShopId): Promise<number[]> {
  const where = { shopId: shop, OR: [{ deletedAt: null }, { nativeSegmentId: { not: null } }] };
  return (await tx.segment.findMany({ where, select: { id: true } })).map(({ id }) => id);
}
