import type { ChoiceQuestion, Question } from "../contract/question.ts";
import type { QuizContent } from "../contract/quiz.ts";
import { binsOf, median, monthBins, spreadOf, tellsOfFew, total } from "./distribution.ts";
import type { Bin, Spread, Tallied } from "./distribution.ts";
import { promotersOf, scoreBins } from "./promoters.ts";
import type { Promoters } from "./promoters.ts";
import { traitKeyOf } from "../profile/trait-dictionary.ts";
import { hideSmall, rate } from "./figures.ts";
import type { Rate } from "./figures.ts";

/** Orders count as following a response for this long. */
export const FOLLOW_DAYS = 30;

export interface QuestionTally {
  /** Walks on which this question was answered, or seen and skipped. */
  answered: number;
  skipped: number;
  /** Unfinished walks that ended before this question. */
  stopped: number;
  /** Answers per value: option ids, a number, yes or no. */
  values: { value: unknown; count: number }[];
}

export interface Totals {
  started: number;
  finished: number;
  /** Walks from which something was put into the cart, and how many things. */
  addingWalks: number;
  cartAdds: number;
  orders: number;
  /** Of those, the ones that carried this quiz's mark from the cart. */
  markedOrders: number;
  revenueMicros: number;
  /** Finished walks that an order followed. */
  buyingWalks: number;
}

export interface OptionResult {
  id: string;
  text: string;
  /** Undefined: too small a group to be shown. */
  count: number | undefined;
  share: Rate | undefined;
  colour?: string | undefined;
  picture?: string | undefined;
}

interface RankResult {
  id: string;
  text: string;
  /** Undefined: nobody placed it, or its mean would tell of a group too small to be shown. */
  place: Spread | undefined;
  hidden: boolean;
}

export type Figure =
  | { kind: "bars"; options: OptionResult[]; several: boolean }
  | { kind: "ranking"; options: RankResult[] }
  | { kind: "numbers"; bins: Bin[]; spread: Spread | undefined; unit: string }
  | { kind: "nps"; bins: Bin[]; nps: Promoters | undefined }
  | { kind: "months"; bins: Bin[]; n: number }
  | { kind: "words" }
  | { kind: "contact" }
  | { kind: "read" };

export interface QuestionResult {
  id: string;
  /** Under this a segment's rule knows it. */
  key: string;
  text: string;
  type: Question["type"];
  /** Walks that came to this question. */
  reached: number;
  answered: number;
  skipped: number;
  stopped: number;
  stopRate: Rate | undefined;
  /** How long people took, in milliseconds; undefined while fewer were timed than the privacy floor. */
  time: { median: number; n: number } | undefined;
  figure: Figure;
  tooFew: boolean;
}

const NONE: QuestionTally = { answered: 0, skipped: 0, stopped: 0, values: [] };

const numbersOf = ({ values }: QuestionTally): Tallied[] =>
  values.flatMap(({ value, count }) => (typeof value === "number" ? [{ value, count }] : []));

function bars(
  choices: readonly { id: string; text: string; colour?: string | undefined; picture?: string | undefined }[],
  { values, answered }: QuestionTally,
  floor: number,
  several: boolean,
): Figure {
  const counts = new Map<string, number>();
  for (const { value, count } of values) {
    for (const id of Array.isArray(value) ? value.map(String) : [String(value)])
      counts.set(id, (counts.get(id) ?? 0) + count);
  }
  const cells = choices.map(({ id }) => ({ id, count: counts.get(id) ?? 0 }));
  // With one choice each, the counts add up to the answers: a single hidden one could be worked out.
  const shown = hideSmall(cells, floor, !several);
  return {
    kind: "bars",
    several,
    options: choices.map(({ id, text, colour, picture }, at) => {
      const count = shown[at]?.count;
      return { id, text, colour, picture, count, share: count === undefined ? undefined : rate(count, answered) };
    }),
  };
}

function ranking({ options }: ChoiceQuestion, { values }: QuestionTally, floor: number): Figure {
  const ranked = options.map(({ id, text }): RankResult => {
    const places = values.flatMap(({ value, count }) => {
      const place = Array.isArray(value) ? value.indexOf(id) + 1 : 0;
      return place > 0 ? [{ value: place, count }] : [];
    });
    const placed = total(places);
    const hidden = placed > 0 && (placed < floor || tellsOfFew(places, { min: 1, max: options.length }, floor));
    return { id, text, place: hidden ? undefined : spreadOf(places), hidden };
  });
  const meanOf = ({ place }: RankResult): number => place?.mean ?? Infinity;
  return { kind: "ranking", options: ranked.sort((left, right) => meanOf(left) - meanOf(right)) };
}

function numbers(
  tally: QuestionTally,
  floor: number,
  { min, max, step, unit }: { min?: number; max?: number; step?: number; unit?: string | undefined },
): Figure {
  const values = numbersOf(tally);
  const seen = values.map(({ value }) => value);
  // What was really given: a number may have no bounds, or far ones.
  const [least, most] = seen.length > 0 ? [Math.min(...seen), Math.max(...seen)] : [0, 1];
  const range = { min: min ?? least, max: max ?? most, ...(step && { step }) };
  const spread = tellsOfFew(values, range, floor) ? undefined : spreadOf(values);
  return { kind: "numbers", bins: binsOf(values, range, floor), spread, unit: unit ?? "" };
}

function figureOf(question: Question, tally: QuestionTally, floor: number, months: readonly number[]): Figure {
  switch (question.type) {
    case "single":
    case "picture":
    case "swatch":
    case "product":
      return bars(question.options, tally, floor, false);
    case "multiple":
      return bars(question.options, tally, floor, true);
    case "ranking":
      return ranking(question, tally, floor);
    case "consent": {
      const choices = [
        { id: "true", text: question.agree },
        { id: "false", text: question.decline },
      ];
      return bars(choices, tally, floor, false);
    }
    case "slider":
      return numbers(tally, floor, question);
    case "rating":
      return numbers(tally, floor, { min: 1, max: question.max, step: 1 });
    case "number":
      return numbers(tally, floor, { unit: question.unit });
    case "nps": {
      const values = numbersOf(tally);
      const nps = promotersOf(values, floor);
      return { kind: "nps", bins: scoreBins(values, nps?.groups, floor), nps };
    }
    case "date":
      return { kind: "months", bins: monthBins(months, floor), n: months.length };
    case "text":
      return { kind: "words" };
    case "email":
    case "phone":
      return { kind: "contact" };
    case "info":
      return { kind: "read" };
  }
}

export interface ResultsInput {
  tallies: ReadonlyMap<string, QuestionTally>;
  /** Milliseconds per question. */
  times: ReadonlyMap<string, readonly number[]>;
  /** Months (1 to 12) per question that asks for a date. */
  months: ReadonlyMap<string, readonly number[]>;
  floor: number;
}

export function timeOf(times: readonly number[] | undefined, floor: number) {
  const middle = median(times ?? []);
  return middle === undefined || (times?.length ?? 0) < floor ? undefined : { median: middle, n: times?.length ?? 0 };
}

function resultOf(question: Question, input: ResultsInput): QuestionResult {
  const tally = input.tallies.get(question.id) ?? NONE;
  const { answered, skipped, stopped } = tally;
  const reached = answered + skipped + stopped;
  return {
    id: question.id,
    key: traitKeyOf(question),
    text: question.text,
    type: question.type,
    reached,
    answered,
    skipped,
    stopped,
    stopRate: rate(stopped, reached),
    time: timeOf(input.times.get(question.id), input.floor),
    figure: figureOf(question, tally, input.floor, input.months.get(question.id) ?? []),
    tooFew: answered > 0 && answered < input.floor,
  };
}

/** One line per question of a version, in its order; what a version no longer asks is left to the export. */
export const questionResults = (content: QuizContent, input: ResultsInput): QuestionResult[] =>
  content.questions.map((question) => {
    const result = resultOf(question, input);
    // Nothing of a small group leaves the server, not even unseen in the page's data.
    return result.tooFew ? { ...result, time: undefined, figure: withoutFigures(result.figure) } : result;
  });

function withoutFigures(figure: Figure): Figure {
  return figure.kind === "words" || figure.kind === "contact" ? figure : { kind: "read" };
}
