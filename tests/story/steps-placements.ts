import { eventually } from "./browser.ts";
import { expectThat } from "./expect.ts";
import { openAdmin, openCandor } from "./merchant.ts";
import type { Scene, Step } from "./scene.ts";
import { newShopper } from "./shopper.ts";

async function publishPoll(scene: Scene): Promise<void> {
  const { page, app } = await openCandor(scene, "/app/quizzes/new");
  // The cards stand in the order of the list of templates.
  await app.getByRole("button", { name: "Use this template" }).nth(6).click();
  const publish = app.getByRole("button", { name: "Publish" });
  await publish.click();
  await eventually(() => {
    const [row] = scene.store.all<{ value: string }>("SELECT value FROM metafields WHERE key = 'quiz_style-poll'");
    expectThat(
      row !== undefined && row.value.includes("Which style should come next?"),
      "the published poll is not in the store",
    );
  });
  await scene.picture(page, "poll-editor-1280");
}

/** The block of the theme editor, told which poll; then a phone votes and sees the results. */
async function voteInTheShop(scene: Scene): Promise<void> {
  const page = await openAdmin(
    scene,
    "/themes/current/editor?addAppBlockId=candor-local-client-id/poll&target=newAppsSection&template=index",
  );
  await page.getByLabel("Poll handle").fill("style-poll");
  await page.getByLabel("Poll handle").blur();
  const save = page.getByRole("button", { name: "Save" });
  await save.click();
  await eventually(async () => expectThat(await save.isDisabled(), "the theme is not saved"));
  const phone = await newShopper(scene, "/");
  const poll = phone.locator('candor-quiz[handle="style-poll"]');
  await poll.getByLabel("Vintage", { exact: true }).check();
  await poll.locator(".cq-next").click();
  await poll.getByText(/so far/).waitFor();
  await scene.picture(phone, "poll-390");
  await phone.context().close();
}

async function voteThroughTheLink(scene: Scene): Promise<void> {
  const phone = await newShopper(scene, "/apps/candor/share/style-poll?utm_source=whatsapp&utm_medium=share");
  const poll = phone.locator("candor-quiz");
  await poll.getByLabel("Clean and modern", { exact: true }).check();
  await poll.locator(".cq-next").click();
  await poll.getByText(/so far/).waitFor();
  await scene.picture(phone, "share-390");
  await phone.context().close();
}

/** Nothing of ours is asked for until the pop-up's rule fires; then it greets, and goes with one tap. */
async function popUpGreets(scene: Scene): Promise<void> {
  const page = await openAdmin(
    scene,
    "/themes/current/editor?context=apps&template=index&activateAppId=candor-local-client-id/candor-popup",
  );
  const save = page.getByRole("button", { name: "Save" });
  await save.click();
  await eventually(async () => expectThat(await save.isDisabled(), "the theme is not saved"));
  const phone = await newShopper(scene, "/");
  await phone.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const close = phone.getByRole("button", { name: "Close" });
  await close.waitFor();
  await scene.picture(phone, "popup-390");
  await close.click();
  await eventually(async () => expectThat(!(await close.isVisible()), "the pop-up stays after a tap on its cross"));
  await phone.context().close();
}

export const placementSteps: Step[] = [
  { name: "a poll from its template is published", play: publishPoll },
  { name: "a vote in the shop, and how many voted so far", play: voteInTheShop },
  { name: "a vote through the link to share, without any change to the theme", play: voteThroughTheLink },
  { name: "a pop-up greets after scrolling and goes with one tap", play: popUpGreets },
];
