import type { FrameLocator } from "playwright-core";
import { eventually } from "./browser.ts";
import { expectEqual, expectThat } from "./expect.ts";
import type { Page } from "./browser.ts";
import { openAdmin, openCandor, QUIZ } from "./merchant.ts";
import type { Scene, Step } from "./scene.ts";
import { logIn, newShopper, productPath, takeQuiz, untilCartIsMarked } from "./shopper.ts";

async function makeQuiz(scene: Scene): Promise<void> {
  const { page, app } = await openCandor(scene, "/app/quizzes/new");
  await app.getByRole("button", { name: "Use this template" }).first().click();
  await app.getByRole("button", { name: "Publish" }).waitFor();
  await app.getByLabel("Title").first().fill(QUIZ);
  const preview = app.frameLocator('iframe[name="candor-preview"]');
  await preview.getByText(QUIZ).waitFor();
  await app.getByText("Saved", { exact: true }).waitFor();
  await scene.picture(page, "editor-1280");
}

/** A quiz that cannot work is refused with the reason beside the field, and nothing reaches the storefront. */
async function refuseBrokenQuiz(scene: Scene): Promise<void> {
  const { app } = await openCandor(scene, "/app/quizzes");
  await app.getByRole("link", { name: QUIZ }).or(app.getByText(QUIZ)).first().click();
  const title = app.getByLabel("Title").first();
  await title.fill("");
  await app.getByRole("button", { name: "Publish" }).click();
  await app
    .getByText(/Give the quiz a title/)
    .first()
    .waitFor();
  expectThat(scene.store.quizMetafield() === undefined, "a broken quiz was published");
  await title.fill(QUIZ);
  await app.getByText("Saved", { exact: true }).waitFor();
}

async function publish(scene: Scene): Promise<void> {
  const { page, app } = await openCandor(scene, "/app/quizzes");
  await app.getByText(QUIZ).first().click();
  await typeWhilePublishing(page, app);
  await eventually(() => {
    const { value } = scene.store.quizMetafield() ?? { value: "" };
    expectThat(value.includes(QUIZ), "the published quiz is not in the store");
    expectThat(!value.includes('"match"'), "the storefront's copy tells what only the shop need know");
  });
  await scene.picture(page, "editor-published-1280");
}

/** What is typed while the answer is under way stays, is saved, and is taken back in one step. */
async function typeWhilePublishing(page: Page, app: FrameLocator): Promise<void> {
  const { promise: typed, resolve: goOn } = Promise.withResolvers<void>();
  await page.route("**/draft*", async (route) => {
    if (route.request().postData()?.includes('"intent":"publish"')) await typed;
    await route.continue();
  });
  await app.getByRole("button", { name: "Publish" }).click();
  const intro = app.getByLabel("Introduction").first();
  const before = await intro.inputValue();
  await intro.fill("Typed while it was published");
  goOn();
  await app.getByText("Live · version 1").waitFor();
  await app.getByText("Saved", { exact: true }).waitFor();
  expectEqual(await intro.inputValue(), "Typed while it was published", "what was typed while publishing");
  await app.getByText("Changes not published").waitFor();
  await app.getByRole("button", { name: "Undo" }).click();
  await app.getByText("Changes not published").waitFor({ state: "detached" });
  await app.getByText("Saved", { exact: true }).waitFor();
  expectEqual(await intro.inputValue(), before, "the introduction after the step back");
  await page.unroute("**/draft*");
}

async function addBlock(scene: Scene): Promise<void> {
  const page = await openAdmin(
    scene,
    "/themes/current/editor?addAppBlockId=candor-local-client-id/quiz&target=newAppsSection&template=product",
  );
  const save = page.getByRole("button", { name: "Save" });
  await save.click();
  await eventually(async () => expectThat(await save.isDisabled(), "the theme is not saved"));
  await scene.picture(page, "theme-editor-1280");
  const embed = await openAdmin(
    scene,
    "/themes/current/editor?context=apps&activateAppId=candor-local-client-id/candor-embed",
  );
  const saveEmbed = embed.getByRole("button", { name: "Save" });
  await saveEmbed.click();
  await eventually(async () => expectThat(await saveEmbed.isDisabled(), "the theme is not saved"));
}

/** A logged-in shopper with history: quiz, consent, products with reasons, into the cart. */
async function shopperTakesQuiz(scene: Scene): Promise<string> {
  const [regular] = JSON.parse(
    scene.store.all<{ value: string }>("SELECT value FROM settings WHERE key = 'demo_shoppers'")[0]?.value ?? "[]",
  ) as { id: number; email: string; ordersLastYear: number }[];
  expectThat(regular !== undefined && regular.ordersLastYear >= 2, "no demo shopper with two orders in the last year");
  scene.kept.set("regular", regular);
  const page = await newShopper(scene);
  scene.kept.set("regularPage", page);
  await logIn(scene, page, regular.email);
  const calls: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/apps/candor")) calls.push(request.url());
  });
  await page.goto(scene.demo.urls.storefront + productPath(scene));
  await page.locator("candor-quiz").scrollIntoViewIfNeeded();
  await scene.picture(page, "quiz-390");
  expectEqual(calls, [], "requests before the first answer");
  await takeQuiz(page, { agree: true, options: { recipient: "A couple", room: "Living room" } });
  const cards = page.locator("candor-quiz .cq-card");
  await cards.first().getByRole("button", { name: "Add to cart" }).waitFor();
  await scene.picture(page, "result-390");
  const count = await cards.count();
  for (let index = 0; index < count; index += 1) await checkCard(scene, cards.nth(index));
  await untilCartIsMarked(page);
  await cards.first().getByRole("button", { name: "Add to cart" }).click();
  await cards.first().getByText("Added").waitFor();
  const cart = (await page.evaluate(async () => (await fetch("/cart.js")).json())) as { item_count: number };
  expectEqual(cart.item_count, 1, "items in the cart");
  return `${count} products`;
}

async function checkCard(scene: Scene, card: import("playwright-core").Locator): Promise<void> {
  const text = await card.innerText();
  expectThat(/\d/.test(text), `no price on the card: ${text}`);
  expectThat((await card.locator("img").count()) === 1, `no picture on the card: ${text}`);
  const href = (await card.locator("a").first().getAttribute("href")) ?? "";
  const handle = href.split("/products/")[1]?.split("?")[0] ?? "";
  const [stock] = scene.store.all<{ n: number }>(
    "SELECT sum(inventory_quantity) AS n FROM variants JOIN products ON products.id = product_id WHERE handle = ?",
    handle,
  );
  expectThat((stock?.n ?? 0) > 0, `${handle} is recommended but not in stock`);
  expectThat((await card.locator(".cq-reasons li").count()) > 0, `no reason on the card: ${text}`);
}

export const quizSteps: Step[] = [
  { name: "a quiz from the template Gift finder; the preview follows each change", play: makeQuiz },
  { name: "a quiz that cannot work is refused with the reason beside the field", play: refuseBrokenQuiz },
  { name: "the quiz is published into the store", play: publish },
  { name: "the block is added in the theme editor, the embed is on", play: addBlock },
  {
    name: "a logged-in shopper takes the quiz at 390 px and gets products in stock with reasons and Add to cart",
    play: shopperTakesQuiz,
  },
];
