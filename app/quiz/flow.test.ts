import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AnswerValue } from "../contract/response.ts";
import { path, placeAfter } from "./flow.ts";
import type { Answers, WalkQuestion } from "./flow.ts";

const ids = ["constructor", "valueof", "recipient", "room", "taste", "budget", "note"];
const options = ["a", "b", "c"];

const goTo = fc.constantFrom("end", "nowhere", ...ids);
const anyOptionBranch = fc.record({ option: fc.constantFrom(...options), goTo });
const bound = fc.option(fc.integer({ min: -2, max: 3 }), { nil: undefined });
const anyRangeBranch = fc
  .record({ from: bound, to: bound, goTo })
  .map(({ from, to, goTo }) => ({ goTo, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }));

/** Any conditions and branches at all: forwards, backwards, to itself, to the end, to nowhere. */
const anyQuiz = fc
  .subarray(ids, { minLength: 1 })
  .chain((chosen) =>
    fc.tuple(
      ...chosen.map((id) =>
        fc.record({
          id: fc.constant(id),
          branches: fc.array(fc.oneof(anyOptionBranch, anyRangeBranch), { maxLength: 4 }),
          onlyIf: fc.option(
            fc.record({
              question: fc.constantFrom(...ids),
              options: fc.subarray(options, { minLength: 1 }),
            }),
            { nil: undefined },
          ),
        }),
      ),
    ),
  )
  .map((questions) => ({ questions: questions as WalkQuestion[] }));

const anyValue: fc.Arbitrary<AnswerValue> = fc.oneof(
  fc.subarray(options),
  fc.string(),
  fc.integer({ min: -3, max: 4 }),
  fc.boolean(),
  fc.constant(null),
);
const anyMove = fc.oneof(
  fc.record({ do: fc.constant("answer" as const), value: anyValue }),
  fc.record({ do: fc.constant("back" as const) }),
  fc.record({ do: fc.constant("forward" as const) }),
);

interface Quiz {
  questions: readonly WalkQuestion[];
}

/** A shopper at the screen: sees one question at a time, may go back and forward, answers what is shown. */
function walkAsShopper(quiz: Quiz, moves: readonly { do: "answer" | "back" | "forward"; value?: AnswerValue }[]) {
  let answers: Answers = {};
  let shown = 0;
  for (const move of moves) {
    const { answered, next } = path(quiz, answers);
    const screens = next ? [...answered, next] : answered;
    shown = Math.min(shown, screens.length - 1);
    const question = screens[shown];
    if (!question) break;
    if (move.do === "answer") {
      answers = { ...answers, [question.id]: move.value };
      shown += 1;
    } else if (move.do === "back") shown = Math.max(0, shown - 1);
    else if (shown < answered.length) shown += 1;
  }
  return answers;
}

/** The same walk by somebody who goes straight ahead and says at once what the first decided in the end. */
function walkAfresh(quiz: Quiz, decided: Answers) {
  const given: [string, AnswerValue][] = [];
  let at = 0;
  while (at < quiz.questions.length) {
    const { id = "", onlyIf } = quiz.questions[at] ?? {};
    const condition = given.find(([asked]) => asked === onlyIf?.question)?.[1];
    const isAsked = Array.isArray(condition) && condition.some((option) => onlyIf?.options.includes(option));
    if (onlyIf && !isAsked) {
      at += 1;
      continue;
    }
    if (!Object.hasOwn(decided, id)) return { given, next: id };
    const value = decided[id] as AnswerValue;
    given.push([id, value]);
    at = placeAfter(quiz.questions, at, value);
  }
  return { given, next: undefined };
}

describe("the walk", () => {
  test("GIVEN any quiz WHEN a shopper answers, goes back, forward and edits THEN it equals a fresh walk", () => {
    fc.assert(
      fc.property(anyQuiz, fc.array(anyMove, { maxLength: 40 }), (quiz, moves) => {
        const answers = walkAsShopper(quiz, moves);
        const fresh = walkAfresh(quiz, answers);
        const walk = path(quiz, answers);
        expect(walk.answered.map((question) => [question.id, answers[question.id]])).toEqual(fresh.given);
        expect(walk.next?.id).toBe(fresh.next);
        // Off the path nothing counts: a walk that knows only the given answers is the same walk.
        expect(path(quiz, Object.fromEntries(fresh.given))).toEqual(walk);
      }),
    );
  });

  test("GIVEN any quiz and any answers THEN the walk ends, forwards only, without repeats", () => {
    fc.assert(
      fc.property(anyQuiz, fc.dictionary(fc.constantFrom(...ids), anyValue), (quiz, answers) => {
        const places = path(quiz, answers).answered.map((question) => quiz.questions.indexOf(question));
        expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
      }),
    );
  });

  const quiz = {
    questions: [
      {
        id: "who",
        branches: [
          { option: "me", goTo: "budget" },
          { option: "nobody", goTo: "end" },
        ],
      },
      { id: "room", branches: [{ option: "home", goTo: "who" }] },
      { id: "budget" },
    ],
  };

  test("GIVEN branches WHEN one fits THEN it leads, otherwise the next in the list", () => {
    expect(path(quiz, { who: ["me"] }).next?.id).toBe("budget");
    expect(path(quiz, { who: ["her"] }).next?.id).toBe("room");
    expect(path(quiz, { who: ["nobody"] })).toEqual({ answered: [quiz.questions[0]], next: undefined });
    expect(path(quiz, { who: ["me", "nobody"] }).next?.id).toBe("budget");
    expect(path(quiz, { who: null }).next?.id).toBe("room");
  });

  test("GIVEN a branch that points backwards THEN it does not fit", () => {
    expect(path(quiz, { who: ["her"], room: ["home"] }).next?.id).toBe("budget");
  });

  test("GIVEN answers with no prototype manners THEN inherited names are no answers", () => {
    expect(path({ questions: [{ id: "constructor" }] }, {}).next?.id).toBe("constructor");
    expect(path({ questions: [{ id: "constructor" }] }, { constructor: ["a"] as string[] }).next).toBeUndefined();
  });
});
