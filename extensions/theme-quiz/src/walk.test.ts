import fc from "fast-check";
import { expect, test } from "vitest";
import type { StorefrontQuestion, StorefrontQuiz } from "../../../app/contract/quiz.ts";
import type { AnswerValue } from "../../../app/contract/response.ts";
import { everyType } from "./tests/every-type.ts";
import { answerOf, give, newWalk, pathOf, placeOf, screensOf } from "./walk.ts";
import type { Walk } from "./walk.ts";

const ids = ["a", "b", "c", "d", "e"];
const options = ["x", "y", "z"];
const goTo = fc.constantFrom("end", ...ids);
const onlyIf = fc.option(
  fc.record({ question: fc.constantFrom(...ids), options: fc.subarray(options, { minLength: 1 }) }),
  {
    nil: undefined,
  },
);
const common = { text: "?", required: false };

const anyQuestion = (id: string): fc.Arbitrary<StorefrontQuestion> =>
  fc.oneof(
    fc.record({ option: fc.constantFrom(...options), goTo }).chain((branch) =>
      onlyIf.map((only) => ({
        ...common,
        type: "single" as const,
        id,
        options: options.map((one) => ({ id: one, text: one })),
        branches: [branch],
        onlyIf: only,
      })),
    ),
    fc
      .record({ from: fc.integer({ min: 0, max: 9 }), goTo })
      .chain((branch) =>
        onlyIf.map((only) => ({ ...common, type: "nps" as const, id, branches: [branch], onlyIf: only })),
      ),
  );

const anyQuiz: fc.Arbitrary<StorefrontQuiz> = fc
  .tuple(...ids.map(anyQuestion))
  .map((questions) => ({ ...everyType, questions }));
const anyMove = fc.oneof(
  { weight: 3, arbitrary: fc.record({ option: fc.constantFrom(...options), number: fc.integer({ min: 0, max: 10 }) }) },
  { weight: 1, arbitrary: fc.constant("back" as const) },
);

const valueFor = (question: StorefrontQuestion, move: { option: string; number: number }): AnswerValue =>
  question.type === "nps" ? move.number : [move.option];

const isPresent = (quiz: StorefrontQuiz, walk: Walk) => screensOf(quiz, walk)[placeOf(quiz, walk)];

test("any walk forward and back equals a fresh walk with the same answers; the last message holds that path and nothing else", () => {
  fc.assert(
    fc.property(anyQuiz, fc.array(anyMove, { maxLength: 40 }), (quiz, moves) => {
      const walk = newWalk(quiz, 0);
      for (const move of moves) {
        const place = placeOf(quiz, walk);
        const question = isPresent(quiz, walk);
        if (move === "back") walk.at = screensOf(quiz, walk)[place - 1]?.id ?? walk.at;
        else if (question) give(quiz, walk, question, valueFor(question, move));
      }
      const fresh = newWalk(quiz, 0);
      for (let question = isPresent(quiz, fresh); question; question = isPresent(quiz, fresh)) {
        const known = answerOf(walk, question.id);
        if (!known) break;
        give(quiz, fresh, question, known.value);
      }
      const facts = (one: Walk) => pathOf(quiz, one).answered.map(({ id }) => [id, answerOf(one, id)?.value]);
      expect(facts(walk)).toEqual(facts(fresh));
      expect(pathOf(quiz, walk).next?.id).toBe(pathOf(quiz, fresh).next?.id);
      const finished = walk.outbox.findLast(({ body }) => body.finished);
      if (walk.finished)
        expect(finished?.body.answers.map(({ questionId, value }) => [questionId, value])).toEqual(facts(walk));
    }),
    { numRuns: 300 },
  );
});
