import { expect, test } from "vitest";
import type { Question } from "../../contract/question.ts";
import type { QuizContent } from "../../contract/quiz.ts";
import { mapOf } from "./map.ts";
import { giftFinder } from "../templates/gift-finder.ts";

const gifts = giftFinder.content({ currency: "GBP", priceThirds: [5, 15] });

test("shows what comes next, and who jumps where", () => {
  const { nodes, edges } = mapOf(gifts);
  expect(nodes[0]?.sentences).toEqual([
    "If “A child”, go to 3. Which styles do they like?",
    "Otherwise 2. Where will it be used?",
  ]);
  expect(edges).toContainEqual({ from: 0, to: 2, label: "“A child”" });
  expect(edges.filter(({ label }) => label === undefined).map(({ from, to }) => [from, to])).toEqual([
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
    [4, 5],
  ]);
});

test("tells numbers, conditions and questions that never lead on", () => {
  const score: Question = {
    type: "nps",
    id: "score",
    text: "How likely?",
    required: true,
    branches: [
      { to: 6, goTo: "room" },
      { from: 7, goTo: "end" },
    ],
  };
  const content: QuizContent = {
    ...gifts,
    questions: [
      score,
      gifts.questions[0]!,
      { ...gifts.questions[1]!, onlyIf: { question: "recipient", options: ["her"] } },
    ],
  };
  const { nodes, edges } = mapOf(content);
  expect(edges.filter(({ from }) => from === 0)).toEqual([
    { from: 0, to: 2, label: "6 or less" },
    { from: 0, to: 3, label: "7 or more" },
  ]);
  expect(nodes[2]).toMatchObject({ condition: "Only if “A woman”" });
});

test("names a question that has no text yet by its type", () => {
  const [first, ...others] = gifts.questions;
  const { nodes } = mapOf({ ...gifts, questions: [{ ...first!, text: "" }, ...others] });
  expect(nodes[0]?.text).toBe("1. One choice");
});
