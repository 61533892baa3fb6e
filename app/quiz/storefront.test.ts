import { expect, test } from "vitest";
import { PublishedQuiz, QuizContent } from "../contract/quiz.ts";
import { localise } from "./texts.ts";
import { toStorefront, toStorefronts } from "./storefront.ts";

test("GIVEN a published quiz THEN the storefront's copy keeps the words and branches and loses how options match products", () => {
  const published = PublishedQuiz.parse({
    versionId: "v1",
    quizId: 7,
    handle: "gift-finder",
    kind: "quiz",
    content: {
      title: "Gift finder",
      questions: [
        {
          type: "picture",
          id: "taste",
          text: "Which one?",
          options: [
            { id: "plain", text: "Plain", picture: "/plain.svg", match: { terms: ["secret"], priceTo: 9 } },
            { id: "bright", text: "Bright" },
          ],
          branches: [{ option: "plain", goTo: "end" }],
        },
        { type: "text", id: "note", text: "Anything else?" },
      ],
      result: { title: "For you" },
    },
  });
  const storefront = toStorefront(published);
  expect(JSON.stringify(storefront)).not.toMatch(/match|secret|quizId/);
  expect(storefront).toMatchObject({ versionId: "v1", handle: "gift-finder", kind: "quiz", title: "Gift finder" });
  expect(storefront.questions[0]).toMatchObject({
    options: [
      { id: "plain", text: "Plain", picture: "/plain.svg" },
      { id: "bright", text: "Bright" },
    ],
    branches: [{ option: "plain", goTo: "end" }],
  });
  expect(storefront.questions[1]).toEqual(published.content.questions[1]);
});

test("GIVEN a translation that lacks a text THEN that text stays in the quiz's own language and none is blank", () => {
  const content = QuizContent.parse({
    title: "Gift finder",
    language: "en",
    questions: [
      { type: "rating", id: "mood", text: "How are you?", low: "Bad", high: "Good" },
      {
        type: "single",
        id: "room",
        text: "Which room?",
        options: [
          { id: "home", text: "Home" },
          { id: "garden", text: "Garden" },
        ],
      },
    ],
    result: { title: "For you" },
    translations: {
      ja: { title: "ギフト診断", mood: "気分は?", "mood.low": " ", "room/home": "家", "constructor/x": "?" },
    },
  });
  const { language, languages } = toStorefronts({ versionId: "v1", quizId: 7, handle: "gifts", kind: "quiz", content });
  expect(language).toBe("en");
  expect(languages["en"]?.title).toBe("Gift finder");
  expect(languages["ja"]).toMatchObject({ language: "ja", title: "ギフト診断", result: { title: "For you" } });
  expect(languages["ja"]?.questions[0]).toMatchObject({ text: "気分は?", low: "Bad" });
  expect(languages["ja"]?.questions[1]).toMatchObject({ options: [{ text: "家" }, { text: "Garden" }] });
});

test("GIVEN an Arabic translation that lacks texts THEN those are isolated with their own direction, for the storefront alone", () => {
  const content = QuizContent.parse({
    title: "Gift finder",
    language: "en",
    questions: [
      {
        type: "single",
        id: "room",
        text: "Which room?",
        options: [
          { id: "home", text: "Home" },
          { id: "garden", text: "Garden" },
        ],
      },
    ],
    result: { title: "For you" },
    translations: { ar: { title: "اختيار هدية", "room/home": "البيت" }, fr: { title: "Trouver un cadeau" } },
  });
  const { languages } = toStorefronts({ versionId: "v1", quizId: 7, handle: "gifts", kind: "quiz", content });
  expect(languages["ar"]).toMatchObject({ title: "اختيار هدية", result: { title: "\u2068For you\u2069" } });
  expect(languages["ar"]?.questions[0]).toMatchObject({
    text: "\u2068Which room?\u2069",
    options: [{ text: "البيت" }, { text: "\u2068Garden\u2069" }],
  });
  for (const language of ["en", "fr"]) expect(JSON.stringify(languages[language])).not.toMatch(/\u2068|\u2069/);
  // What answers, exports, mails and results say of it.
  expect(JSON.stringify(localise(content, "ar"))).not.toMatch(/\u2068|\u2069/);
});
