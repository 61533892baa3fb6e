import { openCandor } from "./merchant.ts";
import type { Scene, Step } from "./scene.ts";

/** Without a template: what is missing is said, each line leads to its field, and then it goes live. */
async function fromScratch(scene: Scene): Promise<void> {
  const { page, app } = await openCandor(scene, "/app/quizzes/new");
  await app.getByRole("button", { name: "Empty poll" }).click();
  await app.getByText("4 things to mend").waitFor();
  await scene.picture(page, "empty-poll-1280");
  await app.getByRole("button", { name: "Show", exact: true }).click();
  await app
    .getByRole("link", { name: "Give the quiz a title." })
    .or(app.getByText("Give the quiz a title."))
    .first()
    .click();
  await app.getByLabel("Title", { exact: true }).fill("Which tea next?");
  await app.getByText("Write the question.").first().click();
  await app.getByLabel("Question", { exact: true }).fill("Which tea should we roast?");
  await app.getByPlaceholder("Option 1").fill("Hojicha");
  await app.getByPlaceholder("Option 2").fill("Oolong");
  await app.getByText("Ready", { exact: true }).waitFor();
  await app.getByRole("button", { name: "Publish" }).click();
  await app.getByText("Live · version 1").waitFor();
}

export const scratchSteps: Step[] = [{ name: "a poll is written from scratch and goes live", play: fromScratch }];
