import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { notFound } from "../platform/refusal.ts";
import type { Key } from "../platform/secret.server.ts";
import { findVersion, requireQuiz } from "../quiz/quiz.store.server.ts";
import type { ResultsFilter } from "./filter.ts";
import { scopeOf } from "./scope.store.server.ts";
import { wordsPage } from "./walk-detail.store.server.ts";
import type { Words } from "./walk-detail.store.server.ts";

const CHUNK = 500;
/** At most so many texts are opened for one page: a long search goes on where it stopped. */
const MOST_OPENED = 5_000;
const PAGE = 20;

export interface WordsView {
  id: number;
  title: string;
  question: { id: string; text: string };
  words: { id: string; at: Date; text: string }[];
  /** How many were looked through for this page. */
  searched: number;
  /** Where the next page begins; undefined at the end. */
  next: string | undefined;
}

const fold = (text: string): string => text.normalize("NFKC").toLowerCase();

const placeText = ({ at, responseId }: Pick<Words, "at" | "responseId">): string => `${at.getTime()}_${responseId}`;

function placeFrom(text: string | undefined): { at: Date; responseId: string } | undefined {
  const [, at, responseId] = /^(\d{1,16})_([\w-]{1,64})$/.exec(text ?? "") ?? [];
  return at && responseId ? { at: new Date(Number(at)), responseId } : undefined;
}

/** What people wrote to a question (without its id: the first that asks for own words), newest first. It lies sealed, so it is searched after opening, a chunk at a time. */
export async function searchWords(
  tx: Tx,
  shop: ShopId,
  quizId: number,
  { questionId, search, after, filter }: { questionId: string; search: string; after?: string; filter: ResultsFilter },
  key: Key,
): Promise<WordsView> {
  const quiz = await requireQuiz(tx, shop, quizId);
  const live = quiz.publishedVersionId === null ? undefined : await findVersion(tx, shop, quiz.publishedVersionId);
  const question = (live?.content ?? quiz.draft).questions.find(
    ({ id, type }) => type === "text" && (questionId === "" || id === questionId),
  );
  if (!question) throw notFound("This question");
  const scope = scopeOf(shop, quizId, filter);
  const wanted = fold(search.trim().slice(0, 100));
  const words: WordsView["words"] = [];
  let place = placeFrom(after);
  let searched = 0;
  let isMore = true;
  while (isMore && words.length < PAGE && searched < MOST_OPENED) {
    const chunk = await wordsPage(tx, shop, scope, question.id, place, wanted === "" ? PAGE + 1 : CHUNK, key);
    isMore = false;
    for (const [at, one] of chunk.entries()) {
      searched += 1;
      place = one;
      if (fold(one.text).includes(wanted)) words.push({ id: one.answerId, at: one.at, text: one.text });
      isMore = at < chunk.length - 1 || chunk.length === CHUNK;
      if (words.length === PAGE) break;
    }
  }
  return {
    id: quiz.id,
    title: quiz.title,
    question: { id: question.id, text: question.text },
    words,
    searched,
    next: isMore && place ? placeText(place) : undefined,
  };
}
