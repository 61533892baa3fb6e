import { expect, test } from "vitest";
import type { QuizContent } from "../../contract/quiz.ts";
import { MOST_UNANSWERED } from "../quiz-view.ts";
import { giftFinder } from "../templates/gift-finder.ts";
import { ask, settle } from "./unanswered.ts";
import type { Unanswered } from "./unanswered.ts";

const first = giftFinder.content({ currency: "GBP", priceThirds: [5, 15] });
const [second, third] = [
  { ...first, title: "2" },
  { ...first, title: "3" },
];

/** Mints 1, 2, 3 … */
function minting(): () => string {
  let minted = 0;
  return () => String((minted += 1));
}

const names = (unanswered: Unanswered) => unanswered.map(({ save }) => save);

/** Sent one after the other, and none of them answered. */
function givenSent(contents: readonly QuizContent[], mint = minting()): Unanswered {
  return contents.reduce<Unanswered>((known, content) => {
    const { save, earlier } = ask(known, content, mint);
    return [...earlier, { save, content }];
  }, []);
}

test("the same content is the same save, however often it is sent", () => {
  expect(names(givenSent([first, first, second, second]))).toEqual(["1", "2"]);
});

test("GIVEN a save that was sent when the page was left WHEN the one before it is answered THEN it is still named", () => {
  const left = settle(givenSent([first, second]), ["1"]);
  expect(names(left)).toEqual(["2"]);
  expect(ask(left, third, () => "3")).toEqual({ save: "3", earlier: left });
});

test("GIVEN saves without an answer WHEN one that named them is answered THEN none is left", () => {
  expect(settle(givenSent([first, second]), ["1", "2"])).toEqual([]);
});

test("no more are named than the app takes, the newest", () => {
  const contents = Array.from({ length: MOST_UNANSWERED + 5 }, () => ({ ...first }));
  const sent = names(givenSent(contents));
  expect(sent).toHaveLength(MOST_UNANSWERED);
  expect(sent.at(-1)).toBe(String(MOST_UNANSWERED + 5));
});
