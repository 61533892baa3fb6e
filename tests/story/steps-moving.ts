import type { FrameLocator, Locator } from "playwright-core";
import { eventually } from "./browser.ts";
import { expectEqual, expectThat } from "./expect.ts";
import { openGiftFinder, saved } from "./merchant.ts";
import type { Scene, Step } from "./scene.ts";

const optionTexts = (app: FrameLocator): Promise<string[]> =>
  app
    .getByPlaceholder(/^Option \d+$/)
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));

/** It is first in the outline, asked first in the preview, and second again when that is taken back. */
async function standsFirstUntilUndone(app: FrameLocator): Promise<void> {
  const outline = app.getByRole("navigation");
  await outline.getByText("1. Where will it be used?").waitFor();
  const preview = app.frameLocator('iframe[name="candor-preview"]');
  await preview.getByRole("heading", { name: "Where will it be used?" }).waitFor();
  await app.getByRole("button", { name: "Undo" }).click();
  await outline.getByText("2. Where will it be used?").waitFor();
}

/** Space, arrows, Space, in the outline; what comes first in the list is asked first. */
async function moveAQuestion(scene: Scene): Promise<void> {
  const { page, app } = await openGiftFinder(scene);
  const outline = app.getByRole("navigation");
  const handle = outline.getByRole("button", { name: "Move “Where will it be used?”" });
  await handle.press("Space");
  await app.getByText(/“Where will it be used\?”(, place| would be at place) 2 of \d+\.$/).waitFor();
  await page.keyboard.press("ArrowUp");
  await app.getByText(/“Where will it be used\?” would be at place 1 of \d+\.$/).waitFor();
  await page.keyboard.press("Space");
  await standsFirstUntilUndone(app);
  await app.getByRole("button", { name: "Redo" }).click();
  await outline.getByText("1. Where will it be used?").waitFor();
  await app.getByRole("button", { name: "Undo" }).click();
  await saved(app);
}

async function centreOf(target: Locator): Promise<[x: number, y: number]> {
  const box = await target.boundingBox();
  expectThat(box !== null, "it is not on the screen");
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** By mouse: lifted, carried over the one before it and laid down; left where it was by Escape. */
async function dragAQuestion(scene: Scene): Promise<void> {
  const { page, app } = await openGiftFinder(scene);
  const outline = app.getByRole("navigation");
  const handle = outline.getByRole("button", { name: "Move “Where will it be used?”" });
  const carry = async () => {
    await handle.hover();
    const [x, y] = await centreOf(outline.getByRole("button", { name: "Move “Who is the gift for?”" }));
    await page.mouse.down();
    await page.mouse.move(x, y, { steps: 8 });
    await app.getByText(/“Where will it be used\?” would be at place 1 of \d+\.$/).waitFor();
  };
  await carry();
  await page.keyboard.press("Escape");
  await app.getByText("“Where will it be used?” stays where it was.").waitFor();
  await page.mouse.up();
  await outline.getByText("2. Where will it be used?").waitFor();
  await carry();
  await page.mouse.up();
  await standsFirstUntilUndone(app);
  await saved(app);
}

/** Space, arrows, Space: as the questions are moved in the outline; and what happens is said. */
async function moveAnOption(scene: Scene): Promise<void> {
  const { page, app } = await openGiftFinder(scene);
  await app.getByRole("navigation").getByText("Where will it be used?").click();
  const handle = app.getByRole("listitem").getByRole("button", { name: "Move “Garden and balcony”" });
  await handle.press("Space");
  // Over its own place at first: that is said right after that it is lifted.
  await app.getByText(/“Garden and balcony”(, place| would be at place) 3 of 4\.$/).waitFor();
  await page.keyboard.press("ArrowUp");
  await app.getByText("“Garden and balcony” would be at place 2 of 4.").waitFor();
  await page.keyboard.press("Space");
  await eventually(async () => expectEqual((await optionTexts(app))[1], "Garden and balcony", "the second option"));
  await app.getByRole("button", { name: "Undo" }).click();
  await eventually(async () => expectEqual((await optionTexts(app))[2], "Garden and balcony", "the third option"));
  await saved(app);
}

export const movingSteps: Step[] = [
  { name: "a question is moved by keyboard in the outline; taken back and done again", play: moveAQuestion },
  { name: "a question is dragged by mouse in the outline, left where it was, and taken back", play: dragAQuestion },
  { name: "an option is moved by keyboard, and it is said where it goes", play: moveAnOption },
];
