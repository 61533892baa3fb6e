import { AskedToAsk } from "../contract/asking.ts";
import type { AskingReply } from "../contract/asking.ts";
import type { PublishedQuiz } from "../contract/quiz.ts";
import type { Known } from "../contract/response.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Clock } from "../platform/clock.ts";
import type { Tx } from "../platform/db.server.ts";
import { Refusal } from "../platform/refusal.ts";
import { consented } from "../profile/consent.ts";
import type { ConsentedProfile } from "../profile/consent.ts";
import { findProfileOfCustomer, findProfileOfVisitor } from "../profile/profile.store.server.ts";
import { traitKeyOf, traitTypeOf } from "../profile/trait-dictionary.ts";
import { findTraits } from "../profile/trait-dictionary.store.server.ts";
import { languagesOf, localise } from "../quiz/texts.ts";
import { askedSoFar, finishedOf, toldTraits } from "./asking.store.server.ts";
import { decide } from "./decide.ts";
import type { AskVerdict, Candidate } from "./decide.ts";
import { freshKeys, knownAnswers } from "./known.ts";

const DEFAULT_PRIORITY = 50;

interface AskingShop {
  id: ShopId;
  askQuestions: number;
  askDays: number;
}

export interface AskingDeps {
  read: Tx;
  clock: Clock;
  shopOf(domain: string): Promise<AskingShop>;
  findPublished(domain: string, handle: string): Promise<PublishedQuiz | undefined>;
}

interface Caller {
  shop: string;
  customerId: string | undefined;
}

/** What is kept of a decision, about people who agreed to be remembered. */
export interface AskingArrival {
  profileId: number;
  placement: string;
  verdicts: AskVerdict[];
}

interface Person {
  proof: ConsentedProfile<"personalise"> | undefined;
  withdrawn: boolean;
  /** Not of a customer who is logged out by now: somebody else may sit at their device. */
  mayBeTold: boolean;
}

/** Who it is, where they agreed to be remembered; everybody else is nobody in particular. */
async function findPerson(read: Tx, shop: ShopId, { customerId }: Caller, visitorId?: string): Promise<Person> {
  const profile =
    customerId === undefined
      ? visitorId && (await findProfileOfVisitor(read, shop, visitorId))
      : await findProfileOfCustomer(read, shop, customerId);
  if (!profile) return { proof: undefined, withdrawn: false, mayBeTold: false };
  const proof = consented(profile.id, "personalise", profile.consent);
  const mayBeTold = profile.customerId === null || profile.customerId === customerId;
  return { proof, withdrawn: profile.consent === "withdrawn", mayBeTold };
}

const keysOf = ({ content }: PublishedQuiz): string[] =>
  content.questions.flatMap((question) => (traitTypeOf(question) === undefined ? [] : [traitKeyOf(question)]));

function toCandidate(quiz: PublishedQuiz, done: ReadonlySet<string>, finished: ReadonlySet<number>): Candidate {
  const { handle, content, quizId } = quiz;
  const questions = content.questions.filter(({ type }) => type !== "info" && type !== "consent");
  const asks = questions.map((question) => (traitTypeOf(question) === undefined ? null : traitKeyOf(question)));
  // What teaches something is asked again when that is stale; own words are asked once.
  const isDone = done.has(handle) || (finished.has(quizId) && asks.every((key) => key === null));
  return { handle, asks, done: isDone, priority: content.priority ?? DEFAULT_PRIORITY };
}

export interface AnsweredAsking {
  reply: AskingReply;
  record: AskingArrival | undefined;
}

/** Decides from what the server knows; the browser's hint can only make us ask less. */
export async function answerAsking(deps: AskingDeps, caller: Caller, body: unknown): Promise<AnsweredAsking> {
  const parsed = AskedToAsk.safeParse(body);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join(".") ?? "";
    throw new Refusal(422, "invalid_asking", `${field}: ${parsed.error.issues[0]?.message ?? "is not right"}`, field);
  }
  const { candidates, placement, visitorId, hint, language } = parsed.data;
  const { read } = deps;
  const now = deps.clock();
  const shop = await deps.shopOf(caller.shop);
  const handles = [...new Set(candidates)];
  const found = await Promise.all(handles.map((handle) => deps.findPublished(caller.shop, handle)));
  const quizzes = found.filter((quiz) => quiz !== undefined);
  const person = await findPerson(read, shop.id, caller, visitorId);
  const budget = { questions: shop.askQuestions, days: shop.askDays };
  const [first] = quizzes;
  if (parsed.data.wanted && first) {
    const known = await knownFor(deps, shop.id, person, first, language);
    return { reply: { ask: first.handle, reason: "ask", known, budget }, record: undefined };
  }
  const { proof, withdrawn } = person;
  const { fresh, asked, finished } = await memoryOf(read, shop, proof, quizzes, now);
  const decision = decide({
    candidates: quizzes.map((quiz) => toCandidate(quiz, new Set(hint?.done), finished)),
    missing: handles.filter((_, at) => found[at] === undefined),
    fresh,
    asked: { ...asked, questions: Math.max(asked.questions, hint?.asked ?? 0) },
    budget: budget.questions,
    withdrawn,
  });
  const quiz = quizzes.find(({ handle }) => handle === decision.ask);
  const known = quiz ? await knownFor(deps, shop.id, person, quiz, language) : {};
  return {
    reply: { ...(decision.ask && { ask: decision.ask }), reason: decision.reason, known, budget },
    record: proof && { profileId: proof.profileId, placement, verdicts: decision.verdicts },
  };
}

async function memoryOf(
  read: Tx,
  { id: shop, askDays }: AskingShop,
  proof: ConsentedProfile<"personalise"> | undefined,
  quizzes: readonly PublishedQuiz[],
  now: Date,
) {
  if (proof === undefined) {
    return { fresh: new Set<string>(), asked: { questions: 0, justNow: undefined }, finished: new Set<number>() };
  }
  const keys = [...new Set(quizzes.flatMap(keysOf))];
  const told = await toldTraits(read, shop, proof.profileId, keys);
  const ids = quizzes.map(({ quizId }) => quizId);
  return {
    fresh: freshKeys(told, await findTraits(read, shop, keys), now),
    asked: await askedSoFar(read, shop, proof.profileId, askDays, now),
    finished: await finishedOf(read, shop, proof.profileId, ids, now),
  };
}

async function knownFor(
  { read, clock }: AskingDeps,
  shop: ShopId,
  { proof, mayBeTold }: Person,
  quiz: PublishedQuiz,
  language: string | undefined,
): Promise<Known> {
  if (proof === undefined || !mayBeTold) return {};
  const { content } = quiz;
  const languages = languagesOf(content);
  const shown = [language, language?.split("-")[0]].find((one) => one !== undefined && languages.includes(one));
  const keys = keysOf(quiz);
  const told = await toldTraits(read, shop, proof.profileId, keys);
  const words = await findTraits(read, shop, keys);
  return knownAnswers(localise(content, shown ?? content.language), told, words, clock());
}

/** For the reply to a first answer: what this person has told before, for the questions that follow. */
export async function knownOf(
  deps: AskingDeps,
  caller: Caller,
  quiz: PublishedQuiz,
  { visitorId, language }: { visitorId?: string | undefined; language?: string | undefined },
): Promise<Known> {
  const { id } = await deps.shopOf(caller.shop);
  return knownFor(deps, id, await findPerson(deps.read, id, caller, visitorId), quiz, language);
}
