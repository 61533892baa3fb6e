import { expect, test } from "vitest";
import { startingRule } from "./condition.ts";
import type { Vocabulary } from "./describe.ts";

const options = [
  { id: "her", text: "A woman" },
  { id: "him", text: "A man" },
];
const gifts = { handle: "gift-finder", title: "Gifts", questions: [{ id: "recipient", text: "For whom?", options }] };
const vocabulary: Vocabulary = { quizzes: [gifts], measures: [], productTypes: [], products: {}, currency: "EUR" };

test("a new segment begins with the question somebody comes from, and with nothing where there is none to choose from", () => {
  const about = { kind: "answer", quiz: "gift-finder", question: "recipient", is: ["her"] };
  expect(startingRule(vocabulary, "gift-finder", "recipient")).toEqual({ kind: "all", rules: [about] });
  for (const [quiz, question] of [
    ["", ""],
    ["gift-finder", "gone"],
    ["gone", "recipient"],
    ["__proto__", "constructor"],
  ] as const) {
    expect(startingRule(vocabulary, quiz, question)).toEqual({ kind: "all", rules: [] });
  }
});
