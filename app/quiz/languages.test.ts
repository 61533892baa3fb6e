import { expect, test } from "vitest";
import { addLanguage, coverageOf, isRightToLeft, removeLanguage, setTranslation } from "./languages.ts";
import { giftFinder } from "./templates/gift-finder.ts";
import { localise, textsOf } from "./texts.ts";

const { translations: _, ...gifts } = giftFinder.content({ currency: "GBP", priceThirds: [5, 15] });

test("a language is added with what is ours to say, filled text by text, and counted", () => {
  const started = addLanguage(gifts, "de");
  const ours = Object.keys(started.translations?.de ?? {});
  expect(coverageOf(started, "de")).toEqual({ done: ours.length, all: textsOf(gifts).length });
  const german = ours.reduce((content, key) => setTranslation(content, "de", key, ""), started);
  expect(coverageOf(german, "de").done).toBe(0);
  const titled = setTranslation(german, "de", "title", "Das passende Geschenk");
  expect(coverageOf(titled, "de").done).toBe(1);
  expect(localise(titled, "de")).toMatchObject({ title: "Das passende Geschenk", intro: gifts.intro });
  expect(coverageOf(setTranslation(titled, "de", "title", ""), "de").done).toBe(0);
  expect(coverageOf(setTranslation(titled, "de", "intro", "   "), "de").done).toBe(1);
  // A text that is gone no longer counts.
  expect(coverageOf(setTranslation(titled, "de", "gone", "weg"), "de").done).toBe(1);
});

test("its own language is whole, and is not added twice", () => {
  expect(addLanguage(gifts, "en")).toBe(gifts);
  const { done, all } = coverageOf(gifts, "en");
  expect(done).toBe(all);
});

test("a removed language takes its texts with it", () => {
  const japanese = setTranslation(addLanguage(gifts, "ja"), "ja", "title", "贈り物");
  const two = addLanguage(japanese, "de");
  expect(removeLanguage(two, "de")).toEqual(japanese);
  expect(removeLanguage(removeLanguage(two, "de"), "ja")).toEqual(gifts);
});

test.each([
  ["ar", true],
  ["he-IL", true],
  ["en", false],
  ["arn", false],
])("%s is written from right to left: %s", (language, expected) => {
  expect(isRightToLeft(language)).toBe(expected);
});
