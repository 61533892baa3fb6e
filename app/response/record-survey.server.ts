import type { SubmittedSurvey } from "../contract/checkout.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { JobRun } from "../platform/job.ts";
import { RunLater } from "../platform/job.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { consented } from "../profile/consent.ts";
import { findProfile } from "../profile/profile.store.server.ts";
import { changeTraits } from "../profile/trait.ts";
import { ensureCheckoutSurvey } from "../quiz/ensure-checkout-survey.server.ts";
import { findVersion } from "../quiz/quiz.store.server.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";
import { interpret } from "./interpret.ts";
import {
  addAnswers,
  answersOf,
  arrivalsOf,
  currentTraits,
  findResponse,
  saveInterpretation,
  saveTraits,
  takeResponse,
} from "./response.store.server.ts";
import type { ResponseRow } from "./response.store.server.ts";
import { findOrderOfSurvey, isAnsweredFor, saveOrderOf } from "./survey.store.server.ts";

const MINUTE_MS = 60_000;
const GIVE_UP_AFTER_MS = 24 * 60 * MINUTE_MS;

/** The order's webhook wakes it; where that gets lost, or the page did not know the order's number, it looks by itself: rarer as time goes by. */
function waitMs(waitedMs: number): number {
  if (waitedMs < MINUTE_MS) return 5_000;
  return waitedMs < 10 * MINUTE_MS ? 30_000 : 10 * MINUTE_MS;
}

/** Stores the answer as nobody's; `joinSurvey` gives it to the order's profile once the order is known. Once per order. */
export async function recordSurvey(tx: Tx, shop: ShopId, survey: SubmittedSurvey, at: Date, key: Key): Promise<void> {
  const quiz = await ensureCheckoutSurvey(tx, shop, at);
  const orderId = survey.orderId?.split("/").at(-1) ?? null;
  const checkoutToken = survey.checkoutToken ?? null;
  if (await isAnsweredFor(tx, shop, { orderId, checkoutToken })) return;
  const { responseId, answerId, questionId, value } = survey;
  const response = await takeResponse(tx, shop, {
    id: responseId,
    quiz,
    source: "checkout",
    placement: "checkout",
    language: quiz.content.language,
    test: false,
    at,
  });
  await saveOrderOf(tx, shop, response.id, { orderId, checkoutToken });
  await addAnswers(
    tx,
    shop,
    response.id,
    quiz,
    { answers: [{ answerId, questionId, value }], finished: true },
    at,
    key,
  );
  const answers = await answersOf(tx, shop, response.id, key);
  const meaning = interpret(quiz, answers);
  await saveInterpretation(tx, shop, { id: response.id, profileId: null, finishedAt: at }, answers, meaning);
  await enqueue(tx, shop, "join-survey", { responseId }, at);
}

/** Token and order number must both fit the order; whoever did not agree to be remembered stays anonymous. */
export async function joinSurvey(run: JobRun<"join-survey">, masterKey: Key): Promise<void> {
  const { shop, payload } = run;
  const response = await findResponse(run.read, shop, payload.responseId);
  if (response === undefined || response.profileId !== null) return;
  if ((await findOrderOfSurvey(run.read, shop, response.id)) === undefined) {
    const waited = run.clock().getTime() - response.startedAt.getTime();
    if (waited < GIVE_UP_AFTER_MS) throw new RunLater(waitMs(waited), "the order is not known yet");
    return;
  }
  await run.transaction((tx) => join(tx, shop, response, run.clock(), masterKey));
}

/** Whose order it is and whether they agree is asked in here: they may have withdrawn, or been erased, a moment ago. */
async function join(tx: Tx, shop: ShopId, { id, versionId }: ResponseRow, now: Date, masterKey: Key): Promise<void> {
  const order = await findOrderOfSurvey(tx, shop, id);
  const profile = order?.profileId == null ? undefined : await findProfile(tx, shop, order.profileId);
  const proof = profile === undefined ? undefined : consented(profile.id, "personalise", profile.consent);
  const quiz = await findVersion(tx, shop, versionId);
  if (proof === undefined || quiz === undefined) return;
  const { profileId } = proof;
  const answers = await answersOf(tx, shop, id, await dataKeyOf(tx, shop, masterKey));
  const meaning = interpret(quiz, answers);
  await saveInterpretation(tx, shop, { id, profileId, finishedAt: null }, answers, meaning);
  const change = changeTraits(await currentTraits(tx, shop, profileId), meaning.traits, arrivalsOf(answers));
  await saveTraits(tx, shop, profileId, quiz, change, now);
  await enqueue(tx, shop, "settle-profile", { profileId }, now);
}
