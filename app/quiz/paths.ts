import type { ProductMatch, Question } from "../contract/question.ts";
import type { QuizContent } from "../contract/quiz.ts";
import type { AnswerValue } from "../contract/response.ts";

/** Where a question can lead, by place in the list; the length of the list = the end. Unknown targets are left out. */
export function targetsOf(content: QuizContent, question: Question, at: number): Set<number> {
  if (!("options" in question)) return new Set([at + 1]);
  const targets = question.branches.flatMap((branch) => placeOf(content, branch.goTo) ?? []);
  const covered = new Set(question.branches.map((branch) => branch.option));
  const everyOptionJumps = question.options.every((option) => covered.has(option.id));
  const canPass = !everyOptionJumps || !question.required;
  return new Set(canPass ? [...targets, at + 1] : targets);
}

function placeOf(content: QuizContent, goTo: string): number | undefined {
  if (goTo === "end") return content.questions.length;
  const place = content.questions.findIndex((question) => question.id === goTo);
  return place < 0 ? undefined : place;
}

interface Choice {
  question: number;
  option: number;
  text: string;
  match: ProductMatch | undefined;
}

export interface QuizPath {
  choices: readonly Choice[];
  answers: ReadonlyMap<string, AnswerValue>;
}

/** More ways than this are not tried one by one: every option is still checked by itself. */
const MOST_PATHS = 3000;

/** Ways through a sound quiz, one option chosen per question: the narrowest that a shopper can take. */
export function* pathsThrough(content: QuizContent): Generator<QuizPath> {
  let left = MOST_PATHS;
  function* walk(at: number, choices: readonly Choice[]): Generator<QuizPath> {
    if (left <= 0) return;
    const question = content.questions[at];
    if (!question) {
      left -= 1;
      const answers = choices.map((choice): [string, AnswerValue] => {
        const asked = content.questions[choice.question];
        const option = asked && "options" in asked ? asked.options[choice.option] : undefined;
        return [asked?.id ?? "", option ? [option.id] : []];
      });
      yield { choices, answers: new Map(answers) };
    } else if (!("options" in question)) {
      yield* walk(at + 1, choices);
    } else {
      for (const [index, option] of question.options.entries()) {
        const branch = question.branches.find((one) => one.option === option.id);
        const next = branch ? placeOf(content, branch.goTo) : at + 1;
        const choice: Choice = { question: at, option: index, text: option.text, match: option.match };
        if (next !== undefined && next > at) yield* walk(next, [...choices, choice]);
      }
    }
  }
  yield* walk(0, []);
}
