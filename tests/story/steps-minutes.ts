import { countClicks, DESKTOP, eventually, openAs, READ_WITHIN_MS } from "./browser.ts";
import { expectThat } from "./expect.ts";
import { untilAlive } from "./merchant.ts";
import type { Scene, Step } from "./scene.ts";
import { newShopper } from "./shopper.ts";

const MOST_CLICKS = 10;

/** As somebody who sees Candor for the first time: from the app's install to a quiz that shoppers meet, by clicks alone. */
async function firstQuiz(scene: Scene): Promise<string> {
  const context = await openAs(scene.browser, DESKTOP);
  const clicks = await countClicks(context);
  const page = await context.newPage();
  await page.goto(scene.demo.urls.app);
  const began = Date.now();
  await page.getByRole("button", { name: "Install" }).click();
  const app = page.frameLocator("iframe").first();
  // Products and orders are read first.
  await app.getByText(/orders and/).waitFor({ timeout: READ_WITHIN_MS });
  await untilAlive(app);
  await app.getByRole("link", { name: "Start from a template" }).click();
  await app.getByRole("button", { name: "Use this template: Gift finder" }).click();
  await app.getByRole("button", { name: "Publish" }).click();
  await app.getByText("Live · version 1").waitFor();
  await app.getByRole("button", { name: "More actions" }).click();
  await app.getByRole("link", { name: /place in your theme/ }).click();
  await app.getByRole("link", { name: "On the home page" }).click();
  const save = page.getByRole("button", { name: "Save" });
  await save.click();
  await eventually(async () => expectThat(await save.isDisabled(), "the theme is not saved"));
  const phone = await newShopper(scene);
  await phone.locator("candor-quiz fieldset[data-question='recipient']").last().waitFor();
  const seconds = Math.round((Date.now() - began) / 1000);
  await phone.context().close();
  await context.close();
  const count = clicks();
  expectThat(count > 5, `only ${count} clicks were counted: the count is wrong`);
  expectThat(count <= MOST_CLICKS, `${count} clicks from install to a live quiz, more than ${MOST_CLICKS}`);
  return `${count} clicks, ${seconds} s`;
}

export const minutesSteps: Step[] = [
  { name: "from install to a live quiz in the storefront in 10 clicks at most", play: firstQuiz },
];
