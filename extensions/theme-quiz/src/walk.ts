import type { StorefrontQuestion, StorefrontQuiz } from "../../../app/contract/quiz.ts";
import type {
  AnswerValue,
  Known,
  ResponseReply,
  SubmittedAnswer,
  SubmittedResponse,
} from "../../../app/contract/response.ts";
import { path } from "../../../app/quiz/flow.ts";

export type Placement = NonNullable<SubmittedResponse["placement"]>;

/** What waits to be sent: as it will be posted, but for the token and the visitor, which are added when it leaves. */
export interface Message {
  key: string;
  body: SubmittedResponse;
  /** Already moved to a new response once. */
  again?: boolean;
}

export interface Agreement {
  on: number;
  text: string;
  responseId: string;
  versionId: string;
  questionId: string;
}

/** One shopper's walk through one quiz: all that is kept in the browser, in one record. */
export interface Walk {
  responseId: string;
  versionId: string;
  /** In which the version was shown last. */
  language: string;
  begun: number;
  /** When the shopper last did something. */
  changed: number;
  /** Newest answer per question, also of those that are off the path for now. */
  answers: SubmittedAnswer[];
  /** The question on screen, or "end". */
  at: string;
  finished: boolean;
  outbox: Message[];
  /** Reply tokens by responseId: messages of an earlier walk may still wait. */
  tokens: Record<string, string>;
  /** What came when it was finished. */
  reply?: Partial<ResponseReply> | undefined;
  /** What the person agreed to, when, and in which response: it outlives "Start again". */
  agreed?: Agreement | undefined;
  withdrawn?: boolean | undefined;
  /** What the shopper should know: the server refused an answer, or the quiz is another than the one begun. */
  note?: "refused" | "changed" | "recalled" | undefined;
  /** The cart carries the response's id. */
  cart?: boolean | undefined;
  /** The customer to whom the shop has joined this walk. */
  customer?: string | undefined;
  /** What the person has told before, by the app's word: asked for with the first answer of a customer. */
  known?: Known | undefined;
  /** Words of a share link, as they stood in the page's address. */
  source?: SubmittedResponse["source"];
  /** Where it was begun: another placement of the same quiz goes on with it. */
  placement?: Placement | undefined;
}

export const uuid = (): string => crypto.randomUUID();

/** `begun` is 0 until the first answer: a walk that nobody began never wins over one that somebody did. */
export const newWalk = (quiz: StorefrontQuiz, begun: number, earlier?: Walk): Walk => ({
  responseId: uuid(),
  versionId: quiz.versionId,
  language: quiz.language,
  begun,
  changed: begun,
  answers: [],
  at: quiz.questions[0]?.id ?? "end",
  finished: false,
  outbox: earlier?.outbox ?? [],
  tokens: earlier?.tokens ?? {},
  agreed: earlier?.agreed,
  cart: earlier?.cart,
  placement: earlier?.placement,
});

export const pathOf = (quiz: StorefrontQuiz, walk: Walk) =>
  path(quiz, Object.fromEntries(walk.answers.map(({ questionId, value }) => [questionId, value])));

export const answerOf = (walk: Walk, id: string): SubmittedAnswer | undefined =>
  walk.answers.find(({ questionId }) => questionId === id);

/** The questions that can be on screen: those answered on the path, and the next. */
export function screensOf(quiz: StorefrontQuiz, walk: Walk): StorefrontQuestion[] {
  const { answered, next } = pathOf(quiz, walk);
  return next ? [...answered, next] : answered;
}

/** Where the walk is among its screens. A place that is no longer on the path falls forward to the first open question. */
export function placeOf(quiz: StorefrontQuiz, walk: Walk): number {
  const screens = screensOf(quiz, walk);
  const at = screens.findIndex(({ id }) => id === walk.at);
  if (at >= 0) return at;
  return pathOf(quiz, walk).next ? screens.length - 1 : screens.length;
}

/** Files the answer and moves on. The same value again is the same answer, not a new one. */
export function give(
  quiz: StorefrontQuiz,
  walk: Walk,
  question: StorefrontQuestion,
  value: AnswerValue,
  order?: string[],
): void {
  const before = answerOf(walk, question.id);
  const changed = JSON.stringify(before?.value) !== JSON.stringify(value);
  if (changed) {
    walk.begun ||= Date.now();
    walk.finished = false;
    if (question.type === "consent" && question.purpose === "personalise") agree(walk, question, value);
    file(walk, question.id, value, uuid(), order);
  }
  walk.at = screensOf(quiz, walk)[placeOf(quiz, { ...walk, at: question.id }) + 1]?.id ?? "end";
  if (walk.at === "end" && !walk.finished) finish(quiz, walk);
  else if (changed) tell(walk, [question], { finished: false });
}

function file(walk: Walk, questionId: string, value: AnswerValue, answerId: string, order?: string[]): void {
  const others = walk.answers.filter((given) => given.questionId !== questionId);
  walk.answers = [...others, { questionId, answerId, value, order }];
}

function agree(walk: Walk, { id, text }: StorefrontQuestion, value: AnswerValue): void {
  const { responseId, versionId } = walk;
  if (!value && walk.agreed && walk.agreed.responseId !== responseId) withdraw(walk);
  walk.agreed = value ? { on: Date.now(), text, responseId, versionId, questionId: id } : undefined;
  walk.withdrawn = false;
}

/** "I agree" taken back: a new answer to the same question of the same response. `visitorId` says whose, before it is forgotten. */
export function withdraw(walk: Walk, visitorId?: string): void {
  if (!walk.agreed) return;
  const { responseId, versionId, questionId } = walk.agreed;
  const answerId = uuid();
  if (responseId === walk.responseId) file(walk, questionId, false, answerId);
  const body = { responseId, versionId, answers: [{ answerId, questionId, value: false }], finished: false };
  walk.outbox.push({ key: uuid(), body: { ...body, ...(visitorId && { visitorId }) } });
  walk.agreed = undefined;
  walk.withdrawn = true;
}

/** The last message of a walk carries all answers of the path: the server makes the result from these alone. */
function finish(quiz: StorefrontQuiz, walk: Walk): void {
  walk.finished = true;
  walk.reply = undefined;
  tell(walk, pathOf(quiz, walk).answered);
}

export const answersTo = (walk: Walk, questions: readonly { id: string }[]): SubmittedAnswer[] =>
  questions.flatMap(({ id }) => answerOf(walk, id) ?? []);

/** Takes the app's word on a message to heart. `customer`: who was logged in when it was sent. */
export function heed(
  walk: Walk,
  { key, body: { responseId } }: Message,
  reply: Partial<ResponseReply>,
  customer?: string,
): void {
  walk.outbox = walk.outbox.filter((one) => one.key !== key);
  if (reply.token) walk.tokens[responseId] = reply.token;
  if (responseId !== walk.responseId) return;
  if (!reply.token) walk.note = "refused";
  else walk.customer ||= customer;
  if (walk.finished && reply.result) walk.reply = reply;
}

/** Queues a message. Without answers it is a touch: nothing new but who, or what went into the cart. */
export function tell(walk: Walk, questions: readonly { id: string }[], more: Partial<SubmittedResponse> = {}): void {
  const { responseId, versionId, finished, language, placement, source } = walk;
  const answers = answersTo(walk, questions);
  // What is sent late was not done late: without it a walk done offline would look like a machine's.
  const took = Date.now() - walk.begun;
  const body = { responseId, versionId, answers, finished, language, placement, source, took };
  walk.outbox.push({ key: uuid(), body: { ...body, ...more } });
}
