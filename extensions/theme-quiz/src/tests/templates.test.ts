import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { StorefrontQuestion } from "../../../../app/contract/quiz.ts";
import { templates } from "../../../../app/quiz/find-template.ts";
import { toStorefront } from "../../../../app/quiz/storefront.ts";
import { barriersIn } from "./axe.ts";
import { openPage } from "./browser.ts";
import { setScene } from "./scene.ts";

const scene = setScene({ reducedMotion: "reduce" });

/** The first control has the focus. What a person would press; undefined = nothing is needed. */
const keysFor: Record<StorefrontQuestion["type"], (page: Page, question: StorefrontQuestion) => Promise<void>> = {
  single: (page) => page.keyboard.press("Space"),
  multiple: (page) => page.keyboard.press("Space"),
  picture: (page) => page.keyboard.press("Space"),
  swatch: (page) => page.keyboard.press("Space"),
  product: (page) => page.keyboard.press("Space"),
  // The first option's second button: one down. An order that nobody touched is no answer.
  ranking: async (page) => {
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
  },
  slider: (page) => page.keyboard.press("Home"),
  rating: (page) => page.keyboard.press("Space"),
  nps: (page) => page.keyboard.press("Space"),
  number: (page, question) => page.keyboard.type(String("min" in question ? (question.min ?? 1) : 1)),
  text: (page) => page.keyboard.type("because"),
  date: async () => {},
  email: (page) => page.keyboard.type("mina@example.com"),
  phone: (page) => page.keyboard.type("+44 20 7946 0958"),
  info: async () => {},
  consent: (page) => page.keyboard.press("Space"),
};

async function answerByKeyboard(page: Page, question: StorefrontQuestion): Promise<void> {
  await page.locator(`candor-quiz [data-question="${question.id}"] h3:focus`).waitFor();
  // Options that stand in an order of their own come into view a moment later.
  if ("options" in question) await page.locator("candor-quiz .cq-option").first().waitFor();
  const violations = await barriersIn(page, "candor-quiz");
  expect(violations.map((one) => [question.id, one.id, one.nodes.map(({ html }) => html)])).toEqual([]);
  await page.keyboard.press("Tab");
  await keysFor[question.type](page, question);
  // On to the button, past whatever else the question has.
  for (let presses = 0; presses < 40; presses += 1) {
    if (
      await page.evaluate(() => document.querySelector("candor-quiz")?.shadowRoot?.activeElement?.matches(".cq-next"))
    )
      break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
}

test.each(
  templates.flatMap((template) => ["en", "ja"].map((language) => [template.handle, language, template] as const)),
)(
  "GIVEN the template %s in %s THEN it is finished by keyboard alone and axe finds nothing",
  { timeout: 120_000 },
  async (name, language, template) => {
    const published = {
      versionId: "v1",
      quizId: 1,
      handle: "gift-finder",
      kind: template.kind,
      content: template.content({ currency: "GBP", priceThirds: [10, 25] }),
    };
    const quiz = toStorefront(published, language);
    scene.shop.page = { quiz, locale: language };
    const page = await openPage(scene.context, scene.shop.url);
    await page.waitForFunction(() => document.querySelector("candor-quiz")?.shadowRoot?.querySelector("div")?.oninput);
    await page.locator("candor-quiz h3").focus();
    const shown = page.locator("candor-quiz fieldset[data-question]");
    for (let turn = 0; turn < quiz.questions.length; turn += 1) {
      const id = await shown.getAttribute("data-question");
      const question = quiz.questions.find((one) => one.id === id);
      if (question === undefined) throw new Error(`${id} is not a question of ${name}`);
      await answerByKeyboard(page, question);
      await page.waitForFunction(
        (before) =>
          document.querySelector("candor-quiz")?.shadowRoot?.querySelector("fieldset")?.dataset["question"] !== before,
        id,
      );
      if ((await shown.count()) === 0) break;
    }
    await page.locator("candor-quiz .cq-result").waitFor();
    await expect.poll(() => scene.shop.posts.at(-1)?.body).toMatchObject({ finished: true, language });
    expect(page.faults).toEqual([]);
  },
);
