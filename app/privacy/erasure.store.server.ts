import type { ShopId } from "../contract/shop.ts";
import type { JobName } from "../contract/jobs.ts";
import { refreshOrderFacts } from "../order/order.store.server.ts";
import { BUSY_TIMEOUT_MS } from "../platform/db.server.ts";
import type { Tx } from "../platform/db.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { moveVote } from "../quiz/poll.ts";
import { addToTally } from "../response/poll.store.server.ts";
import { tracesOf } from "./person-traces.store.server.ts";
import type { Person, Traces } from "./person-traces.store.server.ts";
import { takeAddressesOut } from "./spelled-address.store.server.ts";

export type Counts = Record<string, number>;

/** Every table with rows of one person, and how to find them. A new table with a profile must be added: a test compares with the schema. */
export async function erasePerson(tx: Tx, shop: ShopId, person: Person, key: Key): Promise<Counts> {
  const traces = await tracesOf(tx, shop, person, key);
  const { profileIds, customerIds, responseIds } = traces;
  const ofProfile = { shopId: shop, profileId: { in: profileIds } };
  const counts: Counts = {};
  const count = async (name: string, done: Promise<{ count: number }>) => void (counts[name] = (await done).count);

  await dropJobsOf(tx, shop, traces);
  await count("votes", forgetVotes(tx, shop, traces));
  await count("addresses", forgetAddresses(tx, shop, traces, key));
  const ofResponse = { shopId: shop, responseId: { in: responseIds } };
  await count("answers", tx.answer.deleteMany({ where: ofResponse }));
  await count("cartAdds", tx.cartAdd.deleteMany({ where: ofResponse }));
  await count("responses", tx.quizResponse.deleteMany({ where: { shopId: shop, id: { in: responseIds } } }));
  await count("asked", tx.askRecord.deleteMany({ where: ofProfile }));
  const ofIdentity = { identityHash: { in: traces.identityHashes } };
  const earned = [{ responseId: { in: responseIds } }, { profileId: { in: profileIds } }, ofIdentity];
  await count("rewardsEarned", tx.incentiveClaim.deleteMany({ where: { shopId: shop, OR: earned } }));
  // The code itself goes on until its time is over: an order may have used it.
  const codes = { shopId: shop, OR: [{ profileId: { in: profileIds } }, ofIdentity] };
  const nobodys = { profileId: null, identityHash: null };
  await count("codesMadeAnonymous", tx.incentiveCode.updateMany({ where: codes, data: nobodys }));
  const joined = [{ fromId: { in: profileIds } }, { intoId: { in: profileIds } }];
  await count("merges", tx.merge.deleteMany({ where: { shopId: shop, OR: joined } }));
  await count("traits", tx.trait.deleteMany({ where: ofProfile }));
  await count("consents", tx.consent.deleteMany({ where: ofProfile }));
  await count("visitors", tx.visitor.deleteMany({ where: ofProfile }));
  await count("memberships", tx.membership.deleteMany({ where: ofProfile }));
  await count("rechecks", tx.recheck.deleteMany({ where: ofProfile }));
  await count("purchases", tx.purchase.deleteMany({ where: ofProfile }));
  await count("accessLog", tx.accessLog.deleteMany({ where: ofProfile }));
  await count("pushedTags", tx.pushedTag.deleteMany({ where: { shopId: shop, customerId: { in: customerIds } } }));
  await count("ordersMadeAnonymous", forgetBuyer(tx, shop, traces));
  await count("profiles", tx.profile.deleteMany({ where: { shopId: shop, id: { in: profileIds } } }));
  return counts;
}

/** Votes go, and out of the tally with them: it is the sum of the votes that are kept, and of those whose days are over. */
async function forgetVotes(tx: Tx, shop: ShopId, { voters, responseIds }: Traces): Promise<{ count: number }> {
  const where = { shopId: shop, OR: [{ voter: { in: voters } }, { responseId: { in: responseIds } }] };
  for (const { quizId, options, anonymous } of await tx.pollVote.findMany({ where })) {
    await addToTally(tx, shop, quizId, moveVote(JSON.parse(options) as string[], undefined), anonymous);
  }
  return tx.pollVote.deleteMany({ where });
}

/** Their addresses, confirmed or not, and what spells them in a walk that stays because it is somebody else's. */
async function forgetAddresses(
  tx: Tx,
  shop: ShopId,
  { profileIds, customerIds, responseIds, addressHashes }: Traces,
  key: Key,
): Promise<{ count: number }> {
  const typed = { shopId: shop, addressHash: { in: addressHashes } };
  const elsewhere = (await tx.optIn.findMany({ where: typed, select: { responseId: true } }))
    .map(({ responseId }) => responseId)
    .filter((id) => !responseIds.includes(id));
  for (const responseId of elsewhere) {
    await takeAddressesOut(tx, shop, responseId, addressHashes, key);
  }
  const theirs = [
    { responseId: { in: responseIds } },
    { profileId: { in: profileIds } },
    { customerId: { in: customerIds } },
  ];
  const { addressHash } = typed;
  return tx.optIn.deleteMany({ where: { shopId: shop, OR: [...theirs, { addressHash }] } });
}

/** Orders stay as the shop's own bookkeeping, without the person. Raw: they may be very many, and each is found by its key. */
async function forgetBuyer(
  tx: Tx,
  shop: ShopId,
  { customerIds, profileIds, keeperIds }: Traces,
): Promise<{ count: number }> {
  const ofProfiles = `SELECT "id" FROM "Order" WHERE "shopId" = ? AND "profileId" IN (SELECT "value" FROM json_each(?))`;
  const count = await tx.$executeRawUnsafe(
    `UPDATE "Order" SET "customerId" = NULL, "profileId" = NULL, "name" = '', "responseId" = NULL, "checkoutToken" = NULL
     WHERE "id" IN (${ofProfiles} UNION ${ofProfiles} AND "customerId" IN (SELECT "value" FROM json_each(?)))`,
    shop,
    JSON.stringify(profileIds),
    shop,
    JSON.stringify(keeperIds),
    JSON.stringify(customerIds),
  );
  for (const keeper of keeperIds) await refreshOrderFacts(tx, shop, keeper);
  return { count };
}

/** Payloads are ids only, but an id of somebody who is gone has no business in the queue. */
async function dropJobsOf(
  tx: Tx,
  shop: ShopId,
  { profileIds, customerIds, responseIds, addressHashes }: Traces,
): Promise<void> {
  const theirs = { customerId: { in: customerIds } };
  const owned = [{ addressHash: { in: addressHashes } }, { responseId: { in: responseIds } }, theirs];
  const optIns = await tx.optIn.findMany({ where: { shopId: shop, OR: owned }, select: { id: true } });
  const jobs: [JobName[], string[]][] = [
    [["sync-customer", "refresh-customer"], customerIds],
    [["settle-profile"], profileIds.map(String)],
    [["give-incentive", "join-survey"], responseIds],
    [["send-opt-in", "subscribe-customer"], optIns.map(({ id }) => String(id))],
  ];
  const pairs = customerIds.flatMap((id) => [{ key: { startsWith: `${id}:` } }, { key: { endsWith: `:${id}` } }]);
  await tx.job.deleteMany({ where: { shopId: shop, name: "merge-customers", OR: pairs } });
  for (const [names, keys] of jobs) {
    await tx.job.deleteMany({ where: { shopId: shop, name: { in: names }, key: { in: keys } } });
  }
}

/** Everything of a shop but the compliance receipts. Tables in the order that foreign keys ask for. */
export async function eraseShop(tx: Tx, shop: ShopId, domain: string): Promise<Counts> {
  const counts: Counts = {};
  for (const table of SHOP_TABLES) {
    counts[table] = Number(await tx.$executeRawUnsafe(`DELETE FROM "${table}" WHERE "shopId" = ?`, shop));
  }
  await tx.session.deleteMany({ where: { shop: domain } });
  await tx.shop.deleteMany({ where: { id: shop } });
  return counts;
}

/** Compared with the schema by a test, so that no table of a shop is forgotten. */
export const SHOP_TABLES = [
  "Answer",
  "CartAdd",
  "IncentiveClaim",
  "IncentiveCode",
  "Incentive",
  "OptIn",
  "PollVote",
  "PollTally",
  "AskRecord",
  "QuizResponse",
  "MergedRow",
  "Merge",
  "Trait",
  "TraitDefinition",
  "Consent",
  "Wording",
  "Visitor",
  "Membership",
  "Recheck",
  "Purchase",
  "PushedTag",
  "Segment",
  "OrderLine",
  "Order",
  "Variant",
  "Product",
  "QuizVersion",
  "Quiz",
  "SyncRun",
  "AccessLog",
  "Tombstone",
  "InboxDead",
  "Job",
  "Profile",
] as const;

/** The log's old pages would still hold what was erased: write them back and cut the log. */
export async function truncateLog(tx: Tx): Promise<void> {
  await tx.$queryRawUnsafe("PRAGMA wal_checkpoint(TRUNCATE)");
}

/** The same where nobody is in the way; otherwise another time. */
export async function truncateLogIfFree(tx: Tx): Promise<void> {
  await tx.$queryRawUnsafe("PRAGMA busy_timeout = 0");
  try {
    await truncateLog(tx);
  } finally {
    await tx.$queryRawUnsafe(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  }
}
