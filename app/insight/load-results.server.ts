import type { QuizContent } from "../contract/quiz.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { findVersion, requireQuiz } from "../quiz/quiz.store.server.ts";
import { DIMENSIONS, zoneOffset } from "./filter.ts";
import type { Dimension, ResultsFilter } from "./filter.ts";
import { rate } from "./figures.ts";
import { breakdown, dayLine, outcomeShares, targetsOf } from "./results-view.ts";
import type { BreakdownRow, ResultsView } from "./results-view.ts";
import {
  apartOf,
  outcomeCounts,
  talliesOf,
  totalsOf,
  walksBy,
  walksPerDay,
  wasEverAnswered,
} from "./results.store.server.ts";
import { questionResults, timeOf } from "./results.ts";
import type { Totals } from "./results.ts";
import { scopeOf } from "./scope.store.server.ts";
import type { Scope } from "./scope.store.server.ts";
import { monthsOf, timesOf } from "./walk-detail.store.server.ts";

interface ResultsShop {
  id: ShopId;
  currency: string;
  timezone: string;
  privacyFloor: number;
}

const DAY = 86_400_000;

export async function loadResults(
  tx: Tx,
  shop: ResultsShop,
  quizId: number,
  filter: ResultsFilter,
  now: Date,
  key: Key,
): Promise<ResultsView> {
  const quiz = await requireQuiz(tx, shop.id, quizId);
  const live = quiz.publishedVersionId === null ? undefined : await findVersion(tx, shop.id, quiz.publishedVersionId);
  const content = live?.content ?? quiz.draft;
  const scope = scopeOf(shop.id, quizId, filter);
  const totals = await totalsOf(tx, scope);
  const times = await timesOf(tx, scope);
  const floor = shop.privacyFloor;
  const input = {
    tallies: await talliesOf(tx, shop.id, quizId, filter),
    times,
    months: await monthsIn(tx, scope, content, key),
    floor,
  };
  const offset = zoneOffset(now, shop.timezone);
  const end = new Date(Math.min(now.getTime(), (filter.to?.getTime() ?? Infinity) - 1));
  const chosen = DIMENSIONS.some((dimension) => filter[dimension] !== undefined);
  const tooSmall = chosen && totals.started < floor;
  const isPoll = quiz.kind === "poll";
  const view: ResultsView = {
    id: quiz.id,
    handle: quiz.handle,
    title: quiz.title,
    published: live !== undefined,
    isPoll,
    everAnswered: await wasEverAnswered(tx, shop.id, quizId),
    kind: filter.kind,
    apart: await apartOf(tx, shop.id, quizId, filter.from),
    tooSmall,
    totals,
    finishRate: rate(totals.finished, totals.started),
    addRate: rate(totals.addingWalks, totals.finished),
    time: timeOf(times.get(""), floor),
    days: dayLine(await walksPerDay(tx, scope, offset), Math.floor((end.getTime() + offset) / DAY)),
    questions: questionResults(content, input),
    outcomes: outcomeShares(content.outcomes, await outcomeCounts(tx, scope), floor),
    goal: content.goal && { text: content.goal.text, targets: targetsOf(content.goal, totals) },
    breakdowns: await breakdownsOf(tx, shop, quizId, filter, isPoll),
    floor,
    currency: shop.currency,
  };
  return tooSmall ? withoutFigures(view) : view;
}

/** What is not to be told does not leave the server. */
function withoutFigures(view: ResultsView): ResultsView {
  const nothing = Object.fromEntries(Object.keys(view.totals).map((name) => [name, 0])) as unknown as Totals;
  const none = { finishRate: undefined, addRate: undefined, time: undefined, goal: undefined };
  return { ...view, ...none, totals: nothing, days: [], questions: [], outcomes: [] };
}

async function monthsIn(tx: Tx, scope: Scope, content: QuizContent, key: Key): Promise<Map<string, number[]>> {
  const months = new Map<string, number[]>();
  for (const { id, type } of content.questions) {
    if (type === "date") months.set(id, await monthsOf(tx, scope, id, key));
  }
  return months;
}

/** Each dimension with the others’ filters, but not its own: so that one can choose another. */
async function breakdownsOf(
  tx: Tx,
  shop: ResultsShop,
  quizId: number,
  filter: ResultsFilter,
  isPoll: boolean,
): Promise<Record<Dimension, BreakdownRow[]>> {
  const rows: Partial<Record<Dimension, BreakdownRow[]>> = {};
  for (const dimension of DIMENSIONS) {
    const scope = scopeOf(shop.id, quizId, { ...filter, [dimension]: undefined });
    rows[dimension] = breakdown(dimension, await walksBy(tx, scope, dimension), shop.privacyFloor, isPoll);
  }
  return rows as Record<Dimension, BreakdownRow[]>;
}
