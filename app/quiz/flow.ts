import type { Branch } from "../contract/question.ts";
import type { AnswerValue } from "../contract/response.ts";

// Shared by the server and the storefront widget: no imports but types, every byte is shipped to shoppers.

/** What the walk needs to know of a question: true of drafts, published and storefront questions alike. */
export interface WalkQuestion {
  readonly id: string;
  readonly branches?: readonly Branch[];
  readonly onlyIf?: { readonly question: string; readonly options: readonly string[] } | undefined;
}

/** Newest answer per question; null = seen and skipped. What lies off the path may stay in here: it does not count. */
export type Answers = Readonly<Record<string, AnswerValue | undefined>>;

export interface Path<Q> {
  /** The questions answered on the way, in order: only their answers are facts. */
  answered: Q[];
  /** The question that comes next; undefined at the end. */
  next: Q | undefined;
}

/** The answer to one question; `hasOwn`, since "constructor" is a possible id. */
const answerTo = (answers: Answers, id: string): AnswerValue | undefined =>
  Object.hasOwn(answers, id) ? answers[id] : undefined;

function fits(branch: Branch, value: AnswerValue | undefined): boolean {
  if ("option" in branch) return Array.isArray(value) && value.includes(branch.option);
  return typeof value === "number" && value >= (branch.from ?? -Infinity) && value <= (branch.to ?? Infinity);
}

/**
 * Where the answer leads, by place in the list: the first branch that fits, otherwise the next question. Only forwards: a branch
 * that points backwards or nowhere does not fit, so that every walk ends, whatever the quiz.
 */
export function placeAfter(questions: readonly WalkQuestion[], at: number, value: AnswerValue | undefined): number {
  for (const branch of questions[at]?.branches ?? []) {
    if (!fits(branch, value)) continue;
    if (branch.goTo === "end") return questions.length;
    const target = questions.findIndex((question) => question.id === branch.goTo);
    if (target > at) return target;
  }
  return at + 1;
}

/** "Only if *earlier question* is *option*": an earlier question that is not on the path has no answer. */
export function isAsked({ onlyIf }: WalkQuestion, answered: readonly WalkQuestion[], answers: Answers): boolean {
  if (!onlyIf) return true;
  const value = answered.some(({ id }) => id === onlyIf.question) ? answerTo(answers, onlyIf.question) : undefined;
  return Array.isArray(value) && onlyIf.options.some((option) => value.includes(option));
}

/** The walk that these answers make: a pure function, so that back, forward, reload and edit always equal a fresh walk. */
export function path<Q extends WalkQuestion>(quiz: { readonly questions: readonly Q[] }, answers: Answers): Path<Q> {
  const answered: Q[] = [];
  let at = 0;
  for (;;) {
    const next = quiz.questions[at];
    if (next && !isAsked(next, answered, answers)) {
      at += 1;
      continue;
    }
    const value = next && answerTo(answers, next.id);
    if (!next || value === undefined) return { answered, next };
    answered.push(next);
    at = placeAfter(quiz.questions, at, value);
  }
}
