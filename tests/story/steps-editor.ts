import { readFile } from "node:fs/promises";
import type { FrameLocator } from "playwright-core";
import { eventually } from "./browser.ts";
import { expectEqual, expectThat } from "./expect.ts";
import { openCandor, openGiftFinder } from "./merchant.ts";
import type { Scene, Step } from "./scene.ts";

export const importFile = async (scene: Scene, text: string): Promise<FrameLocator> => {
  const { page, app } = await openCandor(scene, "/app/quizzes/new");
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    app.getByRole("button", { name: "Import a quiz file" }).click(),
  ]);
  await chooser.setFiles({ name: "quiz.json", mimeType: "application/json", buffer: Buffer.from(text) });
  return app;
};

/** The file holds what is on the screen, and makes the same quiz again; a wrong one says where it is wrong. */
async function exportAndImport(scene: Scene): Promise<string> {
  const { page, app } = await openGiftFinder(scene);
  await app.getByRole("button", { name: "More actions" }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    app.getByRole("button", { name: "Export as a file", exact: true }).click(),
  ]);
  const text = await readFile(await file.path(), "utf8");
  const again = await importFile(scene, text.replaceAll("Find the right gift", "The same from a file"));
  await again.getByRole("heading", { name: "The same from a file" }).first().waitFor();
  const wrong = await importFile(scene, text.replace('"candor-quiz"', '"something-else"'));
  await wrong
    .getByText(/Line 2/)
    .first()
    .waitFor();
  return file.suggestedFilename();
}

/** A question gets its name when it is published: whoever types into it meanwhile types on, at the same place. */
async function typeIntoNewQuestion(scene: Scene): Promise<void> {
  const { page, app } = await openGiftFinder(scene);
  await app.getByRole("button", { name: "Add question" }).click();
  await app.getByText("Own words", { exact: true }).click();
  const question = app.getByLabel("Question", { exact: true });
  await question.fill("Anything else?");
  await app.getByText("Saved", { exact: true }).waitFor();
  const { promise: typed, resolve: goOn } = Promise.withResolvers<void>();
  await page.route("**/draft*", async (route) => {
    if (route.request().postData()?.includes('"intent":"publish"')) await typed;
    await route.continue();
  });
  await app.getByRole("button", { name: "Publish" }).click();
  await question.press("Home");
  await page.keyboard.type("Now: ");
  goOn();
  await app.getByText("Live · version 2").waitFor();
  await page.keyboard.type("here, ");
  await eventually(async () => expectEqual(await question.inputValue(), "Now: here, Anything else?", "the question"));
  await app.getByText("Saved", { exact: true }).waitFor();
  await page.unroute("**/draft*");
}

/** A number that cannot be is shown as what is kept, once its field is left. */
async function boundNumbers(scene: Scene): Promise<void> {
  const { app } = await openGiftFinder(scene);
  await app.getByRole("tab", { name: "Settings" }).click();
  const share = app.getByLabel("Of those who start, finish (%)");
  for (const [typed, kept] of [
    ["1000", "100"],
    ["-5", "0"],
    ["half", ""],
  ] as const) {
    await share.fill(typed);
    await share.blur();
    await eventually(async () => expectEqual(await share.inputValue(), kept, `the share after “${typed}”`));
  }
}

async function wordATrait(scene: Scene): Promise<void> {
  const open = async () => {
    const { app } = await openCandor(scene, "/app/traits");
    const form = app.getByRole("dialog");
    // A press before the page is alive opens nothing.
    await eventually(async () => {
      await app.getByRole("button", { name: "Edit Who is the gift for?" }).click();
      await form.waitFor({ timeout: 1_000 });
    });
    return { app, form, answer: form.getByLabel("Text for “A woman”").or(form.getByLabel("Text for “For her”")) };
  };
  const { app, form, answer } = await open();
  await answer.fill("");
  await app.getByRole("button", { name: "Save", exact: true }).click();
  await form.getByText("Write a text.").waitFor();
  await answer.fill("For her");
  await app.getByRole("button", { name: "Save", exact: true }).click();
  await form.waitFor({ state: "detached" });
  const again = await open();
  await again.answer.waitFor();
  expectThat((await again.answer.inputValue()) === "For her", "the text of an answer was not kept");
}

export const editorSteps: Step[] = [
  { name: "a quiz is exported from its editor and imported again; a wrong file says where", play: exportAndImport },
  { name: "what is typed into a new question while it is published goes on where it was", play: typeIntoNewQuestion },
  { name: "a number out of bounds is not left standing as if it were kept", play: boundNumbers },
  { name: "the merchant words the answers of what is known", play: wordATrait },
];
