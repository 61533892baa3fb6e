import type { ChoiceQuestion, Question } from "../contract/question.ts";
import type { QuizContent } from "../contract/quiz.ts";
import { hideSmall, rate } from "./figures.ts";
import type { Rate } from "./figures.ts";

/** Orders count as following a response for this long. */
export const FOLLOW_DAYS = 30;

export interface QuestionTally {
  /** Walks on which this question was answered or seen and skipped. */
  answered: number;
  skipped: number;
  /** Unfinished walks that ended before this question. */
  stopped: number;
  /** Answers per option, or per yes and no. */
  options: ReadonlyMap<string, number>;
}

export interface Totals {
  started: number;
  finished: number;
  tests: number;
  /** Walks from which something was put into the cart, and how many things. */
  addingWalks: number;
  cartAdds: number;
  orders: number;
  /** Of those, the ones that carried this quiz's mark from the cart. */
  markedOrders: number;
  revenueMicros: number;
}

export interface OptionResult {
  id: string;
  text: string;
  /** Undefined: too small a group to be shown. */
  count: number | undefined;
  share: number | undefined;
}

export interface QuestionResult {
  id: string;
  text: string;
  kind: Question["type"];
  /** Walks that came to this question. */
  reached: number;
  answered: number;
  skipped: number;
  stopped: number;
  stopRate: Rate | undefined;
  /** Undefined for own words, and while fewer have answered than the privacy floor. */
  options: OptionResult[] | undefined;
  tooFew: boolean;
}

const NONE: QuestionTally = { answered: 0, skipped: 0, stopped: 0, options: new Map() };

function choicesOf(question: Question): { id: string; text: string }[] {
  switch (question.type) {
    case "single":
    case "multiple":
    case "picture":
    case "swatch":
    case "product":
    case "ranking":
      return optionTexts(question);
    case "consent":
      return [
        { id: "true", text: question.agree },
        { id: "false", text: question.decline },
      ];
    case "slider":
    case "rating":
    case "nps":
    case "number":
    case "date":
    case "text":
    case "email":
    case "phone":
    case "info":
      return [];
  }
}

const optionTexts = ({ options }: ChoiceQuestion) => options.map(({ id, text }) => ({ id, text }));

function resultOf(question: Question, tally: QuestionTally, floor: number): QuestionResult {
  const { answered, skipped, stopped } = tally;
  const reached = answered + skipped + stopped;
  const tooFew = answered > 0 && answered < floor;
  const choices = choicesOf(question);
  const cells = choices.map(({ id }) => ({ id, count: tally.options.get(id) ?? 0 }));
  // With one choice each, the counts add up to the answers: a single hidden one could be worked out.
  const shown = hideSmall(cells, floor, question.type !== "multiple");
  const options = choices.map(({ id, text }, at): OptionResult => {
    const count = shown[at]?.count;
    return { id, text, count, share: count === undefined || answered === 0 ? undefined : count / answered };
  });
  return {
    id: question.id,
    text: question.text,
    kind: question.type,
    reached,
    answered,
    skipped,
    stopped,
    stopRate: rate(stopped, reached),
    options: tooFew || choices.length === 0 ? undefined : options,
    tooFew,
  };
}

/** One line per question of a version, in its order; what a version no longer asks is left to the export. */
export function questionResults(
  content: QuizContent,
  tallies: ReadonlyMap<string, QuestionTally>,
  floor: number,
): QuestionResult[] {
  return content.questions.map((question) => resultOf(question, tallies.get(question.id) ?? NONE, floor));
}

export interface ResultsView {
  id: number;
  title: string;
  published: boolean;
  totals: Totals;
  finishRate: Rate | undefined;
  addRate: Rate | undefined;
  questions: QuestionResult[];
  floor: number;
  currency: string;
  days: number;
}
