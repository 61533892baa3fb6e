import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Question } from "../../contract/question.ts";
import { QuizContent } from "../../contract/quiz.ts";
import type { AnswerValue } from "../../contract/response.ts";
import { checkAnswer, isRequired } from "../answer.ts";
import { findTemplate, templates } from "../find-template.ts";
import { path } from "../flow.ts";
import { outcomeOf } from "../outcome.ts";
import { localise, textsOf } from "../texts.ts";

const shop = { currency: "EUR", priceThirds: [8, 20] } as const;
const contents = templates.map((template) => [template.handle, template.content(shop)] as const);

/** Every answer that fits, the skipped one too. */
function answerTo(question: Question): fc.Arbitrary<AnswerValue> {
  const given = ((): fc.Arbitrary<AnswerValue> => {
    switch (question.type) {
      case "single":
      case "picture":
      case "swatch":
      case "product":
        return fc.constantFrom(...question.options.map(({ id }) => [id]));
      case "multiple":
        return fc.subarray(
          question.options.map(({ id }) => id),
          { minLength: 1, maxLength: question.most ?? question.options.length },
        );
      case "ranking": {
        const ids = question.options.map(({ id }) => id);
        return fc.shuffledSubarray(ids, { minLength: ids.length });
      }
      case "slider":
        return fc
          .nat(Math.floor((question.max - question.min) / question.step))
          .map((steps) => question.min + steps * question.step);
      case "rating":
        return fc.integer({ min: 1, max: question.max });
      case "nps":
        return fc.integer({ min: 0, max: 10 });
      case "number":
        return fc.integer({ min: question.min ?? 0, max: question.max ?? 100 });
      case "text":
        return fc.constant("in their own words");
      case "date":
        return fc.constant(question.birthday ? "--12-24" : "2026-12-24");
      case "email":
        return fc.constant("ada@example.com");
      case "phone":
        return fc.constant("+44 20 7946 0000");
      case "info":
        return fc.constant(true);
      case "consent":
        return fc.boolean();
    }
  })();
  return isRequired(question) ? given : fc.oneof(given, fc.constant(null));
}

/** An answer for each question, whether it comes up or not. */
const answersTo = ({ questions }: QuizContent) =>
  fc.record(Object.fromEntries(questions.map((question) => [question.id, answerTo(question)])));

test("there are nine, each found by its handle", () => {
  expect(templates.map(({ handle }) => findTemplate(handle)?.handle)).toEqual([
    "gift-finder",
    "skin-type",
    "coffee-taste",
    "size-and-fit",
    "attribution-survey",
    "net-promoter",
    "style-poll",
    "contest-entry",
    "language-course",
  ]);
});

describe.each(contents)("%s", (_, content) => {
  test("whatever is answered, the walk ends, each answer fits, and every question and result page is met by somebody", () => {
    const met = new Set<string>();
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(answersTo(content), (answers) => {
        const { answered, next } = path(content, answers);
        expect(next).toBeUndefined();
        for (const question of answered) {
          met.add(question.id);
          expect(checkAnswer(question, answers[question.id] ?? null)).toBeUndefined();
        }
        const onPath = new Map(answered.map(({ id }) => [id, answers[id] ?? null]));
        outcomes.add(outcomeOf(content, onPath)?.id ?? "none");
      }),
      { numRuns: 300 },
    );
    expect([...met].sort()).toEqual(content.questions.map(({ id }) => id).sort());
    expect([...outcomes]).toEqual(expect.arrayContaining((content.outcomes ?? []).map(({ id }) => id)));
  });

  test("is complete in Japanese, and nothing of it is left in English", () => {
    expect(QuizContent.parse(content)).toEqual(content);
    const japanese = content.translations?.ja ?? {};
    const texts = textsOf(content);
    expect(Object.keys(japanese).sort()).toEqual(texts.map(({ key }) => key).sort());
    const same = textsOf(localise(content, "ja")).filter((text, at) => text.text === texts[at]?.text);
    // Names and units are the same in both.
    expect(
      same.map(({ text }) => text).filter((text) => !["Instagram", "TikTok", "YouTube", "cm"].includes(text)),
    ).toEqual([]);
  });

  test("says what it is for, with traits that it asks", () => {
    const ids = content.questions.map((question) => question.trait ?? question.id);
    expect(content.goal?.text).toBeTruthy();
    expect(ids).toEqual(expect.arrayContaining(content.goal?.traits ?? ["none"]));
  });
});

test("who would rather not recommend is asked why, and nobody else is", () => {
  const content = findTemplate("net-promoter")?.content(shop);
  if (!content) throw new Error("no such template");
  const asked = (score: number) => path(content, { score }).next?.id;
  expect([0, 6, 7, 10].map(asked)).toEqual(["why", "why", "liked", "liked"]);
});

test("a gift for a woman is more than soap", () => {
  const content = findTemplate("gift-finder")?.content(shop);
  const recipient = content?.questions[0];
  const terms = recipient && "options" in recipient ? recipient.options[0]?.match?.terms : undefined;
  expect(terms).toContain("jewellery");
  expect(terms).not.toContain("soap");
});
