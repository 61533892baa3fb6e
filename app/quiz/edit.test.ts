import { describe, expect, test } from "vitest";
import type { ChoiceQuestion } from "../contract/question.ts";
import type { QuizContent } from "../contract/quiz.ts";
import { QuizContent as Schema } from "../contract/quiz.ts";
import { parseDraft } from "./draft.ts";
import {
  addOutcome,
  addQuestion,
  changeOutcome,
  changeQuestion,
  duplicateQuestion,
  moveQuestion,
  placeQuestion,
  removeOutcome,
  removeQuestion,
} from "./edit.ts";
import { addOption, addProducts, changeType, removeOption, setBranch, setPoints } from "./edit-option.ts";
import { followNames, nameFreshParts } from "./rename.ts";
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

  test("whatever speaks of a renamed part follows it: conditions, jumps, texts and translations", () => {
    const { content: withResult } = addOutcome(addQuestion(gifts, "single").content);
    const titled = changeOutcome(withResult, 0, { id: "result", title: "Modern", text: "For {question}" });
    const fresh = choice(titled, 4);
    const first = { ...fresh.options[0]!, text: "Home", points: { result: 2 } };
    const written = changeQuestion(titled, 4, {
      ...fresh,
      text: "Which place?",
      options: [first, ...fresh.options.slice(1)],
    });
    const conditional: QuizContent = {
      ...changeQuestion(written, 5, {
        ...written.questions[5]!,
        text: "You said {question}.",
        onlyIf: { question: "question", options: ["option"] },
      }),
      translations: { ja: { question: "どこ？", "question/option": "家", "outcome.result.title": "モダン" } },
    };
    const named = nameFreshParts(conditional, []);
    expect(named.questions[5]).toMatchObject({
      text: "You said {which-place}.",
      onlyIf: { question: "which-place", options: ["home"] },
    });
    expect(choice(named, 4).options[0]).toMatchObject({ id: "home", points: { modern: 2 } });
    expect(named.outcomes).toEqual([{ id: "modern", title: "Modern", text: "For {which-place}" }]);
    expect(named.translations).toEqual({
      ja: { "which-place": "どこ？", "which-place/home": "家", "outcome.modern.title": "モダン" },
    });
    // What was typed while it was published, and the step before it, take the same names over; a name that is taken stays free of doubles.
    expect(followNames(conditional, conditional, named)).toEqual(named);
    const typed = { ...placeQuestion(conditional, 4, 0), title: "Typed since" };
    const followed = followNames(typed, conditional, named);
    expect(followed).toEqual({ ...placeQuestion(named, 4, 0), title: "Typed since" });
    expect(followNames(gifts, conditional, named)).toEqual(gifts);
    const taken = changeQuestion(conditional, 0, { ...conditional.questions[0]!, id: "which-place" });
    expect(new Set(ids(followNames(taken, conditional, named))).size).toBe(taken.questions.length);
  });

  test("a condition follows the options that stay, and goes with its question", () => {
    const asked = changeQuestion(gifts, 2, {
      ...choice(gifts, 2),
      onlyIf: { question: "recipient", options: ["her", "him"] },
    });
    const withoutHer = changeQuestion(asked, 0, removeOption(choice(asked, 0), 0));
    expect(withoutHer.questions[2]?.onlyIf).toEqual({ question: "recipient", options: ["him"] });
    // The last one stays for the verifier to tell: without a condition everybody would be asked.
    const withoutBoth = changeQuestion(withoutHer, 0, removeOption(choice(withoutHer, 0), 0));
    expect(withoutBoth.questions[2]?.onlyIf).toEqual({ question: "recipient", options: ["him"] });
    expect(removeQuestion(asked, 0).questions[1]).not.toHaveProperty("onlyIf");
  });

  test("translations come with a copy and go with what they translate", () => {
    const translated = { ...gifts, translations: { ja: { room: "部屋", "room/home": "居間", roommate: "x" } } };
    expect(duplicateQuestion(translated, 1).translations?.["ja"]).toEqual({
      room: "部屋",
      "room/home": "居間",
      roommate: "x",
      "room-2": "部屋",
      "room-2/home": "居間",
    });
    expect(removeQuestion(translated, 1).translations).toEqual({ ja: { roommate: "x" } });
    const withoutHome = changeQuestion(translated, 1, removeOption(choice(translated, 1), 0));
    expect(withoutHome.translations).toEqual({ ja: { room: "部屋", roommate: "x" } });
  });

  test("a result page takes its points with it", () => {
    const { content, id } = addOutcome(gifts);
    const question = choice(content, 0);
    const option = setPoints(setPoints(question.options[0]!, id, 3), "other", 1);
    const scored = changeQuestion(content, 0, { ...question, options: [option, ...question.options.slice(1)] });
    expect(choice(removeOutcome(scored, 0), 0).options[0]?.points).toEqual({ other: 1 });
    expect(removeOutcome(scored, 0)).not.toHaveProperty("outcomes");
    expect(setPoints({ id: "a", text: "a", points: { [id]: 3 } }, id, 0)).toEqual({ id: "a", text: "a" });
  });

  test("drags to any place, and to none outside", () => {
    expect(ids(placeQuestion(gifts, 3, 0))).toEqual(["budget", "recipient", "room", "taste", "remember"]);
    expect(placeQuestion(gifts, 0, 9)).toBe(gifts);
  });

  test("products become options once each; another look keeps the options, a ranking drops the jumps", () => {
    const picked = [
      { productId: "1", title: "Rose Tea", picture: "https://cdn.shop/rose.jpg" },
      { productId: "2", title: "Rose Tea" },
      { productId: "1", title: "Rose Tea" },
    ];
    const empty: ChoiceQuestion = { ...choice(gifts, 0), type: "product", options: [], branches: [] };
    const grown = addProducts(addProducts(empty, picked), picked);
    expect(grown.options).toEqual([
      { id: "rose-tea", text: "Rose Tea", productId: "1", picture: "https://cdn.shop/rose.jpg" },
      { id: "rose-tea-2", text: "Rose Tea", productId: "2" },
    ]);
    const ranking = changeType(choice(gifts, 0), "ranking");
    expect(ranking).toMatchObject({ type: "ranking", options: choice(gifts, 0).options, branches: [] });
    expect(changeType({ ...choice(gifts, 2), type: "multiple", most: 2 }, "single")).not.toHaveProperty("most");
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
