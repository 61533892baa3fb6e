import { expect, test } from "vitest";
import { QuizContent } from "../contract/quiz.ts";
import { questionResults } from "./results.ts";

const options = ["taste", "price"].map((id) => ({ id, text: id }));
const CONTENT = QuizContent.parse({
  title: "Tea",
  questions: [
    { type: "ranking", id: "matters", text: "What matters?", options },
    { type: "nps", id: "score", text: "Recommend?" },
    { type: "rating", id: "stars", text: "How was it?", max: 5 },
  ],
  result: { title: "Thanks" },
});

/** So many said the one thing, so many the other. */
function figuresOf(many: number, few: number) {
  const tally = (one: unknown, other: unknown) => ({
    answered: many + few,
    skipped: 0,
    stopped: 0,
    values: [
      { value: one, count: many },
      { value: other, count: few },
    ],
  });
  const tallies = new Map([
    ["matters", tally(["taste", "price"], ["price", "taste"])],
    ["score", tally(10, 2)],
    ["stars", tally(5, 4)],
  ]);
  const results = questionResults(CONTENT, { tallies, times: new Map(), months: new Map(), floor: 5 });
  return results.map(({ figure }) => figure);
}

test("GIVEN one of six ranks, rates and recommends otherwise WHEN results are read THEN no figure tells of them", () => {
  const [matters, score, stars] = figuresOf(5, 1);
  const hidden = { place: undefined, hidden: true };
  expect(matters).toMatchObject({ options: [hidden, hidden] });
  expect(score).toMatchObject({ nps: { groups: { promoters: undefined, passives: 0 }, score: undefined } });
  expect(stars).toMatchObject({ spread: undefined });
});

test("GIVEN as many as the floor on each side WHEN results are read THEN all is told", () => {
  const [matters, score, stars] = figuresOf(5, 5);
  expect(matters).toMatchObject({ options: [{ place: { mean: 1.5 } }, { place: { mean: 1.5 } }] });
  expect(score).toMatchObject({ nps: { groups: { promoters: 5, passives: 0, detractors: 5 }, score: 0 } });
  expect(stars).toMatchObject({ spread: { mean: 4.5 } });
});

test("GIVEN an option that few have ranked WHEN results are read THEN its mean place is hidden, and no other", () => {
  const tallies = new Map([
    [
      "matters",
      {
        answered: 8,
        skipped: 0,
        stopped: 0,
        values: [
          { value: ["taste"], count: 6 },
          { value: ["price"], count: 2 },
        ],
      },
    ],
  ]);
  const [matters] = questionResults(CONTENT, { tallies, times: new Map(), months: new Map(), floor: 5 });
  expect(matters?.figure).toMatchObject({
    options: [
      { id: "taste", place: { n: 6, mean: 1 } },
      { id: "price", place: undefined, hidden: true },
    ],
  });
});
