import type { Rule } from "../contract/rule.ts";
import type { ShopId } from "../contract/shop.ts";
import { bind, int, raw, sql } from "../platform/dialect/sql.ts";
import type { Sql, SlotValues } from "../platform/dialect/sql.ts";
import { sqlite } from "../platform/dialect/sqlite.ts";
import type { Tx } from "../platform/db.server.ts";
import { enqueueSelected } from "../platform/enqueue-selected.store.server.ts";
import { selectMembers } from "./compile.ts";
import { mayChange, nextChange } from "./next-change.ts";
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

async function execute(tx: Tx, statement: Sql, values: SlotValues): Promise<number> {
  return tx.$executeRawUnsafe(statement.sql, ...bind(statement, values));
}

const inPage = (column: string) => sql`${raw(column)} > ${{ slot: "after" }} AND ${raw(column)} <= ${{ slot: "upTo" }}`;

/** Makes the memberships of one segment right for a page of profiles, in few statements whatever the page's size. Returns how many changed. */
export async function buildPage(
  tx: Tx,
  shop: ShopId,
  segmentId: number,
  rule: Rule,
  page: Page,
  now: Date,
): Promise<number> {
  const values = { ...page, now };
  const members = selectMembers(rule, { shop, dialect: sqlite });
  const left = await execute(
    tx,
    sql`UPDATE "Membership" SET "until" = ${{ slot: "now" }} WHERE "segmentId" = ${int(segmentId)} AND "shopId" = ${int(shop)} AND "until" IS NULL
      AND ${inPage(`"profileId"`)} AND "profileId" NOT IN (SELECT p."id" ${members})`,
    values,
  );
  const entered = await execute(
    tx,
    sql`INSERT INTO "Membership" ("segmentId", "profileId", "shopId", "since")
      SELECT ${int(segmentId)}, p."id", p."shopId", ${{ slot: "now" }} ${members}
        AND p."id" NOT IN (SELECT m."profileId" FROM "Membership" AS m WHERE m."segmentId" = ${int(segmentId)} AND m."until" IS NULL AND ${inPage(`m."profileId"`)})
      ON CONFLICT ("segmentId", "profileId", "since") DO UPDATE SET "until" = NULL`,
    values,
  );
  if (left + entered > 0) await queueChanged(tx, shop, segmentId, values);
  if (usesTime(rule)) await bringRechecksForward(tx, shop, rule, values);
  return left + entered;
}

/** Customers whose membership changed at this very instant. */
async function queueChanged(tx: Tx, shop: ShopId, segmentId: number, values: Page & { now: Date }): Promise<void> {
  const changed = sql`SELECT p."customerId" AS "id" FROM "Membership" AS m JOIN "Profile" AS p ON p."id" = m."profileId"
    WHERE m."segmentId" = ${int(segmentId)} AND ${inPage(`m."profileId"`)} AND (m."since" = ${{ slot: "now" }} OR m."until" = ${{ slot: "now" }})`;
  const select = { sql: changed.sql, params: bind(changed, values) };
  await enqueueSelected(tx, shop, "sync-customer", "customerId", select, values.now);
}

/** An edited rule may flip earlier than what each profile waits for. Later is harmless: a look that finds nothing new. */
async function bringRechecksForward(tx: Tx, shop: ShopId, rule: Rule, values: Page & { now: Date }): Promise<void> {
  const options = { shop, dialect: sqlite };
  // Those whose standing parts hold are picked first: only the moving ones are left to ask.
  const moving: Rule = rule.kind === "all" ? { kind: "all", rules: rule.rules.filter(usesTime) } : rule;
  const next = nextChange([moving], options);
  const whoMay = selectMembers(mayChange(rule), options);
  await execute(
    tx,
    sql`INSERT INTO "Recheck" ("profileId", "shopId", "at")
      SELECT x."id", ${int(shop)}, x."next" FROM (SELECT p."id", ${next} AS "next" ${whoMay}) AS x
      WHERE x."next" IS NOT NULL ON CONFLICT ("profileId") DO UPDATE SET "at" = excluded."at" WHERE excluded."at" < "Recheck"."at"`,
    values,
  );
}
