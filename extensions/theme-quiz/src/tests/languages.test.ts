import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { StorefrontQuiz } from "../../../../app/contract/quiz.ts";
import { choose, openPage, pressNext } from "./browser.ts";
import { giftFinder } from "./gift-finder.ts";
import { setScene } from "./scene.ts";

// What is ours to say is said in each language that we speak, with that language's plurals, numbers and direction.

const scene = setScene({ reducedMotion: "reduce" });
const LANGUAGES = ["en", "ja", "de", "fr", "es", "ar"];

interface Words {
  widget: { [key: string]: string } & { poll: { votes: Record<string, string> } };
}

function wordsOf(language: string): Words {
  const file = path.join(
    import.meta.dirname,
    "../../locales",
    language === "en" ? "en.default.json" : `${language}.json`,
  );
  return (JSON.parse(readFileSync(file, "utf8")) as { candor: Words }).candor;
}

const filled = (text: string, values: Record<string, string>): string =>
  text.replace(/\{+ ?(\w+) ?\}+/g, (_, name: string) => values[name] ?? "");

describe.each(LANGUAGES)("%s", (language) => {
  const { widget } = wordsOf(language);
  const { votes: plurals } = widget.poll;
  const number = new Intl.NumberFormat(language);

  test("a walk: how far, what is wrong, back and on, the result and its prices", async () => {
    scene.shop.page = { quiz: { ...giftFinder, language }, locale: language };
    const page = await openPage(scene.context, scene.shop.url);
    const quiz = page.locator("candor-quiz");
    const far = (n: number, total: number, words: string) =>
      quiz.getByText(filled(words, { n: number.format(n), total: number.format(total) }), { exact: true }).waitFor();
    await far(1, 5, widget["progress_at_most"]!);
    await expect
      .poll(() => quiz.locator("h3").evaluate((one) => getComputedStyle(one).direction))
      .toBe(language === "ar" ? "rtl" : "ltr");
    await pressNext(page);
    await page.getByRole("alert").filter({ hasText: widget["choose"]! }).waitFor();
    await choose(page, "A friend");
    await far(2, 5, widget["progress"]!);
    await quiz.getByRole("button", { name: widget["back"]!, exact: true }).waitFor();
    await choose(page, "At home");
    await choose(page, "Calm and plain");
    await quiz.getByRole("button", { name: widget["skip"]!, exact: true }).click();
    await page.getByLabel("No, thanks").waitFor();
    await choose(page, "No, thanks");
    await quiz.getByRole("button", { name: widget["restart"]!, exact: true }).waitFor();
    await quiz
      .getByRole("button", { name: new RegExp(widget["add"]!) })
      .first()
      .waitFor();
    const price = new Intl.NumberFormat(language, { style: "currency", currency: "GBP" }).format(12.5);
    await expect.poll(() => quiz.locator(".cq-price").first().textContent()).toBe(price);
    expect(scene.shop.posts.at(-1)?.body.language).toBe(language);
    expect(page.faults).toEqual([]);
  });

  test.each([1, 3, 1234])("a poll with %i votes in this language's plural", async (votes) => {
    const style: StorefrontQuiz = {
      ...giftFinder,
      handle: "poll",
      kind: "poll",
      language,
      questions: giftFinder.questions.slice(0, 1),
    };
    const counts = [{ id: "friend", votes }];
    scene.shop.page = { quiz: style, block: "poll", locale: language };
    scene.shop.adds = () => ({
      poll: { votes, options: counts, mine: ["friend"], state: "open" },
      result: { ...style.result, products: [] },
    });
    const page = await openPage(scene.context, scene.shop.url);
    await page.getByLabel("A friend", { exact: true }).check();
    await pressNext(page);
    const rule = new Intl.PluralRules(language).select(votes);
    const said = filled(plurals[rule] ?? plurals["other"]!, { n: number.format(votes) });
    await expect.poll(() => page.locator("candor-quiz .cp-mine .cp-count").textContent()).toContain(said);
    expect(page.faults).toEqual([]);
  });
});
