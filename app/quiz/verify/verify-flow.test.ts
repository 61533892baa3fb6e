import { describe, expect, test } from "vitest";
import type { Question } from "../../contract/question.ts";
import type { QuizContent } from "../../contract/quiz.ts";
import { choices, fieldsOf, gifts, verify, withQuestion } from "../../../tests/broken-quiz.ts";

describe("verifyQuiz: conditions, numbers, result pages, colours, languages", () => {
  const numbers = (branches: { from?: number; to?: number; goTo: string }[], more: object = {}): QuizContent => ({
    ...gifts,
    questions: [
      { type: "nps", id: "score", text: "How likely?", required: true, branches, ...more } as Question,
      { type: "text", id: "why", text: "Why?", required: false, maxLength: 200 },
      { type: "info", id: "bye", text: "Thanks" },
      gifts.questions[4]!,
    ],
    result: { ...gifts.result, products: 0 },
  });
  const onlyIf = (at: number, question: string, options: string[]): QuizContent =>
    withQuestion(at, (one) => void (one.onlyIf = { question, options }));

  test.each<[string, QuizContent, string]>([
    [
      "a jump between numbers the wrong way round",
      numbers([{ from: 8, to: 3, goTo: "bye" }]),
      "questions.0.branches.0",
    ],
    ["a jump outside of the scale", numbers([{ from: 11, goTo: "bye" }]), "questions.0.branches.0"],
    ["a jump between two steps", numbers([{ from: 3.2, to: 3.8, goTo: "bye" }]), "questions.0.branches.0"],
    ["a question that every number passes by", numbers([{ goTo: "bye" }]), "questions.1"],
    [
      "a question that all numbers together pass by",
      numbers([
        { to: 6, goTo: "bye" },
        { from: 7, goTo: "remember" },
      ]),
      "questions.1",
    ],
    ["a condition on a question that is gone", onlyIf(2, "gone", ["a"]), "questions.2.onlyIf"],
    ["a condition on a later question", onlyIf(1, "budget", ["small"]), "questions.1.onlyIf"],
    ["a condition on options that are gone", onlyIf(2, "recipient", ["gone"]), "questions.2.onlyIf"],
    ["a condition on a question without options", onlyIf(4, "remember", ["yes"]), "questions.4.onlyIf"],
    // The template leads those who say "child" past this question.
    ["a condition that a jump contradicts", onlyIf(1, "recipient", ["child"]), "questions.1.onlyIf"],
    [
      "a condition on a question that nobody is asked",
      {
        ...onlyIf(2, "room", ["home"]),
        questions: onlyIf(2, "room", ["home"]).questions.with(1, onlyIf(1, "recipient", ["child"]).questions[1]!),
      },
      "questions.1.onlyIf",
    ],
    ["a scale that ends before it begins", numbers([], { type: "slider", min: 5, max: 5, step: 1 }), "questions.0.max"],
    [
      "an e-mail address of a child",
      {
        ...numbers([]),
        minors: true,
        questions: [{ type: "email", id: "mail", text: "Mail?", required: false }, gifts.questions[4]!],
      },
      "questions.0",
    ],
    [
      "points for a result page that is gone",
      withQuestion(0, (one) => void (choices(one).options[1]!.points = { gone: 2 })),
      "questions.0.options.1.points",
    ],
    [
      "a result page that no option speaks for",
      { ...gifts, outcomes: [{ id: "modern", title: "Modern", text: "" }] },
      "outcomes.0",
    ],
    [
      "an answer that is not known yet",
      withQuestion(0, (one) => void (one.text = "For the {room}?")),
      "questions.0.text",
    ],
    ["an answer to the question itself", withQuestion(1, (one) => void (one.help = "{room}")), "questions.1.help"],
    ["text that cannot be read", { ...gifts, colours: { text: "#777777", background: "#808080" } }, "colours.text"],
    [
      "buttons that cannot be seen",
      { ...gifts, colours: { text: "#000000", background: "#ffffff", accent: "#eeeeee" } },
      "colours.accent",
    ],
  ])("refuses %s, beside its field", (_, content, field) => {
    expect(fieldsOf(content, "error")[0]).toBe(field);
  });

  test.each<[string, QuizContent, string]>([
    [
      "a jump that never applies",
      numbers([
        { to: 6, goTo: "bye" },
        { from: 2, to: 4, goTo: "remember" },
      ]),
      "questions.0.branches.1",
    ],
    [
      "a word in braces that names nothing",
      withQuestion(1, (one) => void (one.text = "A {nice} room?")),
      "questions.1.text",
    ],
    [
      "a limit above the number of options",
      withQuestion(2, (one) => void Object.assign(one, { most: 9 })),
      "questions.2.most",
    ],
    ["a missing translation", { ...gifts, translations: { de: { title: "Geschenke" } } }, "translations.de"],
    ["half a pair of colours", { ...gifts, colours: { text: "#000000" } }, "colours.background"],
    ["steps that miss the end", numbers([], { type: "slider", min: 0, max: 10, step: 3 }), "questions.0.step"],
  ])("warns of %s, beside its field", (_, content, field) => {
    expect(fieldsOf(content, "error")).toEqual([]);
    expect(fieldsOf(content, "warning")).toEqual([field]);
  });

  test("lets conditions and numbers pass that somebody meets", () => {
    expect(verify(onlyIf(2, "recipient", ["her", "child"]))).toEqual([]);
    expect(
      fieldsOf(
        numbers([
          { to: 6, goTo: "why" },
          { from: 9, goTo: "bye" },
        ]),
        "error",
      ),
    ).toEqual([]);
    expect(verify({ ...gifts, colours: { text: "#767676", background: "#ffffff", accent: "#005fcc" } })).toEqual([]);
  });

  test("a result page that always has fewer points is told", () => {
    const scored = withQuestion(0, (one) => {
      choices(one).branches = [];
      for (const option of choices(one).options) option.points = { modern: 2, classic: 1 };
    });
    const outcomes = ["modern", "classic"].map((id) => ({ id, title: id, text: "" }));
    const questions = scored.questions.filter(({ type }) => type !== "multiple");
    expect(fieldsOf({ ...scored, questions, outcomes }, "warning")).toContain("outcomes.1");
  });

  test("names a question whose answers nothing uses, and an address that nobody may write to", () => {
    const score = numbers([]);
    expect(verify(score)).toEqual([
      { severity: "note", field: "questions.0", message: expect.stringContaining("only counted") as string },
    ]);
    expect(verify(score, { used: new Set(["score"]) })).toEqual([]);
    expect(verify({ ...score, goal: { text: "", traits: ["score"] } })).toEqual([]);
    const mail: Question = { type: "email", id: "mail", text: "Your address?", required: false };
    expect(fieldsOf({ ...gifts, questions: [...gifts.questions, mail] }, "note")).toEqual(["questions.5"]);
  });

  test("a poll needs something to vote on, and closes after it opens", () => {
    const poll = { opens: "2026-12-02T00:00:00Z", closes: "2026-12-01T00:00:00Z", changeable: false };
    expect(
      verify({ ...numbers([]), poll }, { kind: "poll", used: new Set(["score"]) }).map(({ field }) => field),
    ).toEqual(["questions", "poll.closes"]);
  });

  test("more questions than the shop asks at a time is told; screens and consents do not count", () => {
    expect(verify(gifts, { budget: 4 })).toEqual([]);
    expect(verify(gifts, { budget: 3 })).toMatchObject([{ severity: "warning", field: "questions" }]);
  });
});
