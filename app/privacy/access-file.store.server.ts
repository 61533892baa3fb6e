import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { tracesOf } from "./person-traces.store.server.ts";
import type { Person, Traces } from "./person-traces.store.server.ts";
import { codePlace } from "../incentive/incentive.store.server.ts";
import { addressOf } from "../optin/opt-in.store.server.ts";
import { open } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";

/** Everything kept about one Shopify customer, as plain JSON that a person can read. */
export async function collectPerson(tx: Tx, shop: ShopId, person: Person, key: Key) {
  const traces = await tracesOf(tx, shop, person, key);
  const ids = traces.profileIds;
  const profiles = await tx.profile.findMany({ where: { shopId: shop, id: { in: ids } } });
  const where = { shopId: shop, profileId: { in: ids } };
  const walks = { shopId: shop, id: { in: traces.responseIds } };
  const responses = await tx.quizResponse.findMany({ where: walks, include: { answers: true } });
  const identity = { identityHash: { in: traces.identityHashes } };
  const ofIdentity = { shopId: shop, OR: [{ profileId: { in: ids } }, identity] };
  const ofKeepers = { profileId: { in: traces.keeperIds }, customerId: { in: traces.customerIds } };
  const file = {
    profiles: profiles.map(({ amountSpentMicros, lifetimeSpentMicros, ...profile }) => ({
      ...profile,
      amountSpent: Number(amountSpentMicros) / 1e6,
      lifetimeSpent: lifetimeSpentMicros === null ? null : Number(lifetimeSpentMicros) / 1e6,
    })),
    whatWasTold: await tx.trait.findMany({ where }),
    responses: responses.map(({ answers, ...response }) => ({
      ...response,
      answers: answers.map(({ textSealed, ...answer }) => ({
        ...answer,
        text: textSealed === null ? null : open(key, `Answer.textSealed/${answer.id}`, textSealed),
      })),
    })),
    consents: await consentsWithWording(tx, shop, ids),
    votes: await tx.pollVote.findMany({
      where: {
        shopId: shop,
        OR: [{ voter: { in: traces.voters } }, { responseId: { in: traces.responseIds } }],
      },
    }),
    asked: await tx.askRecord.findMany({ where }),
    joined: await tx.merge.findMany({
      where: { shopId: shop, OR: [{ fromId: { in: ids } }, { intoId: { in: ids } }] },
    }),
    visitors: await tx.visitor.findMany({ where }),
    addresses: await addressesOf(tx, shop, traces, key),
    rewardsEarned: await tx.incentiveClaim.findMany({ where: ofIdentity }),
    codes: (await tx.incentiveCode.findMany({ where: ofIdentity })).map(({ codeSealed, ...code }) => ({
      ...code,
      code: open(key, codePlace(shop, code.codeHash), codeSealed),
    })),
    segments: await tx.membership.findMany({ where }),
    orders: (
      await tx.order.findMany({
        where: { shopId: shop, OR: [{ profileId: { in: ids } }, ofKeepers] },
        include: { lines: true },
      })
    ).map(plainMoney),
    tags: await tx.pushedTag.findMany({ where: { shopId: shop, customerId: { in: traces.customerIds } } }),
    readBy: await tx.accessLog.findMany({ where }),
  };
  const counts = Object.fromEntries(Object.entries(file).map(([name, rows]) => [name, rows.length]));
  return { file, counts };
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
