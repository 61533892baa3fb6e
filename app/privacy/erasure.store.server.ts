import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { votersIn } from "../response/poll.store.server.ts";

export type Counts = Record<string, number>;

/** Every table with rows of one person, and how to find them. A new table with a profile must be added: a test compares with the schema. */
export async function erasePerson(tx: Tx, shop: ShopId, customerId: string, key: () => Promise<Key>): Promise<Counts> {
  const profiles = await tx.profile.findMany({ where: { shopId: shop, customerId }, select: { id: true } });
  const ids = await withMerged(
    tx,
    shop,
    profiles.map((profile) => profile.id),
  );
  const ofProfile = { shopId: shop, profileId: { in: ids } };
  const responses = await tx.quizResponse.findMany({ where: ofProfile, select: { id: true } });
  const responseIds = responses.map((response) => response.id);
  const ofResponse = { shopId: shop, responseId: { in: responseIds } };
  const counts: Counts = {};
  const count = async (name: string, done: Promise<{ count: number }>) => void (counts[name] = (await done).count);

  const voters = await votersIn(tx, shop, key, customerId);
  const votes = { shopId: shop, OR: [{ voter: { in: voters } }, { responseId: { in: responseIds } }] };
  await count("votes", tx.pollVote.deleteMany({ where: votes }));
  await count("answers", tx.answer.deleteMany({ where: ofResponse }));
  await count("cartAdds", tx.cartAdd.deleteMany({ where: ofResponse }));
  await count("responses", tx.quizResponse.deleteMany({ where: ofProfile }));
  await count("asked", tx.askRecord.deleteMany({ where: ofProfile }));
  const ofWalks = { shopId: shop, OR: [{ responseId: { in: responseIds } }, { profileId: { in: ids } }] };
  await count("rewardsEarned", tx.incentiveClaim.deleteMany({ where: ofWalks }));
  await count(
    "confirmedAddresses",
    tx.optIn.deleteMany({ where: { shopId: shop, OR: [...ofWalks.OR, { customerId }] } }),
  );
  // The code itself goes on until its time is over: an order may have used it.
  const nobodys = { profileId: null, identityHash: null };
  await count("codesMadeAnonymous", tx.incentiveCode.updateMany({ where: ofProfile, data: nobodys }));
  await count("traits", tx.trait.deleteMany({ where: ofProfile }));
  await count("consents", tx.consent.deleteMany({ where: ofProfile }));
  await count("visitors", tx.visitor.deleteMany({ where: ofProfile }));
  await count("memberships", tx.membership.deleteMany({ where: ofProfile }));
  await count("rechecks", tx.recheck.deleteMany({ where: ofProfile }));
  await count("accessLog", tx.accessLog.deleteMany({ where: ofProfile }));
  await count("pushedTags", tx.pushedTag.deleteMany({ where: { shopId: shop, customerId } }));
  // Orders stay as the shop's own bookkeeping, without the person.
  const ofCustomer = { shopId: shop, OR: [{ customerId }, { profileId: { in: ids } }] };
  const orders = await tx.order.findMany({ where: ofCustomer, select: { id: true } });
  const orderIds = orders.map((order) => order.id);
  await tx.orderLine.updateMany({ where: { shopId: shop, orderId: { in: orderIds } }, data: { profileId: null } });
  const nobody = {
    customerId: null,
    profileId: null,
    name: "",
    responseId: null,
    cartToken: null,
    checkoutToken: null,
  };
  await count(
    "ordersMadeAnonymous",
    tx.order.updateMany({ where: { shopId: shop, id: { in: orderIds } }, data: nobody }),
  );
  await dropJobsOf(tx, shop, customerId, ids);
  await count("profiles", tx.profile.deleteMany({ where: { shopId: shop, id: { in: ids } } }));
  return counts;
}

async function withMerged(tx: Tx, shop: ShopId, ids: number[]): Promise<number[]> {
  const merged = await tx.profile.findMany({
    where: { shopId: shop, mergedIntoId: { in: ids } },
    select: { id: true },
  });
  const fresh = merged.map((profile) => profile.id).filter((id) => !ids.includes(id));
  return fresh.length === 0 ? ids : withMerged(tx, shop, [...ids, ...fresh]);
}

async function dropJobsOf(tx: Tx, shop: ShopId, customerId: string, profileIds: number[]): Promise<void> {
  await tx.job.deleteMany({
    where: { shopId: shop, name: { in: ["sync-customer", "refresh-customer"] }, key: customerId },
  });
  await tx.job.deleteMany({ where: { shopId: shop, name: "settle-profile", key: { in: profileIds.map(String) } } });
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
  "Trait",
  "TraitDefinition",
  "Consent",
  "Wording",
  "Visitor",
  "Membership",
  "Recheck",
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
