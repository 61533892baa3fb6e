import type { ShopId } from "../contract/shop.ts";
import { bind, join, sql } from "../platform/dialect/sql.ts";
import type { Tx } from "../platform/db.server.ts";
import type { ActiveSegments } from "./active-segments.store.server.ts";
import type { TagTerms } from "./tag.ts";

/** What one profile is in, should be in, and carries as tags. */
export interface Standing {
  profileId: number;
  customerId: string | null;
  recheckAt: Date | null;
  /** Revision of the shop's segments at this moment: when it is not the compiled one, the verdicts are void. */
  revision: number;
  /** Which segments the rules say; empty for a profile that may be in none. */
  matches: ReadonlySet<number>;
  members: ReadonlySet<number>;
  /** When time alone may change that. */
  next: Date | null;
  tagTerms: TagTerms;
  pushed: string[];
}

interface Row {
  id: number;
  customerId: string | null;
  consent: string;
  recheckAt: Date | null;
  revision: number;
  prefix: string;
  tagsOffAt: Date | null;
  verdicts: string | null;
  next: number | bigint | null;
  members: string;
  pushed: string;
}

const earlier = (a: Date | null, b: Date | null) => (a === null || (b !== null && b < a) ? b : a);

function toStanding(row: Row, segmentIds: number[]): Standing {
  const verdicts = row.verdicts ?? "";
  return {
    profileId: Number(row.id),
    customerId: row.customerId,
    recheckAt: row.recheckAt,
    revision: Number(row.revision),
    matches: new Set(segmentIds.filter((_, index) => verdicts[index] === "1")),
    members: new Set(JSON.parse(row.members) as number[]),
    next: row.next === null ? null : new Date(Number(row.next)),
    tagTerms: { prefix: row.prefix, consent: row.consent, off: row.tagsOffAt !== null },
    pushed: JSON.parse(row.pushed) as string[],
  };
}

/** The same text is the same plan, and these texts are long: eight sizes instead of a hundred, filled up with an id that nobody has. */
function inFewSizes(profileIds: readonly number[]): number[] {
  const ids = [...new Set(profileIds)];
  const size = 2 ** Math.ceil(Math.log2(Math.max(1, ids.length)));
  return Array.from({ length: size }, (_, index) => ids[index] ?? 0);
}

/** Evaluates all segments of a shop for these profiles (200 at most). Unknown ids and other shops' are left out. */
export async function readStandings(
  tx: Tx,
  profileIds: readonly number[],
  active: ActiveSegments,
  now: Date,
): Promise<Standing[]> {
  const ids = join(
    inFewSizes(profileIds).map((id) => sql`(${id})`),
    ", ",
  );
  const standings = new Map<number, Standing>();
  for (const { segmentIds, of } of active.statements) {
    const page = of(ids);
    const rows = await tx.$queryRawUnsafe<Row[]>(page.sql, ...bind(page, { now }));
    for (const row of rows) {
      const standing = toStanding(row, segmentIds);
      const before = standings.get(standing.profileId);
      if (before === undefined) standings.set(standing.profileId, standing);
      else {
        standings.set(standing.profileId, {
          ...before,
          matches: new Set([...before.matches, ...standing.matches]),
          next: earlier(before.next, standing.next),
        });
      }
    }
  }
  return [...standings.values()];
}

export interface MembershipChange {
  segmentId: number;
  profileId: number;
}

const PAGE = 200;

/** Opens memberships. Who left and comes back in the same millisecond simply stayed. */
export async function openMemberships(tx: Tx, shop: ShopId, changes: MembershipChange[], now: Date): Promise<void> {
  for (let start = 0; start < changes.length; start += PAGE) {
    const page = changes.slice(start, start + PAGE);
    await tx.$executeRawUnsafe(
      `INSERT INTO "Membership" ("segmentId", "profileId", "shopId", "since") VALUES ${page.map(() => "(?, ?, ?, ?)").join(", ")}
       ON CONFLICT ("segmentId", "profileId", "since") DO UPDATE SET "until" = NULL`,
      ...page.flatMap(({ segmentId, profileId }) => [segmentId, profileId, shop, now]),
    );
  }
}

export async function closeMemberships(tx: Tx, shop: ShopId, changes: MembershipChange[], now: Date): Promise<void> {
  for (let start = 0; start < changes.length; start += PAGE) {
    const page = changes.slice(start, start + PAGE);
    await tx.$executeRawUnsafe(
      `UPDATE "Membership" SET "until" = ? WHERE "shopId" = ? AND "until" IS NULL AND ("segmentId", "profileId") IN (VALUES ${page.map(() => "(?, ?)").join(", ")})`,
      now,
      shop,
      ...page.flatMap(({ segmentId, profileId }) => [segmentId, profileId]),
    );
  }
}

export async function saveRecheck(tx: Tx, shop: ShopId, profileId: number, at: Date | null): Promise<void> {
  if (at === null) {
    await tx.$executeRawUnsafe(`DELETE FROM "Recheck" WHERE "profileId" = ? AND "shopId" = ?`, profileId, shop);
    return;
  }
  await tx.$executeRawUnsafe(
    `INSERT INTO "Recheck" ("profileId", "shopId", "at") VALUES (?, ?, ?) ON CONFLICT ("profileId") DO UPDATE SET "at" = excluded."at"`,
    profileId,
    shop,
    at,
  );
}

export interface DueProfile {
  id: number;
  shopId: ShopId;
}

/** Profiles whose next change by time has come, earliest first, of shops that are installed. */
export async function findDueProfiles(tx: Tx, now: Date, limit: number): Promise<DueProfile[]> {
  const rows = await tx.$queryRawUnsafe<{ id: number; shopId: number }[]>(
    `SELECT r."profileId" AS "id", r."shopId" FROM "Recheck" AS r JOIN "Shop" AS s ON s."id" = r."shopId"
     WHERE r."at" <= ? AND s."uninstalledAt" IS NULL
       AND NOT EXISTS (SELECT 1 FROM "Job" AS j WHERE j."name" = 'settle-profile' AND j."shopId" = r."shopId" AND j."key" = CAST(r."profileId" AS TEXT))
     ORDER BY r."at" LIMIT ?`,
    now,
    limit,
  );
  return rows.map((row) => ({ id: Number(row.id), shopId: Number(row.shopId) as ShopId }));
}
