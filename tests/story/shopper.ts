import { eventually, openAs, PHONE } from "./browser.ts";
import type { Page } from "./browser.ts";
import { expectThat } from "./expect.ts";
import type { Scene } from "./scene.ts";

/** A shopper with a phone of their own. */
export async function newShopper(scene: Scene, path = "/"): Promise<Page> {
  const context = await openAs(scene.browser, PHONE);
  const page = await context.newPage();
  await page.goto(scene.demo.urls.storefront + path);
  await allowCookies(page);
  return page;
}

/** Who comes for the first time is asked, as soon as the theme's script has run; a page without the theme has no banner. */
async function allowCookies(page: Page): Promise<void> {
  const banner = page.locator("[data-privacy-banner]");
  if ((await banner.count()) === 0) return;
  await banner.getByRole("button", { name: "Accept" }).click();
  await banner.waitFor({ state: "hidden" });
}

export async function logIn(scene: Scene, page: Page, email: string, password = "demo"): Promise<void> {
  await page.goto(`${scene.demo.urls.storefront}/account/login`);
  await page.getByLabel("Email", { exact: false }).first().fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
  await page.waitForURL(/\/account(?!\/login)/);
}

export interface Choices {
  /** Texts of options by question id; a question that is not named gets its first option. */
  options?: Record<string, string>;
  agree: boolean;
}

/** Walks the quiz on the page from the question on screen to the result. Returns the ids of the questions asked. */
export async function takeQuiz(
  page: Page,
  choices: Choices,
  onQuestion?: (id: string) => Promise<void>,
): Promise<string[]> {
  const quiz = page.locator("candor-quiz");
  await quiz.scrollIntoViewIfNeeded();
  const asked: string[] = [];
  for (let turn = 0; turn < 30; turn += 1) {
    const question = quiz.locator("fieldset[data-question]");
    await question.or(quiz.locator(".cq-cards")).first().waitFor();
    if ((await question.count()) === 0) return asked;
    const id = (await question.getAttribute("data-question")) ?? "";
    asked.push(id);
    await onQuestion?.(id);
    await answerQuestion(page, id, choices);
    await quiz.locator(".cq-next").click();
    await page.waitForFunction(
      (before) =>
        document.querySelector("candor-quiz")?.shadowRoot?.querySelector("fieldset")?.dataset["question"] !== before,
      id,
    );
  }
  throw new Error(`the quiz did not end: ${asked.join(", ")}`);
}

async function answerQuestion(page: Page, id: string, choices: Choices): Promise<void> {
  const options = page.locator(`candor-quiz fieldset[data-question="${id}"] .cq-option`);
  if ((await options.count()) === 0) return;
  const wanted = choices.options?.[id];
  const isConsent = (await options.locator('input[value="true"]').count()) === 1;
  if (isConsent) await options.nth(choices.agree ? 0 : 1).click();
  else if (wanted !== undefined) await options.filter({ hasText: wanted }).first().click();
  else await options.first().click();
}

/** The quiz writes the response into the cart by the way, without anybody waiting for it. */
export async function untilCartIsMarked(page: Page): Promise<void> {
  await eventually(async () => {
    const cart = (await page.evaluate(async () => (await fetch("/cart.js")).json())) as { attributes: object };
    expectThat("_candor" in cart.attributes, "the cart does not carry the response");
  });
}

/** A product page in stock of this store. */
export function productPath(scene: Scene): string {
  const [row] = scene.store.all<{ handle: string }>(
    `SELECT handle FROM products WHERE status = 'ACTIVE' AND id IN (SELECT product_id FROM variants WHERE inventory_quantity > 3) ORDER BY id LIMIT 1`,
  );
  return `/products/${row?.handle}`;
}
