import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { findVersion, requireQuiz } from "../quiz/quiz.store.server.ts";
import { rate } from "./figures.ts";
import { questionResults } from "./results.ts";
import type { ResultsView } from "./results.ts";
import { talliesOf, totalsOf } from "./results.store.server.ts";

interface ResultsShop {
  id: ShopId;
  currency: string;
  privacyFloor: number;
}

/** `days`: 0 for all time. */
export async function loadResults(
  tx: Tx,
  shop: ResultsShop,
  quizId: number,
  days: number,
  now: Date,
): Promise<ResultsView> {
  const quiz = await requireQuiz(tx, shop.id, quizId);
  const live = quiz.publishedVersionId === null ? undefined : await findVersion(tx, shop.id, quiz.publishedVersionId);
  const period = { from: days === 0 ? new Date(0) : new Date(now.getTime() - days * 86_400_000) };
  const totals = await totalsOf(tx, shop.id, quizId, period);
  const tallies = await talliesOf(tx, shop.id, quizId, period);
  return {
    id: quiz.id,
    title: quiz.title,
    published: live !== undefined,
    totals,
    finishRate: rate(totals.finished, totals.started),
    addRate: rate(totals.addingWalks, totals.finished),
    questions: questionResults(live?.content ?? quiz.draft, tallies, shop.privacyFloor),
    floor: shop.privacyFloor,
    currency: shop.currency,
    days,
  };
}
