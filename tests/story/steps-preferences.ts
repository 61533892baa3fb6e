import type { FrameLocator } from "playwright-core";
import { expectNothing, lookAt } from "./axe.ts";
import { eventually, PHONE } from "./browser.ts";
import type { Page } from "./browser.ts";
import { expectEqual, expectThat } from "./expect.ts";
import { openAdmin, openCandor } from "./merchant.ts";
import type { Scene, Step } from "./scene.ts";
import { logIn, newShopper, productPath, takeQuiz } from "./shopper.ts";
import { demoShopper } from "./steps-shopper.ts";

const WHERE = "/pages/gift-finder";
const ROOM = "Living room and bedroom";
const BEFORE = "A couple or a household";
const AFTER = "A man";

async function placePreferences(scene: Scene): Promise<void> {
  const page = await openAdmin(
    scene,
    "/themes/current/editor?addAppBlockId=candor-local-client-id/preferences&target=newAppsSection&template=page",
  );
  const handle = page.getByLabel(/^Handle/);
  await handle.fill("gift-finder");
  await handle.blur();
  const save = page.getByRole("button", { name: "Save" });
  await save.click();
  await eventually(async () => expectThat(await save.isDisabled(), "the theme is not saved"));
}

/** Where the merchant finds the customer, who has told something. */
async function findPerson(scene: Scene, id: number): Promise<string> {
  return eventually(async () => {
    const { app } = await openCandor(scene, "/app/customers?view=told");
    const link = app.getByRole("link", { name: String(id) }).first();
    const href = (await link.getAttribute("href", { timeout: 5_000 })) ?? "";
    const [path] = /\/app\/customers\/\d+/.exec(href) ?? [];
    expectThat(path !== undefined, `the customer's page is at ${href}`);
    return path;
  }, 90_000);
}

/** The customer's page says what is known when it is opened. */
async function untilMerchantSees(
  scene: Scene,
  person: string,
  check: (app: FrameLocator) => Promise<void>,
): Promise<void> {
  await eventually(async () => {
    const { app } = await openCandor(scene, person);
    await app.getByRole("heading", { name: "What we know" }).waitFor({ timeout: 10_000 });
    await check(app);
  }, 90_000);
}

/** All that the walk told: what comes first may be there before the rest. */
const untilMerchantReads = (scene: Scene, person: string, texts: string[]) =>
  untilMerchantSees(scene, person, async (app) => {
    for (const text of texts) await app.getByText(text, { exact: true }).first().waitFor({ timeout: 5_000 });
  });

async function seeWhatIsKnown(page: Page): Promise<string[]> {
  await page.goto(new URL(WHERE, page.url()).href);
  const known = page.locator("candor-known");
  await known.getByRole("button", { name: "See what you have told us" }).click();
  await known
    .getByText(/^Told on/)
    .first()
    .waitFor();
  return known.locator("li b").allInnerTexts();
}

/** A customer reads what the shop knows, tells it anew, and has it forgotten: by the shop, and by their own browser. */
async function readChangeForget(scene: Scene): Promise<void> {
  const { id, email } = demoShopper(scene, 2);
  const phone = await newShopper(scene);
  await logIn(scene, phone, email);
  await phone.goto(scene.demo.urls.storefront + productPath(scene));
  await takeQuiz(phone, { agree: true, options: { recipient: BEFORE, room: ROOM } });
  await phone.locator("candor-quiz .cq-card").first().waitFor();
  const person = await findPerson(scene, id);
  await untilMerchantReads(scene, person, [BEFORE, ROOM]);

  const told = await seeWhatIsKnown(phone);
  expectThat(told.includes(BEFORE) && told.includes(ROOM), `the customer reads: ${told.join(" | ")}`);
  await scene.picture(phone, "preferences-390");
  expectNothing(await lookAt(scene, phone, { name: "look-preferences", include: "candor-known" }, [PHONE]), 1);

  const quiz = phone.locator("candor-quiz");
  await quiz.getByRole("button", { name: "Start again" }).click();
  await takeQuiz(phone, { agree: true, options: { recipient: AFTER, room: ROOM } });
  await quiz.locator(".cq-card").first().waitFor();
  await untilMerchantReads(scene, person, [AFTER, ROOM]);
  const anew = await seeWhatIsKnown(phone);
  expectThat(anew.includes(AFTER) && !anew.includes(BEFORE), `after the change they read: ${anew.join(" | ")}`);
  await forget(scene, phone, person);
  await phone.context().close();
}

async function forget(scene: Scene, phone: Page, person: string): Promise<void> {
  await phone.locator("candor-known").getByRole("button", { name: "Forget what I told you" }).click();
  await phone.locator("candor-known").getByText("You have withdrawn.", { exact: false }).waitFor();
  await scene.picture(phone, "preferences-forgotten-390");
  await untilMerchantSees(scene, person, async (app) => {
    await app.getByText(/^This person has withdrawn/).waitFor({ timeout: 5_000 });
    expectEqual(await app.getByText(AFTER, { exact: true }).count(), 0, "what the merchant still reads");
  });
  await eventually(async () => {
    const kept = await phone.evaluate(() => localStorage.getItem("candor:visitor"));
    expectEqual(kept, null, "the id that the browser keeps");
  });
  await phone.locator("candor-quiz").getByText("You have withdrawn.", { exact: false }).waitFor();
}

export const preferenceSteps: Step[] = [
  { name: "the block Preferences is added to a page", play: placePreferences },
  {
    name: "a customer reads at 390 px what the shop knows of them, changes it, and has it forgotten",
    play: readChangeForget,
  },
];
