import { describe, expect, test } from "vitest";
import type { ChoiceQuestion } from "../contract/question.ts";
import type { QuizContent } from "../contract/quiz.ts";
import { QuizContent as Schema } from "../contract/quiz.ts";
import { parseDraft } from "./draft.ts";
import {
  addOption,
  addQuestion,
  changeQuestion,
  duplicateQuestion,
  moveQuestion,
  nameFreshParts,
  removeOption,
  removeQuestion,
  setBranch,
} from "./edit.ts";
import { giftFinder } from "./templates/gift-finder.ts";

const gifts = giftFinder.content({ currency: "GBP", priceThirds: [5, 15] });
const ids = (content: QuizContent) => content.questions.map((question) => question.id);

function choice(content: QuizContent, at: number): ChoiceQuestion {
  const question = content.questions[at];
  if (!question || !("options" in question)) throw new Error("not a choice question");
  return question;
}

describe("editing a draft", () => {
  test("a new question stands before the consent that ends the quiz", () => {
    expect(ids(addQuestion(gifts, "single").content)).toEqual([
      "recipient",
      "room",
      "taste",
      "budget",
      "question",
      "remember",
    ]);
  });

  test("moves, duplicates and removes; jumps to what is gone go too", () => {
    expect(ids(moveQuestion(gifts, 1, 1))).toEqual(["recipient", "taste", "room", "budget", "remember"]);
    expect(moveQuestion(gifts, 0, -1)).toBe(gifts);
    expect(ids(duplicateQuestion(gifts, 1))[2]).toBe("room-2");
    const without = removeQuestion(gifts, 2);
    expect(ids(without)).toEqual(["recipient", "room", "budget", "remember"]);
    expect(choice(without, 0).branches).toEqual([]);
  });

  test("an option takes its jump with it", () => {
    const question = choice(gifts, 0);
    const child = question.options.findIndex((option) => option.id === "child");
    expect(removeOption(question, child).branches).toEqual([]);
    expect(setBranch(question, "child", "").branches).toEqual([]);
    expect(setBranch(question, "her", "end").branches).toEqual([
      { option: "her", goTo: "end" },
      { option: "child", goTo: "taste" },
    ]);
  });

  test("what was added gets a name from its words, what was published keeps its own", () => {
    const added = addQuestion(gifts, "single").content;
    const at = 4;
    const fresh = choice(added, at);
    const written: ChoiceQuestion = {
      ...fresh,
      text: "Für wen ist es?",
      options: fresh.options.map((option, index) => ({
        ...option,
        text: index === 0 ? "Home & Garden" : "Home garden!",
      })),
      branches: [{ option: "option", goTo: "remember" }],
    };
    const named = nameFreshParts(changeQuestion(added, at, written), []);
    expect(ids(named)[at]).toBe("fur-wen-ist-es");
    expect(choice(named, at).options.map((option) => option.id)).toEqual(["home-garden", "home-garden-2"]);
    expect(choice(named, at).branches).toEqual([{ option: "home-garden", goTo: "remember" }]);
    const kept = nameFreshParts(changeQuestion(added, at, written), [
      "question",
      "question/option",
      "question/option-2",
    ]);
    expect(ids(kept)[at]).toBe("question");
    expect(choice(kept, at).options.map((option) => option.id)).toEqual(["option", "option-2"]);
  });

  test("names never collide, whatever is written", () => {
    let content: QuizContent = { ...gifts, questions: [] };
    for (const text of ["End", "End", "!!!", "constructor", "9 lives", "x".repeat(200)]) {
      content = addQuestion(content, "text").content;
      const last = content.questions.at(-1);
      if (last) content = changeQuestion(content, content.questions.length - 1, { ...last, text });
    }
    const named = nameFreshParts(content, []);
    expect(new Set(ids(named)).size).toBe(6);
    expect(ids(named)).not.toContain("end");
    expect(() => Schema.parse({ ...gifts, questions: named.questions })).not.toThrow();
  });
});

describe("parseDraft", () => {
  test("takes what is half done", () => {
    const half = changeQuestion(gifts, 1, { ...addOption(choice(gifts, 1)), text: "" });
    expect(parseDraft(JSON.parse(JSON.stringify(half)))).toEqual(half);
  });

  test.each<[string, unknown]>([
    ["no object", "quiz"],
    ["another field", { ...gifts, shopId: 2 }],
    [
      "a script as picture",
      changeQuestion(gifts, 1, {
        ...choice(gifts, 1),
        options: [{ id: "a", text: "a", picture: "javascript:alert(1)" }],
      }),
    ],
    ["a lone surrogate", { ...gifts, title: "\ud800" }],
    ["a NUL", { ...gifts, intro: "a\u0000b" }],
    ["a long text", { ...gifts, title: "x".repeat(501) }],
    ["a name that is no name", { ...gifts, questions: [{ ...choice(gifts, 0), id: "__proto__" }] }],
  ])("refuses %s", (_, draft) => {
    expect(() => parseDraft(draft)).toThrow(expect.objectContaining({ status: 422 }) as Error);
  });
});
