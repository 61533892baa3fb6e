import { hash } from "node:crypto";
import { SubmittedResponse } from "../contract/response.ts";
import type { AnswerValue, Known, RecommendedProduct, ResponseReply, SubmittedAnswer } from "../contract/response.ts";
import type { Question } from "../contract/question.ts";
import type { PublishedQuiz, QuizContent } from "../contract/quiz.ts";
import type { Clock } from "../platform/clock.ts";
import type { Inbox, Verdict } from "../platform/inbox.ts";
import { Refusal } from "../platform/refusal.ts";
import type { Key } from "../platform/secret.server.ts";
import { checkAnswer, checkOrder, isAddress } from "../quiz/answer.ts";
import { path } from "../quiz/flow.ts";
import { outcomeOf } from "../quiz/outcome.ts";
import { languagesOf, localise } from "../quiz/texts.ts";
import type { CatalogIndex } from "../recommendation/catalog-index.ts";
import { recommend } from "../recommendation/recommend.ts";
import type { Device } from "./device.ts";
import type { AcceptedVote } from "./polls.server.ts";
import { isRewarding, promiseOf } from "./reward.ts";
import { isResponseToken, mintResponseToken } from "./response-token.server.ts";

export interface ReceiveDeps {
  inbox: Inbox;
  tokenKey: Key;
  clock: Clock;
  /** Published versions are immutable: cached for ever. */
  findVersion(shopDomain: string, versionId: string): Promise<PublishedQuiz | undefined>;
  /** A mail server is configured. */
  sendsMail?: boolean;
  /** Seconds old at most. */
  catalogOf(shopDomain: string): Promise<CatalogIndex>;
  /** Of a poll: undefined where there is no vote in it; refuses what may not vote. */
  acceptVote(
    caller: SignedCaller,
    quiz: PublishedQuiz,
    responseId: string,
    values: Readonly<Record<string, AnswerValue>>,
  ): Promise<AcceptedVote | undefined>;
  /** What this person has told before, for questions of this quiz. */
  knownOf(
    caller: SignedCaller,
    quiz: PublishedQuiz,
    submitted: Pick<SubmittedResponse, "visitorId" | "language">,
  ): Promise<Known>;
}

/** Who the signed query says it is, and on what kind of device. */
export interface SignedCaller {
  shop: string;
  customerId: string | undefined;
  device?: Device | undefined;
  /** The network address, for limits alone: it is not kept. */
  address?: string | undefined;
  /** Keyed hash of network and day, for caps; worked out where it is needed. */
  client?: (() => string) | undefined;
}

/** What waits in the inbox for `recordResponse`. */
export interface ResponseArrival {
  submitted: SubmittedResponse;
  customerId?: string;
  device?: Device;
  client?: string;
  crowded?: boolean;
}

/** Checks, makes durable, then answers: acknowledged means kept. Throws refusals; touches neither Shopify nor the main file's writer. */
export async function receiveResponse(deps: ReceiveDeps, caller: SignedCaller, body: unknown): Promise<ResponseReply> {
  const submitted = parseSubmitted(body);
  const quiz = await deps.findVersion(caller.shop, submitted.versionId);
  if (quiz === undefined) {
    throw new Refusal(410, "unknown_version", "This quiz is no longer here. Reload the page.", "versionId");
  }
  refuseLanguage(quiz, submitted.language);
  for (const [index, answer] of submitted.answers.entries()) refuseUnfit(quiz, answer, index);
  const values = valuesOf(submitted.answers);
  if (submitted.finished && submitted.answers.length > 0) requireWholePath(quiz, values);
  const vote = quiz.kind === "poll" && (await deps.acceptVote(caller, quiz, submitted.responseId, values));

  const { token, ...rest } = submitted;
  const now = deps.clock();
  const proven =
    token !== undefined &&
    isResponseToken(deps.tokenKey, token, caller.shop, quiz.versionId, submitted.responseId, now);
  const arrival: ResponseArrival = {
    submitted: rest,
    ...(caller.customerId === undefined ? {} : { customerId: caller.customerId }),
    ...(caller.device && { device: caller.device }),
    ...(caller.client !== undefined && isRewarding(quiz, submitted) && { client: caller.client() }),
    ...(vote && vote.crowded && { crowded: true }),
  };
  requireKept(await keep(deps.inbox, caller.shop, arrival, proven));
  const reply = {
    token: mintResponseToken(deps.tokenKey, caller.shop, quiz.versionId, submitted.responseId, now),
    ...(vote && { poll: vote.stored() }),
    ...(submitted.known && { known: await deps.knownOf(caller, quiz, submitted) }),
  };
  if (!submitted.finished || submitted.answers.length === 0) return reply;
  const result = await resultOf(deps, caller.shop, quiz, submitted, values);
  return { ...reply, result, ...promiseOf(quiz, values, deps.sendsMail === true) };
}

/** `proven`: the caller showed the response token. */
async function keep(inbox: Inbox, shop: string, arrival: ResponseArrival, proven: boolean): Promise<Verdict> {
  const { submitted } = arrival;
  const { responseId, answers, finished } = submitted;
  const digests = answers.map((answer) => ({ id: answer.answerId, digest: digestOf(submitted, answer) }));
  const same = { kind: "response", shop, responseId, finished } as const;
  const verdict = await inbox.append({ ...same, answers: digests, proven, body: JSON.stringify(arrival) });
  if (verdict !== "known" || arrival.customerId === undefined) return verdict;
  // Its reply was lost, and they may have logged in since: who they are is news. That they know the answers proves whose walk it is.
  const touch = { ...arrival, submitted: { ...submitted, answers: [] } };
  return inbox.append({ ...same, answers: [], proven: true, body: JSON.stringify(touch) });
}

function requireKept(verdict: Verdict): void {
  switch (verdict) {
    case "stored":
    case "known":
      return;
    case "conflict":
      throw new Refusal(409, "answer_conflict", "An answer with this id but another value is already here.", "answers");
    case "unproven":
      throw new Refusal(
        401,
        "token_needed",
        "This response was begun elsewhere; its token is missing or out of date.",
        "token",
      );
    case "unavailable":
      throw new Refusal(503, "try_again", "The answer could not be saved just now. Send it again.");
  }
}

function parseSubmitted(body: unknown): SubmittedResponse {
  const parsed = SubmittedResponse.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join(".") ?? "";
  throw new Refusal(
    422,
    "invalid_response",
    `${field === "" ? "The body" : field}: ${issue?.message ?? "is not right"}`,
    field,
  );
}

function refuseLanguage({ content }: PublishedQuiz, language: string | undefined): void {
  if (language === undefined || languagesOf(content).includes(language)) return;
  throw new Refusal(422, "invalid_response", "language: is not a language of this quiz", "language");
}

function refuseUnfit(quiz: PublishedQuiz, answer: SubmittedAnswer, index: number): void {
  const question = quiz.content.questions.find((candidate) => candidate.id === answer.questionId);
  const fault = question === undefined ? "is not a question of this quiz" : unfit(quiz, question, answer.value);
  const orderFault = question && answer.order && checkOrder(question, answer.order);
  if (orderFault !== undefined) {
    throw new Refusal(422, "invalid_answer", `answers.${index}.order: ${orderFault}`, `answers.${index}.order`);
  }
  if (fault === undefined) return;
  const field = question === undefined ? `answers.${index}.questionId` : `answers.${index}.value`;
  throw new Refusal(422, "invalid_answer", `${field}: ${fault}`, field);
}

/** Checked here as well as before publishing: of a child no address is ever kept (P16). */
const unfit = ({ content }: PublishedQuiz, question: Question, value: AnswerValue): string | undefined =>
  content.minors && isAddress(question) && value !== null ? "is not taken from children" : checkAnswer(question, value);

/** Of two answers to one question the later in the list counts. */
const valuesOf = (answers: SubmittedAnswer[]): Record<string, AnswerValue> =>
  Object.fromEntries(answers.map((answer) => [answer.questionId, answer.value]));

function requireWholePath(quiz: PublishedQuiz, values: Record<string, AnswerValue>): void {
  const { next } = path(quiz.content, values);
  if (next === undefined) return;
  throw new Refusal(422, "unfinished", `answers: "${next.id}" is on the path but has no answer`, "answers");
}

/** The version too: a walk that is known by its answers, not by its token, cannot go on under another one. */
const digestOf = ({ responseId, versionId }: SubmittedResponse, { questionId, value }: SubmittedAnswer): string =>
  hash("sha256", JSON.stringify([responseId, versionId, questionId, value]), "base64url").slice(0, 22);

async function resultOf(
  deps: ReceiveDeps,
  shop: string,
  quiz: PublishedQuiz,
  submitted: SubmittedResponse,
  values: Record<string, AnswerValue>,
): Promise<NonNullable<ResponseReply["result"]>> {
  const content = localise(quiz.content, submitted.language ?? quiz.content.language);
  const onPath = new Set(path(content, values).answered.map((question) => question.id));
  const counted = new Map(Object.entries(values).filter(([questionId]) => onPath.has(questionId)));
  const limit = content.result.products;
  return resultPage(content, counted, recommend(await deps.catalogOf(shop), content, counted, { limit }));
}

/** The persona's page where the answers add up to one, otherwise the quiz's own. */
function resultPage(
  content: QuizContent,
  answers: ReadonlyMap<string, AnswerValue>,
  products: RecommendedProduct[],
): NonNullable<ResponseReply["result"]> {
  const outcome = outcomeOf(content, answers);
  const { title, text } = outcome ?? content.result;
  return { title, text, ...(outcome && { outcome: outcome.id }), products };
}
