import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { findMerges } from "../profile/merge.store.server.ts";

/** Which people a list shows. */
export type PeopleView = "told" | "customers" | "anonymous" | "test";

export interface PersonLine {
  profileId: number;
  customerId: string | null;
  kind: string;
  consent: string;
  traits: number;
  orders: number;
  spentMicros: number;
  lastOrderAt: Date | null;
  segments: number;
}

const conditions: Record<PeopleView, string> = {
  told: `p."consent" = 'granted' AND p."kind" <> 'test'`,
  customers: `p."customerId" IS NOT NULL AND p."kind" <> 'test'`,
  anonymous: `p."customerId" IS NULL AND p."kind" <> 'test'`,
  test: `p."kind" = 'test'`,
};

interface Row extends Omit<PersonLine, "traits" | "spentMicros" | "segments" | "orders"> {
  traits: bigint | number;
  orders: bigint | number;
  spentMicros: bigint | number;
  segments: bigint | number;
}

const LINE = `SELECT p."id" AS "profileId", p."customerId", p."kind", p."consent", p."orderCount" AS "orders",
       p."amountSpentMicros" AS "spentMicros", p."lastOrderAt",
       (SELECT count(*) FROM "Trait" t WHERE t."profileId" = p."id" AND t."until" IS NULL) AS "traits",
       (SELECT count(*) FROM "Membership" m WHERE m."profileId" = p."id" AND m."until" IS NULL) AS "segments"
     FROM "Profile" p`;

const toLine = (row: Row): PersonLine => ({
  ...row,
  profileId: Number(row.profileId),
  traits: Number(row.traits),
  orders: Number(row.orders),
  spentMicros: Number(row.spentMicros),
  segments: Number(row.segments),
});

/** Newest first, in pages: `before` is the last line's profile id of the page above. One more than `limit` tells of a next page. */
export async function listPeople(
  tx: Tx,
  shop: ShopId,
  view: PeopleView,
  { before, limit }: { before?: number; limit: number },
): Promise<PersonLine[]> {
  const rows = await tx.$queryRawUnsafe<Row[]>(
    `${LINE}
     WHERE p."shopId" = ? AND p."mergedIntoId" IS NULL AND ${conditions[view]} AND p."id" < ?
     ORDER BY p."id" DESC LIMIT ?`,
    shop,
    before ?? Number.MAX_SAFE_INTEGER,
    limit,
  );
  return rows.map(toLine);
}

/** Those of these customers and profiles that there are, newest first: each is looked up by its number, in a shop of any size. */
export async function findPeopleByNumber(
  tx: Tx,
  shop: ShopId,
  { customerIds, profileIds }: { customerIds: readonly string[]; profileIds: readonly number[] },
): Promise<PersonLine[]> {
  const rows = await tx.$queryRawUnsafe<Row[]>(
    `${LINE}
     WHERE p."id" IN (
       SELECT c."id" FROM "Profile" c WHERE c."shopId" = ? AND c."customerId" IN (SELECT "value" FROM json_each(?))
       UNION SELECT "value" FROM json_each(?)
     ) AND p."shopId" = ? AND p."mergedIntoId" IS NULL ORDER BY p."id" DESC`,
    shop,
    JSON.stringify(customerIds),
    JSON.stringify(profileIds),
    shop,
  );
  return rows.map(toLine);
}

/** One person with everything that their page shows; undefined for an unknown id and for another shop's alike. */
export async function findPerson(tx: Tx, shop: ShopId, profileId: number) {
  const profile = await tx.profile.findFirst({ where: { shopId: shop, id: profileId, mergedIntoId: null } });
  if (profile === null) return undefined;
  const where = { shopId: shop, profileId };
  return {
    profile,
    traits: await tx.trait.findMany({ where: { ...where, until: null }, orderBy: { since: "desc" } }),
    consents: await tx.consent.findMany({ where, orderBy: { id: "desc" } }),
    orders: await tx.order.findMany({
      where: { ...where, deletedAt: null },
      orderBy: { processedAt: "desc" },
      take: 20,
    }),
    responses: await tx.quizResponse.findMany({ where, orderBy: { startedAt: "desc" }, take: 20 }),
    merges: await findMerges(tx, shop, profileId),
    memberships: await tx.membership.findMany({ where: { ...where, until: null } }),
    tags: await tx.pushedTag.findMany({ where: { shopId: shop, customerId: profile.customerId ?? "" } }),
  };
}

export async function findWordings(tx: Tx, shop: ShopId, hashes: string[]): Promise<Map<string, string>> {
  const rows = await tx.wording.findMany({ where: { shopId: shop, hash: { in: hashes } } });
  return new Map(rows.map((row) => [row.hash, row.text]));
}
