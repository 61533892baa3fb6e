import type { Rule } from "../contract/rule.ts";
import type { ShopId } from "../contract/shop.ts";
import { bind, int, raw, sql } from "../platform/dialect/sql.ts";
import type { Sql, SlotValues } from "../platform/dialect/sql.ts";
import { sqlite } from "../platform/dialect/sqlite.ts";
import type { Tx } from "../platform/db.server.ts";
import { enqueueSelected } from "../platform/enqueue-selected.store.server.ts";
import { selectMembers } from "./compile.ts";
import { mayChange, nextChange, timeOnlyTakesOut } from "./next-change.ts";
import { usesTime } from "./rule.ts";

/** Profiles with `after < id <= upTo`. */
export interface Page {
  after: number;
  upTo: number;
}

/** The next `size` profiles of the shop; undefined when there are none. */
export async function nextPage(tx: Tx, shop: ShopId, after: number, size: number): Promise<Page | undefined> {
  const [row] = await tx.$queryRawUnsafe<{ upTo: number | bigint | null }[]>(
    `SELECT coalesce((SELECT "id" FROM "Profile" WHERE "shopId" = ? AND "id" > ? ORDER BY "id" LIMIT 1 OFFSET ?),
       (SELECT max("id") FROM "Profile" WHERE "shopId" = ? AND "id" > ?)) AS "upTo"`,
    shop,
    after,
    size - 1,
    shop,
    after,
  );
  return row === undefined || row.upTo === null ? undefined : { after, upTo: Number(row.upTo) };
}

const inPage = (column: string) => sql`${raw(column)} > ${{ slot: "after" }} AND ${raw(column)} <= ${{ slot: "upTo" }}`;

/** What a page of profiles needs, each list as JSON: row by row, carrying them would cost more than finding them. */
interface Changes {
  entering: string;
  leaving: string;
  /** Who must be looked at earlier than planned: profile and instant. */
  rechecks: string;
}

async function findChanges(tx: Tx, shop: ShopId, segmentId: number, rule: Rule, values: SlotValues): Promise<Changes> {
  const members = selectMembers(rule, { shop, dialect: sqlite });
  const current = sql`SELECT m."profileId" AS "id" FROM "Membership" AS m
    WHERE m."segmentId" = ${int(segmentId)} AND m."shopId" = ${int(shop)} AND m."until" IS NULL AND ${inPage(`m."profileId"`)}`;
  const only = (here: string, there: string) =>
    raw(`(SELECT json_group_array("id") FROM ${here} WHERE "id" NOT IN (SELECT "id" FROM ${there}))`);
  const statement = sql`WITH wanted AS MATERIALIZED (SELECT p."id" ${members}), current AS MATERIALIZED (${current})
    SELECT ${only("wanted", "current")} AS "entering", ${only("current", "wanted")} AS "leaving", ${earlierRechecks(rule, shop)} AS "rechecks"`;
  const [row] = await tx.$queryRawUnsafe<Changes[]>(statement.sql, ...bind(statement, values));
  if (row === undefined) throw new Error("SQLite gave no row");
  return row;
}

/**
 * As JSON: an edited rule may flip earlier than what each profile waits for. Later is harmless: a look that finds nothing new.
 * Beside a table `wanted` of those who match now.
 */
function earlierRechecks(rule: Rule, shop: ShopId): Sql {
  if (!usesTime(rule)) return raw(`'[]'`);
  const options = { shop, dialect: sqlite };
  // Those whose standing parts hold are picked first: only the moving ones are left to ask.
  const moving: Rule = rule.kind === "all" ? { kind: "all", rules: rule.rules.filter(usesTime) } : rule;
  const whoMay = timeOnlyTakesOut(rule)
    ? raw(`FROM wanted AS w JOIN "Profile" AS p ON p."id" = w."id"`)
    : selectMembers(mayChange(rule), options);
  return sql`(WITH x AS MATERIALIZED (SELECT p."id", ${nextChange([moving], options)} AS "next" ${whoMay})
    SELECT json_group_array(json_array(x."id", x."next")) FROM x LEFT JOIN "Recheck" AS r ON r."profileId" = x."id"
    WHERE x."next" IS NOT NULL AND (r."at" IS NULL OR x."next" < r."at"))`;
}

const NONE = "[]";

/** Makes the memberships of a page of profiles right, in few statements however many they are, and queues whoever's tags change. */
export async function applyRule(
  tx: Tx,
  shop: ShopId,
  segmentId: number,
  rule: Rule,
  page: Page,
  now: Date,
): Promise<void> {
  const { entering, leaving, rechecks } = await findChanges(tx, shop, segmentId, rule, { ...page, now });
  if (leaving !== NONE) {
    await tx.$executeRawUnsafe(
      `UPDATE "Membership" SET "until" = ? WHERE "segmentId" = ? AND "shopId" = ? AND "until" IS NULL
         AND "profileId" IN (SELECT value FROM json_each(?))`,
      now,
      segmentId,
      shop,
      leaving,
    );
  }
  if (entering !== NONE) {
    // "WHERE 1": without it SQLite cannot tell the upsert's ON from a join's.
    await tx.$executeRawUnsafe(
      `INSERT INTO "Membership" ("segmentId", "profileId", "shopId", "since") SELECT ?, value, ?, ? FROM json_each(?) WHERE 1
       ON CONFLICT ("segmentId", "profileId", "since") DO UPDATE SET "until" = NULL`,
      segmentId,
      shop,
      now,
      entering,
    );
  }
  for (const changed of [entering, leaving]) if (changed !== NONE) await queueCustomers(tx, shop, changed, now);
  if (rechecks !== NONE) await bringRechecksForward(tx, shop, rechecks);
}

async function queueCustomers(tx: Tx, shop: ShopId, profileIds: string, now: Date): Promise<void> {
  // `+`: with many ids SQLite would rather go through all profiles of the shop.
  const select = {
    sql: `SELECT p."customerId" AS "id" FROM "Profile" AS p WHERE p."id" IN (SELECT value FROM json_each(?)) AND +p."shopId" = ?`,
    params: [profileIds, shop],
  };
  await enqueueSelected(tx, shop, "sync-customer", "customerId", select, now);
}

async function bringRechecksForward(tx: Tx, shop: ShopId, rechecks: string): Promise<void> {
  await tx.$executeRawUnsafe(
    `INSERT INTO "Recheck" ("profileId", "shopId", "at")
     SELECT json_extract(x.value, '$[0]'), ?, json_extract(x.value, '$[1]') FROM json_each(?) AS x WHERE 1
     ON CONFLICT ("profileId") DO UPDATE SET "at" = excluded."at" WHERE excluded."at" < "Recheck"."at"`,
    shop,
    rechecks,
  );
}
