import type { StorefrontQuestion, StorefrontQuiz } from "../../../app/contract/quiz.ts";
import { pipe } from "../../../app/quiz/pipe.ts";
import { answerOf, pathOf } from "./walk.ts";
import type { Walk } from "./walk.ts";

/** Spreads similar texts far apart, the same way each time. */
function hash(text: string): number {
  let sum = 0;
  for (const character of text) {
    sum = Math.imul(sum ^ character.charCodeAt(0), 0x5bd1e995);
    sum ^= sum >>> 13;
  }
  return sum;
}

/** The question as this shopper gets it: their earlier answers in its texts, its options in an order that is theirs alone (told as ids, too). */
export function shown(
  quiz: StorefrontQuiz,
  walk: Walk,
  question: StorefrontQuestion,
): [question: StorefrontQuestion, order?: string[]] {
  const { answered } = pathOf(quiz, walk);
  const answers = Object.fromEntries(answered.map(({ id }) => [id, answerOf(walk, id)?.value]));
  // All texts at once; an id or an address never holds the name of a question in braces.
  const own = JSON.parse(JSON.stringify(question), (_, text: unknown) =>
    typeof text === "string" ? pipe(text, quiz.questions, answers) : text,
  ) as StorefrontQuestion;
  if (!("options" in own && own.shuffle)) return [own];
  const rank = ({ id }: { id: string }) => hash(walk.responseId + question.id + id);
  own.options.sort((one, other) => rank(one) - rank(other));
  return [own, own.options.map(({ id }) => id)];
}
