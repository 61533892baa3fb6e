import type { PublishedQuiz, QuizContent } from "../contract/quiz.ts";
import { SubmittedResponse } from "../contract/response.ts";
import type { AnswerValue, PollReply, ResponseReply } from "../contract/response.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database, Tx } from "../platform/db.server.ts";
import { Refusal } from "../platform/refusal.ts";
import type { Key } from "../platform/secret.server.ts";
import { checkAnswer } from "../quiz/answer.ts";
import { pollQuestion, pollReply, voteIn, withVote } from "../quiz/poll.ts";
import { requireQuiz } from "../quiz/quiz.store.server.ts";
import { loadCatalog } from "../recommendation/load-catalog.server.ts";
import { recordResponse } from "../response/record-response.server.ts";
import { findResponse } from "../response/response.store.server.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";
import { previewResult } from "./answer-preview.ts";

interface TryShop {
  id: ShopId;
  catalogRevision: number;
  currency: string;
}

/** A draft in the form of a version, so that it can be walked: its id says that it never was one. */
export async function draftAsVersion(tx: Tx, shop: ShopId, quizId: number): Promise<PublishedQuiz> {
  const { handle, kind, draft, revision } = await requireQuiz(tx, shop, quizId);
  return { versionId: `draft-${revision}`, quizId, handle, kind, content: draft };
}

function parse(body: unknown, quiz: PublishedQuiz): SubmittedResponse {
  const parsed = SubmittedResponse.safeParse(body);
  if (!parsed.success) throw new Refusal(422, "invalid_response", "These answers do not fit the quiz.");
  if (parsed.data.versionId !== quiz.versionId) {
    throw new Refusal(410, "unknown_version", "The quiz has changed meanwhile. Start over.");
  }
  for (const answer of parsed.data.answers) {
    const question = quiz.content.questions.find(({ id }) => id === answer.questionId);
    if (!question || checkAnswer(question, answer.value) !== undefined) {
      throw new Refusal(422, "invalid_answer", "This answer does not fit the question.", "answers");
    }
  }
  return parsed.data;
}

/** The merchant answers as a test person: recorded like any response, marked as a test, joined to nobody. */
export async function tryQuiz(
  { db, counting, clock, masterKey }: { db: Database; counting: Tx; clock: Clock; masterKey: Key },
  shop: TryShop,
  quizId: number,
  body: unknown,
): Promise<ResponseReply> {
  const quiz = await draftAsVersion(db.read, shop.id, quizId);
  const { visitorId: _visitor, added: _added, ...submitted } = parse(body, quiz);
  const key = await dataKeyOf(db.read, shop.id, masterKey);
  const now = clock();
  await db.transaction(async (tx) => {
    const known = await findResponse(tx, shop.id, submitted.responseId);
    if (known && !known.test) throw new Refusal(409, "not_a_test", "This is a shopper’s response.");
    const arrived = { submitted, quiz, customerId: undefined, source: "storefront", test: true, at: now } as const;
    await recordResponse(tx, shop.id, arrived, key);
  });
  const given = Object.fromEntries(submitted.answers.map(({ questionId, value }) => [questionId, value]));
  const poll = quiz.kind === "poll" ? trialPoll(quiz.content, given, now) : undefined;
  const token = { token: "test", ...(poll && { poll }) };
  if (!submitted.finished) return token;
  const index = await loadCatalog(counting, shop, now);
  return { ...token, result: previewResult(index, quiz.content, given) };
}

/** What one voter would see: the merchant's own vote alone, bars and all. */
function trialPoll(content: QuizContent, given: Record<string, AnswerValue>, now: Date): PollReply | undefined {
  const question = pollQuestion(content);
  const mine = question && voteIn(question, given[question.id]);
  return (
    mine && pollReply(content, withVote({ votes: 0, byOption: new Map() }, undefined, mine), mine, { floor: 1, now })
  );
}
