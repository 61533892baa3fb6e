import type { PublishedQuiz } from "../contract/quiz.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { moveVote, pollQuestion, pollState, voteIn } from "../quiz/poll.ts";
import { addToTally, readPoll, saveVote, takeVoteOut, voterOf } from "./poll.store.server.ts";
import type { CountedVote, PollSnapshot } from "./poll.store.server.ts";
import { answersOf, findResponse } from "./response.store.server.ts";

export interface ArrivedVote {
  responseId: string;
  customerId: string | undefined;
  /** The version that was answered. */
  quiz: PublishedQuiz;
  /** What is published now says when votes are taken and whether they may change. */
  live: PublishedQuiz;
  at: Date;
}

/**
 * Brings votes and tallies up to what a response says now, in the transaction that records it. One vote per logged-in customer, however
 * many responses; one per anonymous response. The first stands unless votes may change. Safe to repeat.
 */
export async function recordVote(tx: Tx, shop: ShopId, arrived: ArrivedVote, key: Key): Promise<void> {
  const { responseId, customerId, quiz, live, at } = arrived;
  const { quizId } = quiz;
  const isAnonymous = customerId === undefined;
  const voter = isAnonymous ? responseId : voterOf(key, quizId, customerId);
  const response = await findResponse(tx, shop, responseId);
  if (response === undefined || response.test) return;
  if (!isAnonymous) await giveUpAnonymous(tx, shop, quizId, responseId);
  const { counted } = await readPoll(tx, shop, quizId, voter);
  const isOpen = pollState(live.content, at).state === "open";
  const mayChange = isOpen && live.content.poll?.changeable === true;
  if (response.flag !== null && response.flag !== "crowd") {
    if (counted?.responseId === responseId) await move(tx, shop, quizId, { voter, isAnonymous, from: counted });
    return;
  }
  if (counted === undefined ? !isOpen : !mayChange) return;
  const options = await voteOf(tx, shop, arrived, key, mayChange);
  if (options === undefined) return;
  await move(tx, shop, quizId, { voter, isAnonymous, from: counted, to: { responseId, options }, at });
}

/** Somebody who voted and then logged in votes once. */
async function giveUpAnonymous(tx: Tx, shop: ShopId, quizId: number, responseId: string): Promise<void> {
  const { counted } = await readPoll(tx, shop, quizId, responseId);
  if (counted) await move(tx, shop, quizId, { voter: responseId, isAnonymous: true, from: counted });
}

/** The newest answer that counts where votes may change, otherwise the first that was given. */
async function voteOf(tx: Tx, shop: ShopId, { quiz, responseId }: ArrivedVote, key: Key, newest: boolean) {
  const question = pollQuestion(quiz.content);
  if (question === undefined) return undefined;
  const answers = await answersOf(tx, shop, responseId, key);
  const votes = answers.flatMap(({ questionId, value, onPath }) =>
    questionId === question.id && (!newest || onPath) ? [voteIn(question, value)] : [],
  );
  return votes.filter((vote) => vote !== undefined).at(newest ? -1 : 0);
}

interface Move {
  voter: string;
  isAnonymous: boolean;
  from: PollSnapshot["counted"];
  to?: CountedVote;
  at?: Date;
}

async function move(tx: Tx, shop: ShopId, quizId: number, { voter, isAnonymous, from, to, at }: Move): Promise<void> {
  await addToTally(tx, shop, quizId, moveVote(from?.options, to?.options), isAnonymous);
  if (to === undefined || at === undefined) return takeVoteOut(tx, shop, quizId, voter);
  await saveVote(tx, shop, { quizId, voter, anonymous: isAnonymous, at, ...to });
}
