import { expect, test } from "vitest";
import { QuizContent } from "../../contract/quiz.ts";
import { goalTraits } from "./goal-traits.ts";

const options = [
  { id: "a", text: "A" },
  { id: "b", text: "B" },
];
const content = QuizContent.parse({
  title: "Skin",
  questions: [
    { type: "single", id: "feel", text: "How does it feel?", options },
    { type: "single", id: "again", text: "And now?", trait: "feel", options },
    { type: "slider", id: "shine", text: "How much does it shine?", min: 1, max: 5 },
    { type: "text", id: "wish", text: "Your wish?" },
  ],
  result: { title: "Yours", products: 0 },
  outcomes: [{ id: "dry", title: "Dry" }],
});

test("a goal is chosen from what the quiz asks, before it was ever published; what other quizzes ask stands apart", () => {
  const known = [
    { key: "recipient", name: "For whom?" },
    { key: "shine", name: "Shine at midday" },
  ];
  expect(goalTraits("skin-type", content, known)).toEqual({
    own: [
      { key: "feel", name: "How does it feel?" },
      { key: "shine", name: "Shine at midday" },
      { key: "persona-skin-type", name: "Result page" },
    ],
    others: [{ key: "recipient", name: "For whom?" }],
  });
});
