import type { ProductMatch, Question, RangeBranch } from "../contract/question.ts";
import type { QuizContent } from "../contract/quiz.ts";
import type { AnswerValue } from "../contract/response.ts";
import { isRequired } from "./answer.ts";
import { isAsked, placeAfter } from "./flow.ts";

/** The numbers that a question takes; undefined where the answer is no number. */
export function domainOf(question: Question): { min: number; max: number; step?: number } | undefined {
  switch (question.type) {
    case "slider":
      return { min: question.min, max: question.max, step: question.step };
    case "rating":
      return { min: 1, max: question.max, step: 1 };
    case "nps":
      return { min: 0, max: 10, step: 1 };
    case "number":
      return { min: question.min ?? -1e9, max: question.max ?? 1e9 };
    case "single":
    case "multiple":
    case "picture":
    case "swatch":
    case "product":
    case "ranking":
    case "text":
    case "date":
    case "email":
    case "phone":
    case "info":
    case "consent":
      return undefined;
  }
}

export const fitsRange = ({ from = -Infinity, to = Infinity }: RangeBranch, value: number): boolean =>
  value >= from && value <= to;

/** Numbers that can be answered, at least one from every stretch between the ends of the jumps. */
export function tellingNumbers(question: Question): number[] {
  const domain = domainOf(question);
  if (!domain || !("branches" in question) || "options" in question) return [];
  const { min, max, step } = domain;
  const ends = question.branches.flatMap(({ from, to }) => [from ?? min, to ?? max]);
  const cuts = [...new Set([min, max, ...ends])].sort((left, right) => left - right);
  const between = cuts.slice(1).map((cut, at) => (cut + (cuts[at] ?? cut)) / 2);
  const onSteps = (value: number): number[] => {
    if (step === undefined) return [value];
    const steps = (value - min) / step;
    return [Math.floor(steps) - 1, Math.floor(steps), Math.ceil(steps), Math.ceil(steps) + 1].map(
      (at) => min + at * step,
    );
  };
  const values = [...cuts, ...between].flatMap(onSteps).filter((value) => value >= min && value <= max);
  return [...new Set(values)].sort((left, right) => left - right);
}

/** Where a question can lead, by place in the list; the length of the list = the end. Unknown targets are left out. */
export function targetsOf(content: QuizContent, question: Question, at: number): Set<number> {
  const after = (value: AnswerValue) => placeAfter(content.questions, at, value);
  const skipped = isRequired(question) ? [] : [at + 1];
  if ("options" in question && question.options.length > 0) {
    const ids = question.options.map(({ id }) => id);
    // Of a ranking every option is in the answer.
    const answers = question.type === "ranking" ? [ids] : ids.map((id) => [id]);
    return new Set([...answers.map(after), ...skipped]);
  }
  const numbers = tellingNumbers(question);
  return new Set(numbers.length > 0 ? [...numbers.map(after), ...skipped] : [at + 1]);
}

interface Choice {
  question: number;
  /** Undefined where the answer is no option. */
  option: number | undefined;
  text: string;
  match: ProductMatch | undefined;
}

export interface QuizPath {
  choices: readonly Choice[];
  answers: ReadonlyMap<string, AnswerValue>;
}

/** More ways than this are not tried one by one: every option is still checked by itself. */
export const MOST_PATHS = 3000;

interface Answered {
  value: AnswerValue;
  choice: Choice | undefined;
}

/** The answers that make a difference: each option by itself, one number for each place that numbers lead to. */
function answersTo(content: QuizContent, question: Question, at: number): Answered[] {
  if ("options" in question) {
    const ids = question.options.map(({ id }) => id);
    return question.options.map((option, place) => ({
      value: question.type === "ranking" ? [option.id, ...ids.toSpliced(place, 1)] : [option.id],
      choice: { question: at, option: place, text: option.text, match: option.match },
    }));
  }
  const byTarget = new Map<number, number>();
  for (const number of tellingNumbers(question)) {
    const target = placeAfter(content.questions, at, number);
    if (!byTarget.has(target)) byTarget.set(target, number);
  }
  const numbers = [...byTarget.values()];
  if (numbers.length === 0) return [{ value: null, choice: undefined }];
  // A number that leads on like every other says nothing about the way.
  const telling = numbers.length > 1;
  return numbers.map((value) => ({
    value,
    choice: telling ? { question: at, option: undefined, text: String(value), match: undefined } : undefined,
  }));
}

/** Ways through a sound quiz, one option chosen per question: the narrowest that a shopper can take. */
export function* pathsThrough(content: QuizContent): Generator<QuizPath> {
  const { questions } = content;
  let left = MOST_PATHS;
  function* walk(
    at: number,
    choices: readonly Choice[],
    answers: Readonly<Record<string, AnswerValue>>,
  ): Generator<QuizPath> {
    if (left <= 0) return;
    const question = questions[at];
    if (!question) {
      left -= 1;
      yield { choices, answers: new Map(Object.entries(answers)) };
      return;
    }
    const answered = questions.filter(({ id }) => Object.hasOwn(answers, id));
    if (!isAsked(question, answered, answers)) {
      yield* walk(at + 1, choices, answers);
      return;
    }
    for (const { value, choice } of answersTo(content, question, at)) {
      const known = { ...answers, [question.id]: value };
      yield* walk(placeAfter(questions, at, value), choice ? [...choices, choice] : choices, known);
    }
  }
  yield* walk(0, [], {});
}
