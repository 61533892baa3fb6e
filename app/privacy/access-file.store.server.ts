import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { partsOf } from "./parts.ts";
import { tracesOf } from "./person-traces.store.server.ts";
import type { Person, Traces } from "./person-traces.store.server.ts";
import { codePlace } from "../incentive/incentive.store.server.ts";
import { addressOf } from "../optin/opt-in.store.server.ts";
import { open } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { answersSpelling } from "../response/contact.store.server.ts";

const wordsPlace = (answerId: string) => `Answer.textSealed/${answerId}`;

async function inParts<I, T>(ids: readonly I[], find: (part: I[]) => Promise<T[]>): Promise<T[]> {
  const rows: T[] = [];
  for (const part of partsOf(ids)) rows.push(...(await find(part)));
  return rows;
}

/** Everything kept about one Shopify customer, as plain JSON that a person can read. */
export async function collectPerson(tx: Tx, shop: ShopId, person: Person, key: Key) {
  const traces = await tracesOf(tx, shop, person, key);
  const ids = traces.profileIds;
  const profiles = await tx.profile.findMany({ where: { shopId: shop, id: { in: ids } } });
  const where = { shopId: shop, profileId: { in: ids } };
  const responses = await inParts(traces.responseIds, (part) =>
    tx.quizResponse.findMany({ where: { shopId: shop, id: { in: part } }, include: { answers: true } }),
  );
  const identity = { identityHash: { in: traces.identityHashes } };
  const ofIdentity = { shopId: shop, OR: [{ profileId: { in: ids } }, identity] };
  const file = {
    profiles: profiles.map(({ amountSpentMicros, lifetimeSpentMicros, ...profile }) => ({
      ...profile,
      amountSpent: Number(amountSpentMicros) / 1e6,
      lifetimeSpent: lifetimeSpentMicros === null ? null : Number(lifetimeSpentMicros) / 1e6,
    })),
    whatWasTold: await tx.trait.findMany({ where }),
    responses: responses.map(({ answers, ...response }) => ({
      ...response,
      answers: answers.map(({ textSealed, contactHash: _, ...answer }) => ({
        ...answer,
        text: textSealed === null ? null : open(key, wordsPlace(answer.id), textSealed),
      })),
    })),
    consents: await consentsWithWording(tx, shop, ids),
    votes: await votesOf(tx, shop, traces),
    asked: await tx.askRecord.findMany({ where }),
    joined: await tx.merge.findMany({
      where: { shopId: shop, OR: [{ fromId: { in: ids } }, { intoId: { in: ids } }] },
    }),
    visitors: await tx.visitor.findMany({ where }),
    addresses: await addressesOf(tx, shop, traces, key),
    addressesElsewhere: await addressesElsewhere(tx, shop, traces, key),
    rewardsEarned: await tx.incentiveClaim.findMany({ where: ofIdentity }),
    codes: (await tx.incentiveCode.findMany({ where: ofIdentity })).map(({ codeSealed, ...code }) => ({
      ...code,
      code: open(key, codePlace(shop, code.codeHash), codeSealed),
    })),
    segments: await tx.membership.findMany({ where }),
    orders: await ordersOf(tx, shop, traces),
    tags: await tx.pushedTag.findMany({ where: { shopId: shop, customerId: { in: traces.customerIds } } }),
    readBy: await tx.accessLog.findMany({ where }),
  };
  const counts = Object.fromEntries(Object.entries(file).map(([name, rows]) => [name, rows.length]));
  return { file, counts };
}

/** Their own, and those that a walk of theirs gave before it was known whose it is. */
async function votesOf(tx: Tx, shop: ShopId, { votes, responseIds }: Traces) {
  const own = await tx.pollVote.findMany({ where: { shopId: shop, ...votes } });
  const others = await inParts(responseIds, (part) =>
    tx.pollVote.findMany({ where: { shopId: shop, responseId: { in: part }, voter: { notIn: votes.voter.in } } }),
  );
  return [...own, ...others];
}

async function ordersOf(tx: Tx, shop: ShopId, { profileIds, keeperIds, customerIds }: Traces) {
  const ofKeepers = { profileId: { in: keeperIds }, customerId: { in: customerIds } };
  const where = { shopId: shop, OR: [{ profileId: { in: profileIds } }, ofKeepers] };
  const ids = (await tx.order.findMany({ where, select: { id: true } })).map(({ id }) => id);
  const orders = await inParts(ids, (part) =>
    tx.order.findMany({ where: { shopId: shop, id: { in: part } }, include: { lines: true } }),
  );
  return orders.map(plainMoney);
}

async function addressesOf(tx: Tx, shop: ShopId, { profileIds, customerIds, addressHashes }: Traces, key: Key) {
  const where = {
    shopId: shop,
    OR: [
      { profileId: { in: profileIds } },
      { customerId: { in: customerIds } },
      { addressHash: { in: addressHashes } },
    ],
  };
  return (await tx.optIn.findMany({ where })).map((optIn) => {
    const { addressSealed: _, tokenHash: __, ...told } = optIn;
    return { ...told, address: addressOf(key, optIn) };
  });
}

/** How they can be reached, in walks that are somebody else's: those words, and nothing of the walk. */
async function addressesElsewhere(tx: Tx, shop: ShopId, { responseIds, contactHashes }: Traces, key: Key) {
  const theirs = new Set(responseIds);
  return (await answersSpelling(tx, shop, contactHashes))
    .filter(({ responseId }) => !theirs.has(responseId))
    .map(({ id, textSealed, at }) => ({ text: open(key, wordsPlace(id), textSealed), at }));
}

async function consentsWithWording(tx: Tx, shop: ShopId, ids: number[]) {
  const consents = await tx.consent.findMany({ where: { shopId: shop, profileId: { in: ids } } });
  const wordings = await tx.wording.findMany({ where: { shopId: shop } });
  const textOf = new Map(wordings.map((wording) => [wording.hash, wording.text]));
  return consents.map((consent) => ({ ...consent, wording: textOf.get(consent.wordingHash ?? "") ?? null }));
}

type Money = { totalMicros: bigint; refundedMicros: bigint; lines: { amountMicros: bigint }[] };
const plainMoney = <T extends Money>({ totalMicros, refundedMicros, lines, ...order }: T) => ({
  ...order,
  total: Number(totalMicros) / 1e6,
  refunded: Number(refundedMicros) / 1e6,
  lines: lines.map(({ amountMicros, ...line }) => ({ ...line, amount: Number(amountMicros) / 1e6 })),
});
