import { describe, expect, test } from "vitest";
import { QuizContent } from "../contract/quiz.ts";
import type { ConsentQuestion } from "./consent-words.ts";
import { consentWords } from "./consent-words.ts";
import { addQuestion } from "./edit.ts";
import { changePurpose, hasOwnWords } from "./edit-consent.ts";
import { addLanguage, setTranslation } from "./languages.ts";
import { textsOf } from "./texts.ts";

const LANGUAGES = ["ar", "de", "en", "es", "fr", "ja"];

const quizIn = (language: string, others: string[] = []): QuizContent =>
  QuizContent.parse({
    language,
    title: "A quiz",
    questions: [{ type: "info", id: "hello", text: "Hello" }],
    result: { title: "Thanks", products: 0 },
    translations: Object.fromEntries(others.map((other) => [other, {}])),
  });

function withConsent(language: string, others: string[] = []): { content: QuizContent; id: string } {
  return addQuestion(quizIn(language, others), "consent");
}

function consentOf(content: QuizContent): ConsentQuestion {
  const found = content.questions.at(-1);
  if (found?.type !== "consent") throw new Error("no consent question stands last");
  return found;
}

const inLanguage = (content: QuizContent, language: string, id: string) => {
  const texts = content.translations?.[language] ?? {};
  return { text: texts[id], agree: texts[`${id}.agree`], decline: texts[`${id}.decline`] };
};

describe("a consent question says what is agreed to", () => {
  test.each(LANGUAGES)("in a quiz in %s and in each of its other languages", (language) => {
    const others = LANGUAGES.filter((other) => other !== language);
    const { content, id } = withConsent(language, others);
    expect(consentOf(content)).toMatchObject(consentWords("personalise", language));
    const changed = changePurpose(content, id, "marketing");
    expect(consentOf(changed)).toMatchObject({ purpose: "marketing", ...consentWords("marketing", language) });
    for (const other of others) {
      expect(inLanguage(content, other, id)).toEqual(consentWords("personalise", other));
      expect(inLanguage(changed, other, id)).toEqual(consentWords("marketing", other));
    }
    expect(changePurpose(changed, id, "personalise")).toEqual(content);
  });

  test("the two purposes never share what is read or pressed to agree", () => {
    for (const language of LANGUAGES) {
      const [remember, news] = [consentWords("personalise", language), consentWords("marketing", language)];
      expect(remember.text).not.toBe(news.text);
      expect(remember.agree).not.toBe(news.agree);
    }
  });

  test("a language that we do not write starts in English, and is told of no translation", () => {
    const { content, id } = withConsent("fi", ["sv"]);
    expect(consentOf(content)).toMatchObject(consentWords("personalise", "en"));
    expect(content.translations).toEqual({ sv: {} });
    expect(changePurpose(content, id, "marketing").translations).toEqual({ sv: {} });
  });

  test("a language that is added later brings our words for the purpose of then", () => {
    const { content, id } = withConsent("en");
    const japanese = addLanguage(changePurpose(content, id, "marketing"), "ja");
    expect(inLanguage(japanese, "ja", id)).toEqual(consentWords("marketing", "ja"));
  });
});

describe("a merchant's own words", () => {
  const { content, id } = withConsent("en", ["de", "ja"]);
  const worded = (change: Partial<ConsentQuestion>): QuizContent => ({
    ...content,
    questions: content.questions.with(-1, { ...consentOf(content), ...change }),
  });

  test("stay, beside ours that change", () => {
    const own = worded({ agree: "Yes, keep my taste in mind" });
    const changed = changePurpose(setTranslation(own, "de", id, "Sollen wir uns das merken?"), id, "marketing");
    expect(consentOf(changed)).toMatchObject({
      text: consentWords("marketing", "en").text,
      agree: "Yes, keep my taste in mind",
    });
    expect(inLanguage(changed, "de", id)).toMatchObject({
      text: "Sollen wir uns das merken?",
      agree: consentWords("marketing", "de").agree,
    });
  });

  test("are not translated by ours when a language is added", () => {
    const { translations: _, ...own } = worded({ text: "May we?" });
    expect(inLanguage(addLanguage(own, "ja"), "ja", id)).toEqual({
      text: undefined,
      agree: consentWords("personalise", "ja").agree,
      decline: consentWords("personalise", "ja").decline,
    });
  });

  test("are told apart from ours, in every language", () => {
    expect(hasOwnWords(content, consentOf(content))).toBe(false);
    const own = worded({ text: "May we?" });
    expect(hasOwnWords(own, consentOf(own))).toBe(true);
    const translated = setTranslation(content, "ja", `${id}.agree`, "はい");
    expect(hasOwnWords(translated, consentOf(translated))).toBe(true);
  });
});

test("what changes is what shoppers read: each text is one of the quiz's texts", () => {
  const { content, id } = withConsent("en");
  expect(textsOf(content).flatMap(({ key }) => (key.startsWith(id) ? [key] : []))).toEqual([
    id,
    `${id}.agree`,
    `${id}.decline`,
  ]);
});
