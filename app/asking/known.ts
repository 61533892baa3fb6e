import type { Question } from "../contract/question.ts";
import type { QuizContent } from "../contract/quiz.ts";
import type { AnswerValue, Known, KnownAnswer } from "../contract/response.ts";
import { traitKeyOf, traitTypeOf } from "../profile/trait-dictionary.ts";
import type { TraitDefinition } from "../profile/trait-dictionary.ts";
import { checkAnswer } from "../quiz/answer.ts";

const DAY_MS = 86_400_000;
const FRESH_DAYS = 365;

export interface ToldTrait {
  key: string;
  value: string;
  since: Date;
}

/** Known and fresh: not to be asked. Of several values of one trait the newest says how fresh it is. */
function isFresh(since: Date, definition: TraitDefinition | undefined, now: Date): boolean {
  return now.getTime() - since.getTime() <= (definition?.freshDays ?? FRESH_DAYS) * DAY_MS;
}

export function freshKeys(told: readonly ToldTrait[], words: readonly TraitDefinition[], now: Date): Set<string> {
  const wordOf = new Map(words.map((word) => [word.key, word]));
  return new Set(told.filter(({ key, since }) => isFresh(since, wordOf.get(key), now)).map(({ key }) => key));
}

/** What is known of a person as answers to the questions of a quiz, in its language. What does not fit its questions is left out. */
export function knownAnswers(
  content: Pick<QuizContent, "questions">,
  told: readonly ToldTrait[],
  words: readonly TraitDefinition[],
  now: Date,
): Known {
  const wordOf = new Map(words.map((word) => [word.key, word]));
  const known = content.questions.flatMap((question): [string, KnownAnswer][] => {
    const own = told.filter(({ key }) => key === traitKeyOf(question));
    const value = answerOf(question, own);
    if (value === undefined || checkAnswer(question, value) !== undefined) return [];
    const since = new Date(Math.max(...own.map((trait) => trait.since.getTime())));
    const stale = !isFresh(since, wordOf.get(traitKeyOf(question)), now);
    return [[question.id, { value, text: textOf(question, value), since: since.toISOString(), stale }]];
  });
  return Object.fromEntries(known);
}

function answerOf(question: Question, told: readonly ToldTrait[]): Exclude<AnswerValue, null> | undefined {
  const [first] = told;
  if (first === undefined) return undefined;
  switch (traitTypeOf(question)) {
    case "choice": {
      if (!("options" in question)) return undefined;
      const values = new Set(told.map(({ value }) => value));
      return question.options.filter(({ id }) => values.has(id)).map(({ id }) => id);
    }
    case "number":
      return Number(first.value);
    case "date":
      return first.value;
    case undefined:
      return undefined;
  }
}

function textOf(question: Question, value: AnswerValue): string {
  if (Array.isArray(value) && "options" in question) {
    return question.options.flatMap(({ id, text }) => (value.includes(id) ? [text] : [])).join(", ");
  }
  return "unit" in question && question.unit ? `${String(value)} ${question.unit}` : String(value);
}
