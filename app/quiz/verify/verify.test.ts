import { describe, expect, test } from "vitest";
import type { Question } from "../../contract/question.ts";
import type { QuizContent } from "../../contract/quiz.ts";
import { consentWords } from "../consent-words.ts";
import { choices, fieldsOf, gifts, verify, withQuestion } from "../../../tests/broken-quiz.ts";

describe("verifyQuiz", () => {
  test("finds nothing in a quiz that works", () => {
    expect(verify(gifts)).toEqual([]);
  });

  test.each<[string, QuizContent, string]>([
    ["no question", { ...gifts, questions: [] }, "questions"],
    ["no title", { ...gifts, title: "  " }, "title"],
    ["no result title", { ...gifts, result: { ...gifts.result, title: "" } }, "result.title"],
    ["an empty question", withQuestion(1, (one) => void (one.text = " ")), "questions.1.text"],
    [
      "an empty option",
      withQuestion(1, (one) => void (choices(one).options[2]!.text = "")),
      "questions.1.options.2.text",
    ],
    ["one option", withQuestion(1, (one) => void (choices(one).options.length = 1)), "questions.1.options"],
    ["the same question name twice", withQuestion(3, (one) => void (one.id = "room")), "questions.3.id"],
    [
      "the same option name twice",
      withQuestion(2, (one) => void (choices(one).options[1]!.id = "vintage")),
      "questions.2.options.1.id",
    ],
    [
      "a consent to remember whose button speaks of news",
      withQuestion(4, (one) => one.type === "consent" && (one.agree = consentWords("marketing", "en").agree)),
      "questions.4.agree",
    ],
    [
      "a consent to remember that speaks of news in another language",
      { ...gifts, translations: { ja: { "remember.agree": consentWords("marketing", "ja").agree } } },
      "translations.ja.remember.agree",
    ],
    ["a reserved name", withQuestion(3, (one) => void (one.id = "end")), "questions.3.id"],
    [
      "a jump to nowhere",
      withQuestion(1, (one) => void choices(one).branches.push({ option: "home", goTo: "gone" })),
      "questions.1.branches.0",
    ],
    [
      "a jump back",
      withQuestion(1, (one) => void choices(one).branches.push({ option: "home", goTo: "recipient" })),
      "questions.1.branches.0",
    ],
    [
      "a jump to itself",
      withQuestion(1, (one) => void choices(one).branches.push({ option: "home", goTo: "room" })),
      "questions.1.branches.0",
    ],
    [
      "a jump of no option",
      withQuestion(1, (one) => void choices(one).branches.push({ option: "gone", goTo: "end" })),
      "questions.1.branches.0",
    ],
    [
      "prices the wrong way round",
      withQuestion(3, (one) => void (choices(one).options[0]!.match = { terms: [], priceFrom: 9, priceTo: 2 })),
      "questions.3.options.0.match.priceTo",
    ],
    [
      "a question that every jump passes by",
      withQuestion(0, (one) => {
        choices(one).branches = choices(one).options.map((option) => ({ option: option.id, goTo: "taste" }));
      }),
      "questions.1",
    ],
    ["no consent where segments use it", { ...gifts, questions: gifts.questions.slice(0, 4) }, "questions"],
  ])("refuses %s, beside the field", (_, content, field) => {
    expect(fieldsOf(content, "error")).toEqual([field]);
  });

  test("an optional question can be passed even when every option jumps", () => {
    const content = withQuestion(0, (one) => {
      choices(one).required = false;
      choices(one).branches = choices(one).options.map((option) => ({ option: option.id, goTo: "taste" }));
    });
    expect(verify(content)).toEqual([]);
  });

  test("refuses a way that ends in too few products, once per field that narrows it", () => {
    const findings = verify(gifts, {
      products: {
        matching: () => 9,
        fitting: (answers) => ((answers.get("budget") as string[])[0] === "large" && answers.has("room") ? 2 : 9),
      },
    });
    expect(findings).toEqual([
      {
        severity: "error",
        field: "questions.3.options.2.match",
        message: expect.stringContaining("should see 3 products, but only 2 in stock fit") as string,
      },
    ]);
  });

  test("warns of an option that no product fits", () => {
    const findings = verify(gifts, {
      products: {
        matching: (match) => (match.terms.includes("garden") && match.terms.includes("seed") ? 0 : 5),
        fitting: () => 5,
      },
    });
    expect(findings).toEqual([
      {
        severity: "warning",
        field: "questions.1.options.2.match",
        message: expect.stringContaining("No product in stock") as string,
      },
    ]);
  });

  test("a quiz that shows no products needs none", () => {
    const none = { matching: () => 1, fitting: () => 0 };
    expect(verify({ ...gifts, result: { ...gifts.result, products: 0 } }, { products: none })).toEqual([]);
  });

  test("thirty questions of forty options are looked through in bounded work", () => {
    let asked = 0;
    const options = Array.from({ length: 40 }, (_, at) => ({ id: `o${at}`, text: `Option ${at}` }));
    const questions: Question[] = Array.from({ length: 30 }, (_, at) => ({
      type: "single",
      id: `q${at}`,
      text: `Question ${at}`,
      required: true,
      options,
      branches: [],
    }));
    verify(
      { ...gifts, questions },
      { feedsSegments: false, products: { matching: () => 1, fitting: () => ((asked += 1), 9) } },
    );
    expect(asked).toBe(3000);
  });
});
