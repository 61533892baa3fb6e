import type { Rule } from "../contract/rule.ts";
import type { ShopId } from "../contract/shop.ts";
import { bind, int, raw, sql } from "../platform/dialect/sql.ts";
import type { Sql } from "../platform/dialect/sql.ts";
import { sqlite } from "../platform/dialect/sqlite.ts";
import type { Tx } from "../platform/db.server.ts";
import { enqueueSelected } from "../platform/enqueue-selected.store.server.ts";
import { compile, guard, selectMembers } from "./compile.ts";
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
    `SELECT max("id") AS "upTo" FROM (SELECT "id" FROM "Profile" WHERE "shopId" = ? AND "id" > ? ORDER BY "id" LIMIT ?) AS x`,
    shop,
    after,
    size,
  );
  return row === undefined || row.upTo === null ? undefined : { after, upTo: Number(row.upTo) };
}

const inPage = (column: string) => sql`${raw(column)} > ${{ slot: "after" }} AND ${raw(column)} <= ${{ slot: "upTo" }}`;

/** What a page of profiles needs: whose membership differs from the rule, and who must be looked at earlier than planned. */
export interface Changes {
  profiles: number[];
  rechecks: [profileId: number, at: number][];
}

/** Reads only: a long look keeps no writer waiting, and where nothing changes nothing is written. */
export async function findChanges(
  read: Tx,
  shop: ShopId,
  segmentId: number,
  rule: Rule,
  page: Page,
  now: Date,
): Promise<Changes> {
  const members = selectMembers(rule, { shop, dialect: sqlite });
  const current = sql`SELECT m."profileId" AS "id" FROM "Membership" AS m
    WHERE m."segmentId" = ${int(segmentId)} AND m."shopId" = ${int(shop)} AND m."until" IS NULL AND ${inPage(`m."profileId"`)}`;
  const differing = sql`SELECT "id" FROM wanted WHERE "id" NOT IN (SELECT "id" FROM current)
    UNION ALL SELECT "id" FROM current WHERE "id" NOT IN (SELECT "id" FROM wanted)`;
  // Long lists come as one JSON text each: row by row, carrying them would cost more than finding them.
  const statement = sql`WITH wanted AS MATERIALIZED (SELECT p."id" ${members}), current AS MATERIALIZED (${current})
    SELECT (SELECT json_group_array("id") FROM (${differing}) AS d) AS "profiles", ${earlierRechecks(rule, shop)} AS "rechecks"`;
  type Lists = Record<keyof Changes, string>;
  const [row] = await read.$queryRawUnsafe<Lists[]>(statement.sql, ...bind(statement, { ...page, now }));
  if (row === undefined) throw new Error("SQLite gave no row");
  return {
    profiles: JSON.parse(row.profiles) as Changes["profiles"],
    rechecks: JSON.parse(row.rechecks) as Changes["rechecks"],
  };
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

const listed = (column: string) => sql`${raw(column)} IN (SELECT value FROM json_each(${{ slot: "ids" }}))`;

/**
 * Makes the memberships of these profiles right, in few statements however many they are. They are asked anew: what was found
 * may be out of date by now. Returns how many changed.
 */
export async function applyMemberships(
  tx: Tx,
  shop: ShopId,
  segmentId: number,
  rule: Rule,
  profiles: readonly number[],
  now: Date,
): Promise<number> {
  if (profiles.length === 0) return 0;
  const values = { ids: JSON.stringify(profiles), now };
  const execute = (statement: Sql): Promise<number> => tx.$executeRawUnsafe(statement.sql, ...bind(statement, values));
  const matches = compile(rule, { shop, dialect: sqlite, reach: "each" });
  const wanted = sql`SELECT p."id" FROM "Profile" AS p WHERE ${listed(`p."id"`)} AND ${guard(shop)} AND ${matches}`;
  const current = sql`"segmentId" = ${int(segmentId)} AND "shopId" = ${int(shop)} AND "until" IS NULL AND ${listed(`"profileId"`)}`;
  const left = await execute(
    sql`UPDATE "Membership" SET "until" = ${{ slot: "now" }} WHERE ${current} AND "profileId" NOT IN (${wanted})`,
  );
  const entered = await execute(
    sql`INSERT INTO "Membership" ("segmentId", "profileId", "shopId", "since")
      SELECT ${int(segmentId)}, w."id", ${int(shop)}, ${{ slot: "now" }} FROM (${wanted}) AS w
      WHERE w."id" NOT IN (SELECT "profileId" FROM "Membership" WHERE ${current})
      ON CONFLICT ("segmentId", "profileId", "since") DO UPDATE SET "until" = NULL`,
  );
  if (left + entered > 0) await queueChanged(tx, shop, segmentId, values);
  return left + entered;
}

/** Customers whose membership changed at this very instant. */
async function queueChanged(
  tx: Tx,
  shop: ShopId,
  segmentId: number,
  values: { ids: string; now: Date },
): Promise<void> {
  const changed = sql`SELECT p."customerId" AS "id" FROM "Membership" AS m JOIN "Profile" AS p ON p."id" = m."profileId"
    WHERE m."segmentId" = ${int(segmentId)} AND ${listed(`m."profileId"`)} AND (m."since" = ${{ slot: "now" }} OR m."until" = ${{ slot: "now" }})`;
  const select = { sql: changed.sql, params: bind(changed, values) };
  await enqueueSelected(tx, shop, "sync-customer", "customerId", select, values.now);
}

export async function bringRechecksForward(tx: Tx, shop: ShopId, rechecks: Changes["rechecks"]): Promise<void> {
  if (rechecks.length === 0) return;
  await tx.$executeRawUnsafe(
    `INSERT INTO "Recheck" ("profileId", "shopId", "at")
     SELECT json_extract(x.value, '$[0]'), ?, json_extract(x.value, '$[1]') FROM json_each(?) AS x
     WHERE EXISTS (SELECT 1 FROM "Profile" AS p WHERE p."id" = json_extract(x.value, '$[0]') AND p."shopId" = ?)
     ON CONFLICT ("profileId") DO UPDATE SET "at" = excluded."at" WHERE excluded."at" < "Recheck"."at"`,
    shop,
    JSON.stringify(rechecks),
    shop,
  );
}
