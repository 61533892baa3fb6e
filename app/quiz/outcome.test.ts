import { expect, test } from "vitest";
import { QuizContent } from "../contract/quiz.ts";
import { outcomeOf } from "./outcome.ts";

const content = QuizContent.parse({
  title: "Style",
  questions: [
    {
      type: "multiple",
      id: "likes",
      text: "What do you like?",
      options: [
        { id: "wood", text: "Wood", points: { country: 2 } },
        { id: "steel", text: "Steel", points: { modern: 1, country: -1 } },
      ],
    },
    {
      type: "ranking",
      id: "first",
      text: "Best first",
      options: [
        { id: "old", text: "Old", points: { country: 1 } },
        { id: "new", text: "New", points: { modern: 1 } },
      ],
    },
  ],
  result: { title: "For you" },
  outcomes: [
    { id: "modern", title: "Modern" },
    { id: "country", title: "Country" },
  ],
});
const outcome = (answers: Record<string, string[]>) => outcomeOf(content, new Map(Object.entries(answers)))?.id;

test("the points of what was chosen decide; of a ranking only the first", () => {
  expect(outcome({ likes: ["wood"] })).toBe("country");
  expect(outcome({ likes: ["steel"], first: ["new", "old"] })).toBe("modern");
  expect(outcome({ likes: ["wood", "steel"], first: ["new", "old"] }), "of equals the first").toBe("modern");
});

test("nobody is made a persona of without points", () => {
  expect(outcome({})).toBeUndefined();
  expect(outcomeOf({ ...content, outcomes: undefined }, new Map([["likes", ["wood"]]]))).toBeUndefined();
});
