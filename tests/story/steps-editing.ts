import type { FrameLocator, Route } from "playwright-core";
import { eventually } from "./browser.ts";
import type { Page } from "./browser.ts";
import { expectEqual, expectThat } from "./expect.ts";
import { openGiftFinder, saved } from "./merchant.ts";
import type { Scene, Step } from "./scene.ts";
import { movingSteps } from "./steps-moving.ts";

/** What a field says once it says it. */
const says = (app: FrameLocator, label: string, wanted: string) =>
  eventually(async () => expectEqual(await app.getByLabel(label, { exact: true }).inputValue(), wanted, label));

/** The words that are ours follow what is agreed to, in each language; the merchant's own stay. */
async function changeWhatIsAgreedTo(scene: Scene): Promise<void> {
  const { app } = await openGiftFinder(scene);
  await app
    .getByRole("navigation")
    .getByText(/May this shop remember/)
    .click();
  await says(app, "Button to agree", "Yes, remember my answers");
  await app.getByLabel("What is agreed to").selectOption("marketing");
  await says(app, "Button to agree", "Yes, send me news");
  await says(app, "Button to decline", "No, just show me gifts");
  await app.getByRole("tab", { name: "Languages" }).click();
  await says(app, "Yes, send me news (Japanese)", "はい、受け取る");
  await app.getByRole("button", { name: "Undo" }).click();
  await says(app, "Yes, remember my answers (Japanese)", "はい、回答を記憶する");
  await saved(app);
}

/** New options get products by their words, confirmed once, and by hand; the path says what they recommend. */
async function matchProducts(scene: Scene): Promise<void> {
  const { page, app } = await openGiftFinder(scene);
  await app.getByRole("button", { name: "Add question" }).click();
  await app.getByRole("menuitem", { name: "One choice" }).click();
  await app.getByLabel("Question", { exact: true }).fill("What do they collect?");
  await app.getByPlaceholder("Option 1").fill("Clocks");
  await app.getByPlaceholder("Option 2").fill("Zeppelins");
  await app.getByRole("tab", { name: "Products" }).click();
  await app.getByRole("button", { name: "Suggest products for all options" }).click();
  await app.getByText("One option has a suggestion").waitFor();
  await app.getByText("Clocks: clocks").waitFor();
  await app.getByRole("button", { name: "Use these" }).click();
  await pickAProduct(page, app);
  await app.getByLabel("What do they collect?").selectOption("Clocks");
  await app
    .getByText(/^You chose “Clocks”/)
    .first()
    .waitFor();
  await saved(app);
}

async function pickAProduct(page: Page, app: FrameLocator): Promise<void> {
  await app.getByRole("button", { name: "Change the products of Zeppelins" }).click();
  await app.getByRole("button", { name: "Choose single products" }).click();
  const picker = page.getByRole("dialog");
  await picker.getByPlaceholder("Search products").fill("wall clock");
  // The list follows what is typed.
  await eventually(async () => {
    const titles = await picker.getByRole("listitem").or(picker.locator("label")).allInnerTexts();
    expectThat(titles.length > 0 && titles.every((title) => /clock/i.test(title)), `not only clocks: ${titles}`);
  });
  await picker.getByRole("checkbox").first().check();
  await picker.getByRole("button", { name: "Select" }).click();
  await picker.waitFor({ state: "detached" });
  await app.getByRole("button", { name: /^Remove .*Clock/ }).waitFor();
}

/** A language from nothing to whole: what is missing is counted as it is written. */
async function translate(scene: Scene): Promise<string> {
  const { app } = await openGiftFinder(scene);
  await app.getByRole("tab", { name: "Languages" }).click();
  await app.getByLabel("Add a language").selectOption("de");
  const german = app.getByRole("tab", { name: /^German: / });
  await german.waitFor();
  const all = Number(/of (\d+)/.exec(await german.innerText())?.[1]);
  const fields = app.getByLabel(/\(German\)$/);
  await eventually(async () => expectEqual(await fields.count(), all, "fields to translate"));
  for (const field of await fields.all()) if ((await field.inputValue()) === "") await field.fill("Auf Deutsch");
  await app.getByRole("tab", { name: `German: ${all} of ${all}` }).waitFor();
  await app.getByText("Missing", { exact: true }).first().waitFor({ state: "detached" });
  await app.frameLocator('iframe[name="candor-preview"]').getByText("Auf Deutsch").first().waitFor();
  await saved(app);
  return `${all} texts`;
}

/** Half a number is another number, and what cannot be is not kept as if it were: 15 on the way to 150. */
async function offerAReward(scene: Scene): Promise<void> {
  const { app } = await openGiftFinder(scene);
  const settings = app.getByRole("tab", { name: "Settings" });
  await settings.click();
  await app.getByLabel("What shoppers get when they finish").selectOption("discount");
  const value = app.getByLabel("How much", { exact: true });
  await value.fill("");
  await value.pressSequentially("150");
  await value.blur();
  await app.getByText("A whole number from 1 to 100. Until then it stays 10.").waitFor();
  await app.getByRole("tab", { name: "Map" }).click();
  await settings.click();
  await says(app, "How much", "10");
  await app.getByRole("button", { name: "Undo" }).click();
  await says(app, "What shoppers get when they finish", "none");
  await saved(app);
}

/** A save is under way, its reply is not there yet, and the page is left with more typed: nobody else has changed anything. */
async function leaveWhileSaving(scene: Scene): Promise<void> {
  const { page, app } = await openGiftFinder(scene);
  const { promise: left, resolve: leave } = Promise.withResolvers<void>();
  const { promise: stored, resolve: isStored } = Promise.withResolvers<void>();
  await page.route(
    "**/draft*",
    async (route) => {
      const response = await route.fetch();
      isStored();
      await left;
      // The page that asked is gone.
      await route.fulfill({ response }).catch(() => undefined);
    },
    { times: 1 },
  );
  const intro = app.getByLabel("Introduction", { exact: false }).first();
  await intro.fill("On its way");
  await stored;
  await intro.fill("Typed on, and left");
  const again = await openGiftFinder(scene);
  leave();
  await says(again.app, "Introduction (optional)", "Typed on, and left");
  await saved(again.app);
}

/** The page is left while a save is under way, and comes back as it was, from the browser's memory: its own last save is no stranger's. */
async function comeBackWhileSaving(scene: Scene): Promise<void> {
  const { page, app } = await openGiftFinder(scene);
  const { promise: left, resolve: leave } = Promise.withResolvers<void>();
  const { promise: stored, resolve: isStored } = Promise.withResolvers<void>();
  const { promise: lastStored, resolve: isLastStored } = Promise.withResolvers<void>();
  const hold = async (route: Route) => {
    const response = await route.fetch();
    if (!route.request().postData()?.includes("Typed on before leaving")) {
      isStored();
      await left;
    } else isLastStored();
    // What was sent twice may be answered when the editor is gone.
    await route.fulfill({ response }).catch(() => undefined);
  };
  await page.route("**/draft*", hold);
  const intro = app.getByLabel("Introduction", { exact: false }).first();
  await intro.fill("Under way");
  await stored;
  await intro.fill("Typed on before leaving");
  // Without a token at hand nothing can be sent: it is asked for when the editor opens.
  await eventually(async () => {
    await app.locator("html").evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
    await Promise.race([lastStored, failAfter(1_000)]);
  });
  leave();
  await intro.fill("Back again");
  await saved(app);
  await page.unroute("**/draft*", hold);
  const again = await openGiftFinder(scene);
  await says(again.app, "Introduction (optional)", "Back again");
}

const failAfter = (ms: number) =>
  new Promise<never>((_, reject) => setTimeout(() => reject(new Error("nothing was sent")), ms));

/** What is typed is stored, and the reply is lost on its way. */
async function typeUnheard(page: Page, app: FrameLocator, text: string): Promise<void> {
  const { promise: stored, resolve: isStored } = Promise.withResolvers<void>();
  await page.route(
    "**/draft*",
    async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
      isStored();
    },
    { times: 1 },
  );
  await app.getByLabel("Introduction", { exact: false }).first().fill(text);
  await stored;
  await app.getByText(/^No connection:/).waitFor();
}

/** Two saves arrive, and their replies are lost: typing on, nothing is lost and nobody else is blamed. */
async function loseReplies(scene: Scene): Promise<void> {
  const { page, app } = await openGiftFinder(scene);
  for (const text of ["Arrived, unheard", "Arrived, unheard again"]) await typeUnheard(page, app, text);
  await app.getByLabel("Introduction", { exact: false }).first().fill("Heard");
  await saved(app);
  const again = await openGiftFinder(scene);
  await says(again.app, "Introduction (optional)", "Heard");
}

/** A save arrives, its reply is lost, and the change is taken back: so it is in the app, too. */
async function takeBackUnheard(scene: Scene): Promise<void> {
  const { page, app } = await openGiftFinder(scene);
  const intro = app.getByLabel("Introduction", { exact: false }).first();
  const before = await intro.inputValue();
  await typeUnheard(page, app, "Arrived, taken back");
  // In the field: leaving it would save what is typed once more.
  await intro.press("Control+z");
  await saved(app);
  const again = await openGiftFinder(scene);
  await says(again.app, "Introduction (optional)", before);
}

export const editingSteps: Step[] = [
  { name: "a consent says what is agreed to, in each language, when that changes", play: changeWhatIsAgreedTo },
  ...movingSteps,
  {
    name: "options get products by suggestion and by hand, and the path says what they recommend",
    play: matchProducts,
  },
  { name: "a language is added and completed, counted as it is written", play: translate },
  {
    name: "what is typed while a save is under way is still there after leaving, and quarrels with nobody",
    play: leaveWhileSaving,
  },
  {
    name: "an editor that comes back from the browser's memory blames nobody for its own save",
    play: comeBackWhileSaving,
  },
  { name: "saves whose replies are lost lose nothing, and blame nobody", play: loseReplies },
  { name: "a change is taken back whose save was not heard of", play: takeBackUnheard },
  { name: "a reward that cannot be is not kept, and a step back takes it back", play: offerAReward },
];
