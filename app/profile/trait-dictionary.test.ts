import { expect, test } from "vitest";
import { QuizContent } from "../contract/quiz.ts";
import { learnWord, traitsTaughtBy } from "./trait-dictionary.ts";

const content = QuizContent.parse({
  title: "Gift finder",
  questions: [
    {
      type: "single",
      id: "room",
      trait: "home-room",
      text: "Which room?",
      options: [
        { id: "home", text: "Home" },
        { id: "garden", text: "Garden" },
      ],
    },
    { type: "nps", id: "score", text: "How likely?" },
    { type: "date", id: "birthday", text: "When were you born?", birthday: true },
    { type: "text", id: "words", text: "Anything else?" },
    { type: "email", id: "mail", text: "Your address?" },
    { type: "info", id: "hello", text: "Hello" },
  ],
  result: { title: "Done" },
  outcomes: [{ id: "calm", title: "The calm one" }],
});

test("GIVEN a quiz THEN its questions and personas make words of the dictionary; own words and addresses never do", () => {
  const words = traitsTaughtBy({ handle: "gift-finder", content });
  expect(words.map(({ key, type }) => `${key}: ${type}`)).toEqual([
    "home-room: choice",
    "score: number",
    "birthday: date",
    "persona-gift-finder: choice",
  ]);
  expect(words[3]?.options).toEqual([{ id: "calm", text: "The calm one" }]);
});

test("GIVEN a word that the merchant has edited WHEN a quiz is published again THEN it stays and learns new options", () => {
  const [taught] = traitsTaughtBy({ handle: "gift-finder", content });
  const known = { ...taught!, name: "Favourite room", freshDays: 30, options: [{ id: "home", text: "At home" }] };
  expect(learnWord(known, taught!)).toEqual({
    ...known,
    options: [
      { id: "home", text: "At home" },
      { id: "garden", text: "Garden" },
    ],
  });
});
