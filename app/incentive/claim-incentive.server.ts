import type { Incentive } from "../contract/quiz.ts";
import type { JobRun } from "../platform/job.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { giveCode } from "./give-code.server.ts";
import { decideClaim, MOST_PER_CLIENT, termsOf } from "./incentive.ts";
import type { Finisher, Identity } from "./incentive.ts";
import {
  addClaim,
  countOfClient,
  findClaim,
  identityHashOf,
  saveClaim,
  takeIncentive,
} from "./incentive.store.server.ts";

export interface FinishedWalk {
  responseId: string;
  quizId: number;
  incentive: Incentive;
  finisher: Finisher;
  /** Only of somebody who agreed to be remembered. */
  profileId: number | null;
  /** Keyed hash of network address and day. */
  clientHash: string | null;
  language: string;
  at: Date;
}

const DAY_MS = 86_400_000;

/** In the transaction that records a finished walk: what it earned, once per walk; given at once where a code is free. */
export async function claimIncentive(tx: Tx, shop: ShopId, walk: FinishedWalk, key: Key): Promise<void> {
  if ((await findClaim(tx, shop, walk.responseId)) !== undefined) return;
  const { responseId, incentive, profileId, clientHash, language, at } = walk;
  const { id: incentiveId } = await takeIncentive(tx, shop, walk.quizId, termsOf(incentive), at);
  const claiming = decideClaim(incentive, walk.finisher);
  const identity = claiming.state === "pending" ? claiming.identity : undefined;
  const claim = {
    responseId,
    incentiveId,
    state: (await isTooMany(tx, shop, identity, clientHash, at)) ? "limited" : claiming.state,
    identityHash: identity === undefined ? null : identityHashOf(key, identity),
    identityKind: identity?.kind ?? null,
    profileId,
    clientHash,
    language,
    validDays: incentive.kind === "discount" ? incentive.validDays : 1,
    at,
  };
  await addClaim(tx, shop, claim);
  await giveCode(tx, shop, { ...claim, codeId: null }, at);
}

async function isTooMany(
  tx: Tx,
  shop: ShopId,
  identity: Identity | undefined,
  clientHash: string | null,
  at: Date,
): Promise<boolean> {
  if (identity?.kind !== "visitor" || clientHash === null) return false;
  const since = new Date(at.getTime() - DAY_MS);
  return (await countOfClient(tx, shop, clientHash, since)) >= MOST_PER_CLIENT;
}

/** The address behind a walk was confirmed: what waited for that is earned now. */
export async function settleConfirmedClaim(
  tx: Tx,
  shop: ShopId,
  confirmed: { responseId: string; addressHash: string; profileId: number | null },
  key: Key,
): Promise<void> {
  const claim = await findClaim(tx, shop, confirmed.responseId);
  if (claim?.state !== "confirm") return;
  const identity: Identity = { kind: "email", key: confirmed.addressHash };
  const change = {
    state: "pending",
    identityHash: identityHashOf(key, identity),
    identityKind: identity.kind,
    profileId: confirmed.profileId,
  };
  await saveClaim(tx, shop, claim.responseId, change);
}

/** Whoever finished as nobody in particular has logged in since (signed): what waited for that is earned now, once per identity. */
export async function settleLoggedInClaim(
  tx: Tx,
  shop: ShopId,
  { responseId, customerId, profileId }: { responseId: string; customerId: string; profileId: number | null },
  at: Date,
  key: Key,
): Promise<void> {
  const claim = await findClaim(tx, shop, responseId);
  if (claim?.state !== "log-in" && claim?.state !== "agree") return;
  const identity: Identity = { kind: "customer", key: customerId };
  const change = {
    state: "pending",
    identityHash: identityHashOf(key, identity),
    identityKind: identity.kind,
    profileId: profileId ?? claim.profileId,
  };
  await saveClaim(tx, shop, responseId, change);
  await giveCode(tx, shop, { ...claim, ...change }, at);
}

/** Job: a claim that was settled elsewhere gets its code from the one who writes codes. */
export async function giveIncentive(run: JobRun<"give-incentive">): Promise<void> {
  await run.transaction(async (tx) => {
    const claim = await findClaim(tx, run.shop, run.payload.responseId);
    if (claim !== undefined) await giveCode(tx, run.shop, claim, run.clock());
  });
}
