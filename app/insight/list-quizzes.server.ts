import type { QuizContent } from "../contract/quiz.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { dayText } from "../platform/date-text.ts";
import type { Keep } from "../platform/keep-costly.ts";
import { goalsOf } from "../quiz/quiz-goals.store.server.ts";
import type { QuizListRow } from "../quiz/quiz-list-row.ts";
import { listQuizzes } from "../quiz/quiz.store.server.ts";
import { zoneOffset } from "./filter.ts";
import { rate, rateText } from "./figures.ts";
import { countsByQuiz, daysByQuiz } from "./responses.store.server.ts";
import type { WalkTotals } from "./responses.store.server.ts";

const DAY = 86_400_000;
const DAYS = 30;

/** All quizzes with what happened lately. */
export async function viewQuizzes(
  tx: Tx,
  shop: { id: ShopId; timezone: string },
  now: Date,
  keep: Keep,
): Promise<QuizListRow[]> {
  const offset = zoneOffset(now, shop.timezone);
  const today = Math.floor((now.getTime() + offset) / DAY);
  const from = new Date((today - DAYS + 1) * DAY - offset);
  const counts = await keep(`walks ${shop.id}`, () => countsByQuiz(tx, shop.id));
  const days = await keep(`days ${shop.id}`, () => daysByQuiz(tx, shop.id, from, offset));
  const quizzes = await listQuizzes(tx, shop.id);
  const goals = await goalsOf(tx, shop.id);
  return quizzes.map(({ id, title, handle, kind, published, updatedAt }) => {
    const totals = counts.get(id) ?? { started: 0, finished: 0 };
    const perDay = Array.from({ length: DAYS }, (_, at) => days.get(id)?.get(today - DAYS + 1 + at) ?? 0);
    const finish = rate(totals.finished, totals.started);
    return {
      id,
      title,
      handle,
      kind,
      published,
      changed: dayText(updatedAt, shop.timezone),
      perDay,
      lately: perDay.reduce((sum, count) => sum + count, 0),
      ...totals,
      finishRate: finish && rateText(finish),
      goal: published ? goalState(goals.get(id), totals) : undefined,
    };
  });
}

/** By the targets that responses alone can tell; undefined where there are none. */
function goalState(goal: QuizContent["goal"], { started, finished }: WalkTotals): QuizListRow["goal"] {
  const { responses, completion } = goal ?? {};
  if (responses === undefined && completion === undefined) return undefined;
  if (started === 0) return "waiting";
  const enough = responses === undefined || finished >= responses;
  const far = completion === undefined || (started > 0 && (100 * finished) / started >= completion);
  return enough && far ? "reached" : "open";
}
