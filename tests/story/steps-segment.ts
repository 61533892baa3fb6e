import type { FrameLocator } from "playwright-core";
import { eventually } from "./browser.ts";
import { expectEqual, expectThat } from "./expect.ts";
import { openAdmin, openCandor } from "./merchant.ts";
import type { Scene, Step } from "./scene.ts";

export const TAG = "candor-home-gifts-loyal";
const NAME = "Home gifts, loyal";

async function addCondition(app: FrameLocator, name: string): Promise<void> {
  await app.getByRole("button", { name: "Add condition" }).click();
  await app
    .getByRole("menuitem", { name })
    .or(app.getByRole("button", { name, exact: true }))
    .first()
    .click();
}

/** room is home AND at least `orders` orders in the last 365 days; count and members follow while the rule is edited. */
async function buildSegment(scene: Scene): Promise<string> {
  const { page, app } = await openCandor(scene, "/app/segments/new");
  await app.getByLabel("Name", { exact: true }).fill(NAME);
  await addCondition(app, "Answer to a question");
  await app.getByLabel("Question", { exact: true }).selectOption("room");
  await addCondition(app, "Number of orders");
  await app.getByLabel("Number of orders", { exact: true }).fill("2");
  await app.getByLabel("When", { exact: true }).selectOption("lately");
  await app.getByLabel("Days", { exact: true }).fill("365");
  await app.getByText("1 person", { exact: false }).first().waitFor();
  await app.getByText("1 tag will be written").waitFor();
  await scene.picture(page, "segment-editor-1280");
  const saved = Date.now();
  await app.getByRole("button", { name: "Save" }).first().click();
  const regular = scene.kept.get("regular") as { email: string };
  await eventually(() =>
    expectThat(scene.store.tagsOf(regular.email).includes(TAG), `${regular.email} has no tag ${TAG}`),
  );
  const seconds = (Date.now() - saved) / 1000;
  expectThat(seconds < 20, `the tag took ${seconds} s`);
  return `tag after ${seconds.toFixed(1)} s`;
}

async function nativeSegment(scene: Scene): Promise<void> {
  await eventually(() => {
    const ours = scene.store.segments().filter(({ query }) => query.includes(TAG));
    expectEqual(
      ours.map(({ query }) => query),
      [`customer_tags CONTAINS '${TAG}'`],
      "Shopify's own segments for it",
    );
  });
  const regular = scene.kept.get("regular") as { email: string };
  expectEqual(scene.store.customersWithTag(TAG), [regular.email], "customers with the tag");
  const page = await openAdmin(scene, `/customers?q=${TAG}`);
  await page.getByText(TAG).first().waitFor();
  await scene.picture(page, "store-customers-1280");
}

/** Why: down to the answer and the orders. */
async function explain(scene: Scene): Promise<void> {
  const { page, app } = await openCandor(scene, "/app/segments");
  await app.getByText(NAME).first().click();
  await app.getByRole("button", { name: /why/i }).first().click();
  const dialog = app.getByRole("dialog");
  await dialog.getByText("Living room and bedroom", { exact: false }).first().waitFor();
  await dialog.getByText(/order/i).first().waitFor();
  await scene.picture(page, "segment-why-1280");
}

export const segmentSteps: Step[] = [
  {
    name: "a segment: answer and orders; count, members and tags to write follow while it is edited",
    play: buildSegment,
  },
  {
    name: "the same people are a native Shopify segment and carry the tag in the store's own list",
    play: nativeSegment,
  },
  { name: "why somebody is in it, down to the answer and the orders", play: explain },
];
