import type { Outcome, QuizContent } from "../contract/quiz.ts";
import type { Dimension, WalkKind } from "./filter.ts";
import { hideSmall, percent, rate } from "./figures.ts";
import type { Rate } from "./figures.ts";
import type { QuestionResult, Totals } from "./results.ts";

export interface BreakdownRow {
  id: string;
  label: string;
  /** Undefined: too small a group to be shown. */
  started: number | undefined;
  /** Of those who started there, who finished; of a poll, its part of all votes. */
  share: Rate | undefined;
}

export interface Target {
  name: string;
  wanted: string;
  reality: string;
  /** Undefined while it cannot be told. */
  reached: boolean | undefined;
}

export interface OutcomeShare {
  id: string;
  text: string;
  count: number | undefined;
  share: Rate | undefined;
}

export interface ResultsView {
  id: number;
  handle: string;
  title: string;
  published: boolean;
  isPoll: boolean;
  /** Somebody has answered within what is kept, whatever the filter. */
  everAnswered: boolean;
  kind: WalkKind;
  apart: { tests: number; flagged: number };
  /** A choice of placement, language, device or source that leaves fewer walks than the privacy floor: no figure of it is told. */
  tooSmall: boolean;
  totals: Totals;
  finishRate: Rate | undefined;
  addRate: Rate | undefined;
  time: { median: number; n: number } | undefined;
  days: { label: string; count: number }[];
  questions: QuestionResult[];
  outcomes: OutcomeShare[];
  goal: { text: string; targets: Target[] } | undefined;
  breakdowns: Record<Dimension, BreakdownRow[]>;
  floor: number;
  currency: string;
}

const NAMES: Record<string, string> = {
  block: "Section of a page",
  page: "Shared page",
  popup: "Pop-up",
  checkout: "Thank-you page",
  phone: "Phone",
  tablet: "Tablet",
  desktop: "Computer",
};

const UNSAID: Record<Dimension, string> = {
  placement: "Unknown",
  language: "Unknown",
  device: "Unknown",
  source: "No share link",
};

export function labelOf(dimension: Dimension, id: string): string {
  if (id === "-") return UNSAID[dimension];
  if (dimension === "source") return id;
  if (dimension !== "language") return NAMES[id] ?? id;
  return new Intl.DisplayNames("en", { type: "language", fallback: "code" }).of(id) ?? id;
}

/** Groups below the floor are not shown, nor the one that would give them away. */
export function breakdown(
  dimension: Dimension,
  walks: readonly { id: string; started: number; finished: number }[],
  floor: number,
  isPoll: boolean,
): BreakdownRow[] {
  const all = walks.reduce((sum, { started }) => sum + started, 0);
  const shown = hideSmall(
    walks.map(({ id, started }) => ({ id, count: started })),
    floor,
    true,
  );
  return walks.map(({ id, started, finished }, at) => ({
    id,
    label: labelOf(dimension, id),
    started: shown[at]?.count,
    share: shown[at]?.count === undefined ? undefined : isPoll ? rate(started, all) : rate(finished, started),
  }));
}

export function outcomeShares(
  outcomes: readonly Outcome[] | undefined,
  counts: ReadonlyMap<string | null, number>,
  floor: number,
): OutcomeShare[] {
  if (!outcomes?.length) return [];
  const texts = [...outcomes.map(({ id, title }) => ({ id, text: title })), { id: "", text: "No persona" }];
  const cells = texts.map(({ id }) => ({ id, count: counts.get(id || null) ?? 0 }));
  const n = cells.reduce((sum, { count }) => sum + count, 0);
  // As with a question: so few say too much of each, zeros included.
  const tooFew = n > 0 && n < floor;
  const shown = tooFew ? [] : hideSmall(cells, floor, true);
  return texts
    .map(({ id, text }, at) => {
      const count = shown[at]?.count;
      return { id, text, count, share: count === undefined ? undefined : rate(count, n) };
    })
    .filter(({ id, count }) => id !== "" || (count !== 0 && !tooFew));
}

const reachedBy = (wanted: number, figure: Rate | undefined): boolean | undefined =>
  figure && figure.hits / figure.of >= wanted / 100;

/** With a decimal: 59.6 % is not yet 60 %. */
const realityText = (figure: Rate): string =>
  `${((100 * figure.hits) / figure.of).toFixed(1)} % (${Math.round(figure.low * 100)}–${percent(figure.high)}), n = ${figure.of}`;

/** What was wanted before it went live, beside what is. */
export function targetsOf(goal: NonNullable<QuizContent["goal"]>, totals: Totals): Target[] {
  const finish = rate(totals.finished, totals.started);
  const buying = rate(totals.buyingWalks, totals.finished);
  const targets: Target[] = [];
  if (goal.responses !== undefined) {
    targets.push({
      name: "Finished responses",
      wanted: goal.responses.toLocaleString("en"),
      reality: totals.finished.toLocaleString("en"),
      reached: totals.finished >= goal.responses,
    });
  }
  if (goal.completion !== undefined) {
    targets.push({
      name: "Finished, of those who started",
      wanted: percent(goal.completion / 100),
      reality: finish ? realityText(finish) : "No responses yet",
      reached: reachedBy(goal.completion, finish),
    });
  }
  if (goal.conversion !== undefined) {
    targets.push({
      name: "Bought, of those who finished",
      wanted: percent(goal.conversion / 100),
      reality: buying ? realityText(buying) : "Nobody has finished yet",
      reached: reachedBy(goal.conversion, buying),
    });
  }
  return targets;
}

const DAY = 86_400_000;
const MOST_DAYS = 92;

/** Days without walks are days too. Of a long period the newest quarter of a year. */
export function dayLine(perDay: ReadonlyMap<number, number>, today: number): { label: string; count: number }[] {
  const first = Math.max(today - MOST_DAYS + 1, perDay.keys().next().value ?? today);
  return Array.from({ length: Math.max(0, today - first + 1) }, (_, at) => ({
    label: new Date((first + at) * DAY).toLocaleDateString("en-GB", {
      day: "numeric",
      month: "short",
      timeZone: "UTC",
    }),
    count: perDay.get(first + at) ?? 0,
  }));
}
