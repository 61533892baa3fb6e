import type { Prisma } from "@prisma/client";
import type { ShopId } from "../contract/shop.ts";
import type { JobName } from "../contract/jobs.ts";
import { refreshOrderFacts } from "../order/order.store.server.ts";
import { BUSY_TIMEOUT_MS } from "../platform/db.server.ts";
import type { Tx } from "../platform/db.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { moveVote } from "../quiz/poll.ts";
import { emptyAnswersSpelling } from "../response/contact.store.server.ts";
import { addToTally } from "../response/poll.store.server.ts";
import { partsOf } from "./parts.ts";
import { tracesOf } from "./person-traces.store.server.ts";
import type { Person, Traces } from "./person-traces.store.server.ts";

export type Counts = Record<string, number>;

type Count = (name: string, done: Promise<{ count: number }>) => Promise<void>;

/** `+`: by the profile's own index. By the shop, as SQLite would have it, it would go through all of the shop's rows. */
const OF_PROFILES = `+"shopId" = ? AND "profileId" IN (SELECT "value" FROM json_each(?))`;

/** Under what their rows are counted. */
const OF_A_PROFILE = [
  ["traits", "Trait"],
  ["consents", "Consent"],
  ["visitors", "Visitor"],
  ["memberships", "Membership"],
  ["rechecks", "Recheck"],
  ["purchases", "Purchase"],
] as const;

const run = async (tx: Tx, text: string, ...values: unknown[]): Promise<{ count: number }> => ({
  count: await tx.$executeRawUnsafe(text, ...values),
});

/** Every table with rows of one person, and how to find them. A new table with a profile must be added: a test compares with the schema. */
export async function erasePerson(tx: Tx, shop: ShopId, person: Person, key: Key): Promise<Counts> {
  const traces = await tracesOf(tx, shop, person, key);
  const { profileIds, customerIds } = traces;
  const ofProfile = { shopId: shop, profileId: { in: profileIds } };
  const counts: Counts = {};
  const count: Count = async (name, done) => void (counts[name] = (counts[name] ?? 0) + (await done).count);

  await dropJobsOf(tx, shop, traces);
  for (const walks of partsOf(traces.responseIds)) await eraseWalks(tx, shop, walks, count);
  await count("votes", forgetVotes(tx, shop, traces.votes));
  await count("addresses", forgetAddresses(tx, shop, await optInsOf(tx, shop, traces)));
  // What is left of those stands in walks that stay because they are somebody else's.
  counts["addressesElsewhere"] = await emptyAnswersSpelling(tx, shop, traces.contactHashes);
  await count("asked", tx.askRecord.deleteMany({ where: ofProfile }));
  await forgetRewards(tx, shop, traces, count);
  await count("merges", tx.merge.deleteMany({ where: { shopId: shop, fromId: { in: profileIds } } }));
  await count("merges", tx.merge.deleteMany({ where: { shopId: shop, intoId: { in: profileIds } } }));
  for (const [name, table] of OF_A_PROFILE) {
    await count(name, run(tx, `DELETE FROM "${table}" WHERE ${OF_PROFILES}`, shop, JSON.stringify(profileIds)));
  }
  await count("accessLog", tx.accessLog.deleteMany({ where: ofProfile }));
  await count("pushedTags", tx.pushedTag.deleteMany({ where: { shopId: shop, customerId: { in: customerIds } } }));
  await count("ordersMadeAnonymous", forgetBuyer(tx, shop, traces));
  await count("profiles", tx.profile.deleteMany({ where: { shopId: shop, id: { in: profileIds } } }));
  return counts;
}

/** Walks with all that goes with them, so many at a time as a statement can name. */
async function eraseWalks(tx: Tx, shop: ShopId, ids: string[], count: Count): Promise<void> {
  const where = { shopId: shop, responseId: { in: ids } };
  await dropJobs(tx, shop, ["give-incentive", "join-survey"], ids);
  await count("votes", forgetVotes(tx, shop, where));
  const typed = await tx.optIn.findMany({ where, select: { id: true } });
  await count("addresses", forgetAddresses(tx, shop, typed));
  await count("answers", tx.answer.deleteMany({ where }));
  await count("cartAdds", tx.cartAdd.deleteMany({ where }));
  await count("rewardsEarned", tx.incentiveClaim.deleteMany({ where }));
  await count("responses", tx.quizResponse.deleteMany({ where: { shopId: shop, id: { in: ids } } }));
}

/** Votes go, and out of the tally with them: it is the sum of the votes that are kept, and of those whose days are over. */
async function forgetVotes(tx: Tx, shop: ShopId, whose: Prisma.PollVoteWhereInput): Promise<{ count: number }> {
  const where = { shopId: shop, ...whose };
  for (const { quizId, options, anonymous } of await tx.pollVote.findMany({ where })) {
    await addToTally(tx, shop, quizId, moveVote(JSON.parse(options) as string[], undefined), anonymous);
  }
  return tx.pollVote.deleteMany({ where });
}

/** Addresses that are theirs, in whose walk soever. */
function optInsOf(tx: Tx, shop: ShopId, { profileIds, customerIds, addressHashes }: Traces): Promise<{ id: number }[]> {
  return tx.$queryRawUnsafe(
    `SELECT "id" FROM "OptIn" WHERE ${OF_PROFILES}
     UNION SELECT "id" FROM "OptIn" WHERE +"shopId" = ? AND "customerId" IN (SELECT "value" FROM json_each(?))
     UNION SELECT "id" FROM "OptIn" WHERE "shopId" = ? AND "addressHash" IN (SELECT "value" FROM json_each(?))`,
    ...[shop, JSON.stringify(profileIds), shop, JSON.stringify(customerIds), shop, JSON.stringify(addressHashes)],
  );
}

/** Addresses, confirmed or not, and what was still to be done for them. */
async function forgetAddresses(tx: Tx, shop: ShopId, optIns: { id: number }[]): Promise<{ count: number }> {
  const ids = optIns.map(({ id }) => String(id));
  await dropJobs(tx, shop, ["send-opt-in", "subscribe-customer"], ids);
  const deleted = `DELETE FROM "OptIn" WHERE +"shopId" = ? AND "id" IN (SELECT "value" FROM json_each(?))`;
  return run(tx, deleted, shop, JSON.stringify(ids.map(Number)));
}

/** What they earned. A code itself goes on until its time is over: an order may have used it. */
async function forgetRewards(tx: Tx, shop: ShopId, traces: Traces, count: Count): Promise<void> {
  const ofIdentity = `+"shopId" = ? AND "identityHash" IN (SELECT "value" FROM json_each(?))`;
  for (const [whose, keys] of [
    [OF_PROFILES, traces.profileIds],
    [ofIdentity, traces.identityHashes],
  ] as const) {
    const values = [shop, JSON.stringify(keys)];
    await count("rewardsEarned", run(tx, `DELETE FROM "IncentiveClaim" WHERE ${whose}`, ...values));
    const nobodys = `UPDATE "IncentiveCode" SET "profileId" = NULL, "identityHash" = NULL WHERE ${whose}`;
    await count("codesMadeAnonymous", run(tx, nobodys, ...values));
  }
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
async function dropJobsOf(tx: Tx, shop: ShopId, { profileIds, customerIds }: Traces): Promise<void> {
  const pairs = customerIds.flatMap((id) => [{ key: { startsWith: `${id}:` } }, { key: { endsWith: `:${id}` } }]);
  await tx.job.deleteMany({ where: { shopId: shop, name: "merge-customers", OR: pairs } });
  await dropJobs(tx, shop, ["sync-customer", "refresh-customer"], customerIds);
  await dropJobs(tx, shop, ["settle-profile"], profileIds.map(String));
}

async function dropJobs(tx: Tx, shop: ShopId, names: JobName[], keys: string[]): Promise<void> {
  for (const part of partsOf(keys)) {
    await tx.job.deleteMany({ where: { shopId: shop, name: { in: names }, key: { in: part } } });
  }
}

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
