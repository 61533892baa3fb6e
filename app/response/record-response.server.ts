import { createHash } from "node:crypto";
import type { PublishedQuiz } from "../contract/quiz.ts";
import type { SubmittedResponse } from "../contract/response.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { consented } from "../profile/consent.ts";
import type { ConsentedProfile } from "../profile/consent.ts";
import { areKeptApart, mergeProfile } from "../profile/merge.store.server.ts";
import {
  appendConsent,
  createAnonymousProfile,
  findProfile,
  findProfileOfCustomer,
  findProfileOfVisitor,
  forgetTold,
  isInLedger,
  pointVisitorTo,
  profileOfCustomer,
  refreshConsent,
} from "../profile/profile.store.server.ts";
import type { ProfileRow } from "../profile/profile.store.server.ts";
import { changeTraits } from "../profile/trait.ts";
import { localise } from "../quiz/texts.ts";
import { rewardWalk } from "./reward-walk.server.ts";
import { flagOf } from "./flag.ts";
import { interpret } from "./interpret.ts";
import type { Interpretation } from "./interpret.ts";
import {
  addAnswers,
  addCartAdd,
  answersOf,
  arrivalsOf,
  currentTraits,
  saveInterpretation,
  saveTraits,
  takeResponse,
} from "./response.store.server.ts";
import type { Device } from "./device.ts";
import type { ResponseRow, StoredAnswer } from "./response.store.server.ts";

/** A verified arrival: who (`customerId`) comes from the signed query, never from the body. */
export interface ArrivedResponse {
  submitted: SubmittedResponse;
  quiz: PublishedQuiz;
  customerId: string | undefined;
  /** Keyed hash of network and day, for caps. */
  client?: string | undefined;
  /** One of very many votes from one network. */
  crowded?: boolean | undefined;
  source: "storefront" | "checkout";
  device?: Device | undefined;
  /** The merchant trying the quiz: kept out of figures, segments and tags. */
  test: boolean;
  at: Date;
}

/**
 * Records what arrived: answers, path, consent, traits, identity. Safe to repeat. Without consent the answers stay an
 * anonymous response and no profile is touched.
 */
export async function recordResponse(tx: Tx, shop: ShopId, arrival: ArrivedResponse, key: Key): Promise<void> {
  const arrived = inItsLanguage(arrival);
  const { submitted, quiz, at } = arrived;
  const response = await takeResponse(tx, shop, {
    id: submitted.responseId,
    quiz,
    source: arrived.source,
    placement: submitted.placement ?? "block",
    language: quiz.content.language,
    device: arrived.device,
    link: submitted.source,
    test: arrived.test,
    at,
  });
  await addAnswers(tx, shop, response.id, quiz, submitted, at, key);
  const answers = await answersOf(tx, shop, response.id, key);
  const meaning = interpret(quiz, answers);
  const profile = await profileFor(tx, shop, arrived, response, meaning);
  const proof = profile === undefined ? undefined : consented(profile.id, "personalise", profile.consent);
  await saveInterpretation(
    tx,
    shop,
    {
      id: response.id,
      profileId: proof?.profileId ?? null,
      finishedAt: submitted.finished ? at : null,
      flag: flagFor(arrived, response, meaning),
    },
    answers,
    meaning,
  );
  if (submitted.added !== undefined) await addCartAdd(tx, shop, response.id, submitted.added, at);
  if (proof !== undefined) await learn(tx, shop, proof, arrived, answers, meaning);
  if (profile !== undefined) await enqueue(tx, shop, "settle-profile", { profileId: profile.id }, at);
  if (submitted.finished && !arrived.test) {
    await rewardWalk(tx, shop, { ...arrived, profileId: proof?.profileId ?? null, answers }, key);
  }
}

/** The merchant's own trying is never too fast. */
function flagFor(
  { submitted, crowded, test, at }: ArrivedResponse,
  { startedAt }: ResponseRow,
  { told }: Interpretation,
) {
  if (test) return undefined;
  const { trap, took, finished } = submitted;
  const elapsedMs = at.getTime() - new Date(startedAt).getTime();
  return flagOf({ trap, took, finished, answers: told, elapsedMs }) ?? (crowded ? "crowd" : undefined);
}

/** The wording that was agreed to is the one that was read. */
function inItsLanguage(arrived: ArrivedResponse): ArrivedResponse {
  const { quiz, submitted } = arrived;
  return {
    ...arrived,
    quiz: { ...quiz, content: localise(quiz.content, submitted.language ?? quiz.content.language) },
  };
}

/** The profile this response belongs to once consent is settled; undefined when nobody agreed to be remembered. */
async function profileFor(
  tx: Tx,
  shop: ShopId,
  arrived: ArrivedResponse,
  response: ResponseRow,
  meaning: Interpretation,
): Promise<ProfileRow | undefined> {
  const known = await knownProfile(tx, shop, arrived, response);
  if (meaning.consent?.granted !== true) {
    if (known === undefined) return undefined;
    if (known.consent !== "granted") return undefined;
    // "No" from somebody who had agreed takes it back, in whichever response they say it.
    if (meaning.consent !== undefined) return withdraw(tx, shop, known, arrived, meaning);
    return identify(tx, shop, known, arrived);
  }
  // A yes that somebody gave who is not known any more was taken back since.
  if (known === undefined && (await isInLedger(tx, shop, meaning.consent.answerId))) return undefined;
  const profile = known ?? (await newProfile(tx, shop, arrived));
  const isNew = await appendConsent(tx, shop, profile.id, ledgerEntry(arrived, meaning.consent));
  const consent = isNew ? await refreshConsent(tx, shop, profile.id) : profile.consent;
  return identify(tx, shop, { ...profile, consent }, arrived);
}

async function knownProfile(
  tx: Tx,
  shop: ShopId,
  { submitted, customerId }: ArrivedResponse,
  response: ResponseRow,
): Promise<ProfileRow | undefined> {
  const own = response.profileId === null ? undefined : await findProfile(tx, shop, response.profileId);
  const visitor =
    submitted.visitorId === undefined ? undefined : await findProfileOfVisitor(tx, shop, submitted.visitorId);
  const found = own ?? visitor;
  if (customerId === undefined || found?.customerId === customerId) return found;
  const customer = await findProfileOfCustomer(tx, shop, customerId);
  // Somebody else logged in on this device: their own profile, not the former shopper's.
  if (found === undefined || found.customerId !== null) return customer;
  // Staff separated the two. A walk stays with whom it was given to; what comes in another is the customer's own.
  const apart = customer !== undefined && (await areKeptApart(tx, shop, found.id, customer.id));
  return apart && own === undefined ? customer : found;
}

async function newProfile(tx: Tx, shop: ShopId, { customerId, test, at }: ArrivedResponse): Promise<ProfileRow> {
  if (customerId !== undefined) return profileOfCustomer(tx, shop, customerId, at);
  return createAnonymousProfile(tx, shop, at, test ? "test" : "shopper");
}

/** A signed customer takes the anonymous profile over; the browser points to whoever it is now. */
async function identify(tx: Tx, shop: ShopId, profile: ProfileRow, arrived: ArrivedResponse): Promise<ProfileRow> {
  const { customerId, submitted, at } = arrived;
  let result = profile;
  if (customerId !== undefined && profile.customerId !== customerId) {
    const customer = await profileOfCustomer(tx, shop, customerId, at);
    const consent = await mergeProfile(tx, shop, profile, customer, { reason: "log-in", at });
    if (consent !== undefined) result = { ...customer, consent };
  }
  if (submitted.visitorId !== undefined && result.consent === "granted") {
    await pointVisitorTo(tx, shop, submitted.visitorId, result.id, at);
  }
  return result;
}

async function withdraw(
  tx: Tx,
  shop: ShopId,
  profile: ProfileRow,
  arrived: ArrivedResponse,
  { consent }: Interpretation,
): Promise<ProfileRow> {
  if (consent !== undefined) await appendConsent(tx, shop, profile.id, ledgerEntry(arrived, consent));
  const state = await refreshConsent(tx, shop, profile.id);
  if (state === "withdrawn") await forgetTold(tx, shop, profile.id);
  return { ...profile, consent: state };
}

function ledgerEntry(
  { customerId, submitted, quiz, at }: ArrivedResponse,
  consent: NonNullable<Interpretation["consent"]>,
) {
  const hash = createHash("sha256").update(consent.statement).digest("hex");
  return {
    purpose: consent.purpose,
    state: consent.granted ? ("granted" as const) : ("withdrawn" as const),
    wording: { hash, text: consent.statement, language: quiz.content.language },
    place: submitted.placement ?? "block",
    identity: customerId === undefined ? ("visitor" as const) : ("customer" as const),
    answerId: consent.answerId,
    at,
  };
}

/** Told values become traits of a profile that consented: the type says so. */
async function learn(
  tx: Tx,
  shop: ShopId,
  proof: ConsentedProfile<"personalise">,
  { quiz, at }: ArrivedResponse,
  answers: StoredAnswer[],
  meaning: Interpretation,
): Promise<void> {
  const current = await currentTraits(tx, shop, proof.profileId);
  const change = changeTraits(current, meaning.traits, arrivalsOf(answers));
  await saveTraits(tx, shop, proof.profileId, quiz, change, at);
}
