import type { StorefrontQuiz } from "../../../app/contract/quiz.ts";
import { answersTo, pathOf, uuid } from "./walk.ts";
import type { Message, Walk } from "./walk.ts";

/**
 * The server no longer takes the token: what was refused becomes a new response, once. Of the walk at hand that is all its answers,
 * so that nothing given is lost.
 */
export function beginAnew(quiz: StorefrontQuiz, walk: Walk, { body }: Message): void {
  const { responseId } = walk;
  walk.note = undefined;
  const renewed = {
    ...body,
    responseId: uuid(),
    answers: body.answers.map((answer) => ({ ...answer, answerId: uuid() })),
  };
  const message = { key: uuid(), body: renewed, again: true };
  if (body.responseId === responseId) {
    walk.responseId = renewed.responseId;
    walk.answers = walk.answers.map((given) => ({ ...given, answerId: uuid() }));
    if (walk.agreed?.responseId === responseId) walk.agreed.responseId = renewed.responseId;
    renewed.answers = answersTo(walk, pathOf(quiz, walk).answered);
    renewed.finished = walk.finished;
    walk.outbox = walk.outbox.filter((waiting) => waiting.body.responseId !== responseId);
  }
  walk.outbox.unshift(message);
}
