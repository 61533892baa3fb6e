import type { ShopId } from "../contract/shop.ts";
import { identityHashOf } from "../incentive/incentive.store.server.ts";
import type { Tx } from "../platform/db.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { answersSpelling } from "../response/contact.store.server.ts";
import { votersIn } from "../response/poll.store.server.ts";

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
  voters: string[];
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
  const votes = customerIds.map((id) => votersIn(tx, shop, () => Promise.resolve(key), id));
  const voters = (await Promise.all(votes)).flat();
  const identityHashes = [
    ...customerIds.map((id) => identityHashOf(key, { kind: "customer", key: id })),
    ...addressHashes.map((hash) => identityHashOf(key, { kind: "email", key: hash })),
  ];
  const walks = { select: { responseId: true } };
  const left = [
    ...(await tx.pollVote.findMany({ where: { shopId: shop, voter: { in: voters } }, ...walks })),
    ...(await tx.incentiveClaim.findMany({ where: { shopId: shop, identityHash: { in: identityHashes } }, ...walks })),
    ...(await tx.optIn.findMany({ where: { shopId: shop, addressHash: { in: addressHashes } }, ...walks })),
    ...(await answersSpelling(tx, shop, contactHashes)),
  ].map(({ responseId }) => responseId);
  const responseIds = await walksOf(tx, shop, profileIds, left);
  const keeperIds = await keepersOf(tx, shop, profileIds);
  return { profileIds, keeperIds, customerIds, responseIds, addressHashes, contactHashes, identityHashes, voters };
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
  const merged = await tx.profile.findMany({
    where: { shopId: shop, mergedIntoId: { in: ids } },
    select: { id: true },
  });
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
  const theirs = [{ customerId: { in: customerIds } }, { profileId: { in: profileIds } }];
  const confirmed = await tx.optIn.findMany({
    where: { shopId: shop, confirmedAt: { not: null }, OR: theirs },
    select: { addressHash: true },
  });
  const all = [...confirmed.map((row) => row.addressHash), ...(addressHash === undefined ? [] : [addressHash])];
  return [...new Set(all)];
}
