import { expect, test } from "vitest";
import { Language } from "../contract/quiz.ts";
import { giftFinder } from "./templates/gift-finder.ts";
import { languageName, LANGUAGES } from "./language-names.ts";
import { verifyLanguages } from "./verify/verify-settings.ts";

test("every language that is offered has a name", () => {
  expect(LANGUAGES.filter((language) => languageName(language) === language)).toEqual([]);
});

test("a file may bring a language that nobody knows: it keeps its own name", () => {
  const unknown = Language.parse("en-12");
  expect(languageName(unknown)).toBe("en-12");
});

test("missing texts are told in the merchant's words", () => {
  const gifts = giftFinder.content({ currency: "GBP", priceThirds: [5, 15] });
  const [finding] = verifyLanguages({ ...gifts, translations: { ja: { title: "贈り物" } } });
  expect(finding?.message).toMatch(/^Japanese: 1 of \d+ texts are translated\. The others are shown in English\.$/);
});
