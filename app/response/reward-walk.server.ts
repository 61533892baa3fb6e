import type { PublishedQuiz } from "../contract/quiz.ts";
import type { SubmittedResponse } from "../contract/response.ts";
import type { ShopId } from "../contract/shop.ts";
import { claimIncentive, settleLoggedInClaim } from "../incentive/claim-incentive.server.ts";
import { findConfirmedAddress } from "../optin/opt-in.store.server.ts";
import { requestOptIn } from "../optin/request-opt-in.server.ts";
import type { Tx } from "../platform/db.server.ts";
import type { Key } from "../platform/secret.server.ts";
import type { GivenAnswer } from "./interpret.ts";
import { asksForAddress, typedAddress } from "./reward.ts";

interface FinishedResponse {
  submitted: Pick<SubmittedResponse, "responseId" | "visitorId" | "answers">;
  quiz: PublishedQuiz;
  /** From the signed query. */
  customerId: string | undefined;
  client?: string | undefined;
  at: Date;
  /** Only of somebody who agreed to be remembered. */
  profileId: number | null;
  answers: GivenAnswer[];
}

/** A walk is done: a typed address is asked to confirm, and what the quiz gives away is claimed; a later touch says who logged in since. Safe to repeat. */
export async function rewardWalk(tx: Tx, shop: ShopId, walk: FinishedResponse, key: Key): Promise<void> {
  const { quiz, submitted, customerId, profileId, at } = walk;
  const { content, quizId } = quiz;
  if (content.incentive === undefined && !asksForAddress(content)) return;
  if (submitted.answers.length === 0) {
    const { responseId } = submitted;
    if (customerId !== undefined) await settleLoggedInClaim(tx, shop, { responseId, customerId, profileId }, at, key);
    return;
  }
  const values = Object.fromEntries(walk.answers.map(({ questionId, value }) => [questionId, value]));
  const typed = typedAddress(content, values);
  const common = {
    responseId: submitted.responseId,
    quizId,
    profileId,
    clientHash: walk.client ?? null,
    language: content.language,
  };
  if (typed !== undefined) await requestOptIn(tx, shop, key, { ...common, ...typed }, at);
  if (content.incentive === undefined) return;
  const finisher = {
    customerId,
    confirmedAddress: profileId === null ? undefined : await findConfirmedAddress(tx, shop, profileId),
    visitorId: profileId === null ? undefined : submitted.visitorId,
    asked: typed !== undefined,
    gated: asksForAddress(content),
  };
  await claimIncentive(tx, shop, { ...common, incentive: content.incentive, finisher, at }, key);
}
