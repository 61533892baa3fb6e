import type { Question } from "../contract/question.ts";
import type { ShopId } from "../contract/shop.ts";
import { calendarText } from "../platform/date-text.ts";
import type { Tx } from "../platform/db.server.ts";
import { open } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { findVersion, requireQuiz } from "../quiz/quiz.store.server.ts";
import { answerText } from "./answer-text.ts";
import { walksPage } from "./export.store.server.ts";
import type { Place, WalkRow } from "./export.store.server.ts";
import type { ResultsFilter } from "./filter.ts";
import { labelOf } from "./results-view.ts";
import { scopeOf } from "./scope.store.server.ts";

const PAGE = 25;

interface ResponseLine {
  id: string;
  startedAt: Date;
  finished: boolean;
  /** The question that came next when it stopped. */
  stoppedAt: string | undefined;
  outcome: string | undefined;
  where: string[];
  flag: string | undefined;
  answers: { question: string; answer: string }[];
}

export interface ResponsesView {
  id: number;
  title: string;
  responses: ResponseLine[];
  next: string | undefined;
}

const placeText = ({ startedAt, id }: Place): string => `${startedAt.getTime()}_${id}`;

function placeFrom(text: string | null): Place | undefined {
  const [, at, id] = /^(\d{1,16})_([\w-]{1,64})$/.exec(text ?? "") ?? [];
  return at && id ? { startedAt: new Date(Number(at)), id } : undefined;
}

/** Single walks, newest first: who stopped where, and what they said. Addresses and numbers to call stay closed. */
export async function listResponses(
  tx: Tx,
  shop: ShopId,
  quizId: number,
  { filter, unfinished, after }: { filter: ResultsFilter; unfinished: boolean; after: string | null },
  key: Key,
): Promise<ResponsesView> {
  const quiz = await requireQuiz(tx, shop, quizId);
  const scope = scopeOf(shop, quizId, filter);
  if (unfinished) scope.sql += ` AND r."finishedAt" IS NULL`;
  const rows = await walksPage(tx, shop, scope, { place: placeFrom(after), newestFirst: true, limit: PAGE + 1 });
  const page = rows.slice(0, PAGE);
  const responses: ResponseLine[] = [];
  for (const row of page) {
    const version = await findVersion(tx, shop, row.versionId);
    responses.push(lineOf(row, version?.content ?? quiz.draft, key));
  }
  const last = page.at(-1);
  return { id: quiz.id, title: quiz.title, responses, next: rows.length > PAGE && last ? placeText(last) : undefined };
}

function lineOf(
  row: WalkRow,
  content: { questions: Question[]; outcomes?: { id: string; title: string }[] | undefined },
  key: Key,
): ResponseLine {
  const where = [
    labelOf("placement", row.placement),
    labelOf("language", row.language),
    ...(row.device ? [labelOf("device", row.device)] : []),
    ...(row.utmSource ? [row.utmSource] : []),
  ];
  return {
    id: row.id,
    startedAt: row.startedAt,
    finished: row.finishedAt !== null,
    stoppedAt: content.questions.find(({ id }) => id === row.stoppedAt)?.text,
    outcome: content.outcomes?.find(({ id }) => id === row.outcomeId)?.title,
    where,
    flag: row.flag ?? undefined,
    answers: content.questions.flatMap((question) => {
      const answer = row.answers.find(({ questionId }) => questionId === question.id);
      return answer && question.type !== "info"
        ? [{ question: question.text, answer: said(question, answer, key) }]
        : [];
    }),
  };
}

function said(question: Question, answer: WalkRow["answers"][number], key: Key): string {
  if (question.type === "email" || question.type === "phone") return answer.textSealed === null ? "" : "••••";
  if (answer.textSealed !== null) {
    const written = open(key, `Answer.textSealed/${answer.id}`, answer.textSealed);
    return question.type === "date" ? calendarText(written) : written;
  }
  const value: unknown = JSON.parse(answer.options);
  return question.type === "consent" ? (value === true ? "Agreed" : "Declined") : answerText(question, value);
}
