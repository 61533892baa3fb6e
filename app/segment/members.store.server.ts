import type { Rule } from "../contract/rule.ts";
import type { ShopId } from "../contract/shop.ts";
import { bind, int, raw, sql } from "../platform/dialect/sql.ts";
import type { Sql } from "../platform/dialect/sql.ts";
import { sqlite } from "../platform/dialect/sqlite.ts";
import type { Tx } from "../platform/db.server.ts";
import { nextPage } from "./build.store.server.ts";
import { selectMembers } from "./compile.ts";

export interface Member {
  profileId: number;
  customerId: string | null;
  consent: string;
  orderCount: number;
  /** When this membership began; undefined in a preview. */
  since?: Date;
}

const wholeShop = (now: Date) => ({ now, after: 0, upTo: Number.MAX_SAFE_INTEGER });
const MEMBER_COLUMNS = raw(`p."id" AS "profileId", p."customerId", p."consent", p."orderCount"`);

async function query<T>(tx: Tx, statement: Sql, now: Date): Promise<T[]> {
  return tx.$queryRawUnsafe<T[]>(statement.sql, ...bind(statement, wholeShop(now)));
}

export interface RuleCount {
  people: number;
  /** Customers who would get the tag, beside those who have it by this segment already. */
  entering: number;
  /** Customers who would lose it. */
  leaving: number;
}

/** Counts the people of a rule, and what saving it would change for the segment it belongs to (0: a new one). */
export async function countRule(tx: Tx, shop: ShopId, rule: Rule, segmentId: number, now: Date): Promise<RuleCount> {
  const members = selectMembers(rule, { shop, dialect: sqlite });
  if (segmentId === 0) {
    const [row] = await query<Record<"people" | "entering", number | bigint>>(
      tx,
      sql`SELECT count(*) AS "people", count(p."customerId") AS "entering" ${members}`,
      now,
    );
    return { people: Number(row?.people ?? 0), entering: Number(row?.entering ?? 0), leaving: 0 };
  }
  const current = sql`SELECT m."profileId" FROM "Membership" AS m WHERE m."segmentId" = ${int(segmentId)} AND m."shopId" = ${int(shop)} AND m."until" IS NULL`;
  const [row] = await query<Record<"people" | "entering" | "staying" | "before", number | bigint | null>>(
    tx,
    sql`SELECT count(*) AS "people",
        sum(x."customerId" IS NOT NULL AND NOT x."inside") AS "entering", sum(x."customerId" IS NOT NULL AND x."inside") AS "staying",
        (SELECT count(*) FROM "Profile" AS p WHERE p."id" IN (${current}) AND p."customerId" IS NOT NULL) AS "before"
      FROM (SELECT p."customerId", p."id" IN (${current}) AS "inside" ${members}) AS x`,
    now,
  );
  const count = (name: "people" | "entering" | "staying" | "before") => Number(row?.[name] ?? 0);
  return { people: count("people"), entering: count("entering"), leaving: count("before") - count("staying") };
}

/** Profiles in which the first people of a rule are looked for at first; then in ever more. */
const FIRST_LOOK = 2_000;

/** The first people of a rule that is not saved yet, found without looking at all that match. */
export async function findFirstOfRule(tx: Tx, shop: ShopId, rule: Rule, limit: number, now: Date): Promise<Member[]> {
  const members = selectMembers(rule, { shop, dialect: sqlite });
  const statement = sql`SELECT ${MEMBER_COLUMNS} ${members} ORDER BY p."id" LIMIT ${int(limit)}`;
  const found: Member[] = [];
  let page = await nextPage(tx, shop, 0, FIRST_LOOK);
  for (let size = FIRST_LOOK; page !== undefined && found.length < limit; size *= 8) {
    found.push(...(await tx.$queryRawUnsafe<Member[]>(statement.sql, ...bind(statement, { ...page, now }))));
    page = await nextPage(tx, shop, page.upTo, size * 8);
  }
  return found.slice(0, limit);
}

/** Current members after a profile id, in the order of their profiles: the same rows that `countMembers` counts. */
export async function findMembers(
  tx: Tx,
  shop: ShopId,
  segmentId: number,
  after: number,
  limit: number,
): Promise<Member[]> {
  const page = sql`SELECT ${MEMBER_COLUMNS}, m."since" FROM "Membership" AS m JOIN "Profile" AS p ON p."id" = m."profileId" AND p."shopId" = m."shopId"
    WHERE m."segmentId" = ${int(segmentId)} AND m."shopId" = ${int(shop)} AND m."until" IS NULL AND m."profileId" > ${after} ORDER BY m."profileId" LIMIT ${int(limit)}`;
  return tx.$queryRawUnsafe<Member[]>(page.sql, ...page.params);
}

/** Members of each of the shop's segments. A segment without any is not in the map. */
export async function countMembers(tx: Tx, shop: ShopId): Promise<Map<number, number>> {
  const rows = await tx.$queryRawUnsafe<{ segmentId: number; count: number | bigint }[]>(
    `SELECT m."segmentId", count(*) AS "count" FROM "Segment" AS g JOIN "Membership" AS m ON m."segmentId" = g."id" AND m."until" IS NULL
     WHERE g."shopId" = ? AND g."deletedAt" IS NULL GROUP BY m."segmentId"`,
    shop,
  );
  return new Map(rows.map((row) => [Number(row.segmentId), Number(row.count)]));
}

export async function countMembersOf(tx: Tx, shop: ShopId, segmentId: number): Promise<number> {
  return tx.membership.count({ where: { segmentId, shopId: shop, until: null } });
}

/** Those of them that Shopify has as customers: only they can carry a tag. */
export async function countCustomersOf(tx: Tx, shop: ShopId, segmentId: number): Promise<number> {
  const [row] = await tx.$queryRawUnsafe<Count[]>(
    `SELECT count(p."customerId") AS "count" FROM "Membership" AS m JOIN "Profile" AS p ON p."id" = m."profileId" AND p."shopId" = m."shopId"
     WHERE m."segmentId" = ? AND m."shopId" = ? AND m."until" IS NULL`,
    segmentId,
    shop,
  );
  return Number(row?.count ?? 0);
}

/** More than this many waiting jobs are counted without asking whose they are. */
const COUNT_EXACTLY = 2_000;

/** Customers of this segment whose tags still wait for Shopify; while very many wait, all of the shop, or `enough` of them. */
export async function countTagsWaiting(
  tx: Tx,
  shop: ShopId,
  segmentId: number,
  enough = Number.MAX_SAFE_INTEGER,
): Promise<number> {
  const where = `j."name" = 'sync-customer' AND j."shopId" = ? AND j."deadAt" IS NULL`;
  const [all] = await tx.$queryRawUnsafe<Count[]>(
    `SELECT count(*) AS "count" FROM (SELECT 1 FROM "Job" AS j WHERE ${where} LIMIT ?) AS x`,
    shop,
    Math.max(enough, COUNT_EXACTLY + 1),
  );
  if (Number(all?.count ?? 0) > COUNT_EXACTLY) return Number(all?.count);
  const [own] = await tx.$queryRawUnsafe<Count[]>(
    `SELECT count(*) AS "count" FROM "Job" AS j JOIN "Profile" AS p ON p."shopId" = j."shopId" AND p."customerId" = j."key"
     WHERE ${where} AND EXISTS (SELECT 1 FROM "Membership" AS m WHERE m."profileId" = p."id" AND m."segmentId" = ?)`,
    shop,
    segmentId,
  );
  return Number(own?.count ?? 0);
}

interface Count {
  count: number | bigint;
}

export interface BuildProgress {
  /** Profiles the newest rule has been applied to, of how many. */
  profilesDone: number;
  profilesTotal: number;
}

/** How far the newest rule has come through the shop's profiles. */
export async function readProgress(tx: Tx, shop: ShopId, cursor: number): Promise<BuildProgress> {
  const [row] = await tx.$queryRawUnsafe<Record<"done" | "total", number | bigint>[]>(
    `SELECT (SELECT count(*) FROM "Profile" WHERE "shopId" = ? AND "id" <= ?) AS "done", (SELECT count(*) FROM "Profile" WHERE "shopId" = ?) AS "total"`,
    shop,
    cursor,
    shop,
  );
  return { profilesDone: Number(row?.done ?? 0), profilesTotal: Number(row?.total ?? 0) };
}
