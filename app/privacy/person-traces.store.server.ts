import type { ShopId } from "../contract/shop.ts";
import { identityHashOf } from "../incentive/incentive.store.server.ts";
import type { Tx } from "../platform/db.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { answersSpelling } from "../response/contact.store.server.ts";
import { votedPolls, voterOf } from "../response/poll.store.server.ts";

export interface Person {
  customerId: string;
  /** Keyed hash of the e-mail that Shopify has of them, where it said so. */
  addressHash?: string;
  phoneHashes?: string[];
}

/** Under what rows of one person are found: their profiles, and what they left without one under a keyed hash. */
export interface Traces {
  profileIds: number[];
  /** Profiles that took one of theirs over: a late order under a former number of theirs is there. */
  keeperIds: number[];
  /** Their own number first, then those of customers that Shopify merged into them. */
  customerIds: string[];
  responseIds: string[];
  addressHashes: string[];
  /** Theirs, and those of their phone: what was typed as an answer is found by them. */
  contactHashes: string[];
  identityHashes: string[];
  /** By which votes of theirs are found that name no walk of theirs. */
  votes: { quizId: { in: number[] }; voter: { in: string[] } };
}

/**
 * An address counts as theirs when Shopify says so or when they confirmed it: what somebody merely typed may be anybody's, and
 * somebody else's walk is never taken for theirs.
 */
export async function tracesOf(tx: Tx, shop: ShopId, person: Person, key: Key): Promise<Traces> {
  const { customerId, addressHash, phoneHashes = [] } = person;
  const { profileIds, customerIds } = await profilesOf(tx, shop, customerId);
  const addressHashes = await addressesOf(tx, shop, { customerIds, addressHash }, profileIds);
  const contactHashes = [...addressHashes, ...phoneHashes];
  const polls = await votedPolls(tx, shop);
  const voters = customerIds.flatMap((id) => polls.map((quizId) => voterOf(key, quizId, id)));
  const votes = { quizId: { in: polls }, voter: { in: voters } };
  const identityHashes = [
    ...customerIds.map((id) => identityHashOf(key, { kind: "customer", key: id })),
    ...addressHashes.map((hash) => identityHashOf(key, { kind: "email", key: hash })),
  ];
  const left = [
    ...(await tx.pollVote.findMany({ where: { shopId: shop, ...votes }, select: { responseId: true } })),
    ...(await rewardedOrTyped(tx, shop, identityHashes, addressHashes)),
    ...(await answersSpelling(tx, shop, contactHashes)),
  ].map(({ responseId }) => responseId);
  const responseIds = await walksOf(tx, shop, profileIds, left);
  const keeperIds = await keepersOf(tx, shop, profileIds);
  return { profileIds, keeperIds, customerIds, responseIds, addressHashes, contactHashes, identityHashes, votes };
}

/** Walks that earned something, or typed an address that was to be confirmed. The index is named: SQLite would rather go through all of the shop's. */
function rewardedOrTyped(
  tx: Tx,
  shop: ShopId,
  identityHashes: string[],
  addressHashes: string[],
): Promise<{ responseId: string }[]> {
  return tx.$queryRawUnsafe(
    `SELECT "responseId" FROM "IncentiveClaim" WHERE +"shopId" = ? AND "identityHash" IN (SELECT "value" FROM json_each(?))
     UNION SELECT "responseId" FROM "OptIn" INDEXED BY "OptIn_shopId_addressHash_sentAt_idx"
       WHERE "shopId" = ? AND "addressHash" IN (SELECT "value" FROM json_each(?))`,
    ...[shop, JSON.stringify(identityHashes), shop, JSON.stringify(addressHashes)],
  );
}

/** All of their profiles; of those that they left without one, no walk that is somebody else's. Raw: a machine may have left very many. */
async function walksOf(tx: Tx, shop: ShopId, profileIds: number[], left: string[]): Promise<string[]> {
  const rows = await tx.$queryRawUnsafe<{ id: string }[]>(
    `SELECT "id" FROM "QuizResponse" WHERE +"shopId" = ? AND "profileId" IN (SELECT "value" FROM json_each(?))
     UNION SELECT "id" FROM "QuizResponse" WHERE "shopId" = ? AND "id" IN (SELECT "value" FROM json_each(?)) AND +"profileId" IS NULL`,
    shop,
    JSON.stringify(profileIds),
    shop,
    JSON.stringify(left),
  );
  return rows.map(({ id }) => id);
}

/** All profiles that became this customer's, and every number that Shopify knew them by. */
export async function profilesOf(
  tx: Tx,
  shop: ShopId,
  customerId: string,
): Promise<{ profileIds: number[]; customerIds: string[] }> {
  const own = await tx.profile.findMany({ where: { shopId: shop, customerId }, select: { id: true } });
  const profileIds = await withMerged(
    tx,
    shop,
    own.map(({ id }) => id),
  );
  const rows = await tx.profile.findMany({
    where: { shopId: shop, id: { in: profileIds }, customerId: { not: null } },
    select: { customerId: true },
  });
  return { profileIds, customerIds: [...new Set([customerId, ...rows.flatMap((row) => row.customerId ?? [])])] };
}

async function withMerged(tx: Tx, shop: ShopId, ids: number[]): Promise<number[]> {
  const merged = await tx.$queryRawUnsafe<{ id: number }[]>(
    `SELECT "id" FROM "Profile" WHERE +"shopId" = ? AND "mergedIntoId" IN (SELECT "value" FROM json_each(?))`,
    shop,
    JSON.stringify(ids),
  );
  const fresh = merged.map((profile) => profile.id).filter((id) => !ids.includes(id));
  return fresh.length === 0 ? ids : withMerged(tx, shop, [...ids, ...fresh]);
}

async function keepersOf(tx: Tx, shop: ShopId, ids: number[]): Promise<number[]> {
  const rows = await tx.profile.findMany({
    where: { shopId: shop, id: { in: ids }, mergedIntoId: { not: null } },
    select: { mergedIntoId: true },
  });
  const keepers = [...new Set(rows.flatMap((row) => row.mergedIntoId ?? []))].filter((id) => !ids.includes(id));
  return keepers.length === 0 ? [] : [...keepers, ...(await keepersOf(tx, shop, keepers))];
}

async function addressesOf(
  tx: Tx,
  shop: ShopId,
  { customerIds, addressHash }: { customerIds: string[]; addressHash: string | undefined },
  profileIds: number[],
): Promise<string[]> {
  const confirmed = await tx.$queryRawUnsafe<{ addressHash: string }[]>(
    ["customerId", "profileId"]
      .map(
        (column) => `SELECT "addressHash" FROM "OptIn"
          WHERE +"shopId" = ? AND "${column}" IN (SELECT "value" FROM json_each(?)) AND "confirmedAt" IS NOT NULL`,
      )
      .join(" UNION "),
    ...[shop, JSON.stringify(customerIds), shop, JSON.stringify(profileIds)],
  );
  const all = [...confirmed.map((row) => row.addressHash), ...(addressHash === undefined ? [] : [addressHash])];
  return [...new Set(all)];
}
