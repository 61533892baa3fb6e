import { expect, test } from "vitest";
import { QuizContent } from "../contract/quiz.ts";
import type { AnswerValue } from "../contract/response.ts";
import { changeTraits } from "../profile/trait.ts";
import { interpret } from "./interpret.ts";

const content = QuizContent.parse({
  title: "Coffee taste",
  questions: [
    {
      type: "single",
      id: "roast",
      trait: "coffee-roast",
      text: "Which roast?",
      options: [
        { id: "dark", text: "Dark", points: { bold: 2 } },
        { id: "light", text: "Light", points: { calm: 2 } },
      ],
    },
    {
      type: "ranking",
      id: "order",
      text: "What matters most?",
      options: [
        { id: "price", text: "Price" },
        { id: "taste", text: "Taste" },
      ],
    },
    { type: "slider", id: "cups", text: "Cups a day?", max: 10 },
    { type: "date", id: "birthday", text: "Your birthday?", birthday: true },
    { type: "email", id: "mail", text: "Your address?" },
  ],
  result: { title: "Done" },
  outcomes: [
    { id: "bold", title: "The bold one" },
    { id: "calm", title: "The calm one" },
  ],
});
const quiz = { versionId: "v", quizId: 1, handle: "coffee", kind: "quiz" as const, content };

const walk: [string, AnswerValue][] = [
  ["roast", ["dark"]],
  ["order", ["taste", "price"]],
  ["cups", 3],
  ["birthday", "--12-24"],
  ["mail", "ada@example.com"],
];
const answersOf = (given: [string, AnswerValue][]) =>
  given.map(([questionId, value], at) => ({ answerId: `a${at}`, questionId, value, sequence: at + 1 }));
const told = (given: [string, AnswerValue][]) =>
  interpret(quiz, answersOf(given)).traits.map(({ key, value }) => `${key}=${value}`);

test("GIVEN a finished walk THEN each answer is a trait under its key, with the persona it adds up to; addresses never are", () => {
  expect(told(walk)).toEqual(["coffee-roast=dark", "order=taste", "cups=3", "birthday=--12-24", "persona-coffee=bold"]);
  expect(told(walk.slice(0, 3))).toEqual(["coffee-roast=dark", "order=taste", "cups=3"]);
});

test("GIVEN somebody who goes back and answers otherwise THEN their persona changes with it, and there is one", () => {
  const first = interpret(quiz, answersOf(walk));
  const answers = answersOf([...walk, ["roast", ["light"]]]);
  const second = interpret(quiz, answers);
  const current = first.traits.map((trait, id) => ({ ...trait, id, toldAt: 0 }));
  const change = changeTraits(current, second.traits, new Map(answers.map(({ answerId }) => [answerId, 0])));
  const after = [...current.filter(({ id }) => !change.close.includes(id)), ...change.add];
  expect(after.map(({ key, value }) => `${key}=${value}`).filter((one) => one.startsWith("persona"))).toEqual([
    "persona-coffee=calm",
  ]);
});

test("GIVEN an answer taken over from what was known THEN it leads on and counts for the outcome, and makes nothing known anew", () => {
  const [roast, ...rest] = answersOf(walk);
  const recalled = interpret(quiz, [{ ...roast!, recalled: true }, ...rest]);
  expect(recalled.traits.map(({ key }) => key)).toEqual(["order", "cups", "birthday", "persona-coffee"]);
  expect([recalled.outcomeId, recalled.stoppedAt, recalled.onPath.size, recalled.told]).toEqual([
    "bold",
    undefined,
    5,
    4,
  ]);
});
