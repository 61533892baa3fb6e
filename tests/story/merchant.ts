import type { FrameLocator } from "playwright-core";
import { DESKTOP, eventually, openAs } from "./browser.ts";
import type { Page } from "./browser.ts";
import { expectThat } from "./expect.ts";
import type { Scene } from "./scene.ts";

/** The merchant's browser window: one for the whole story. */
export async function merchantPage(scene: Scene): Promise<Page> {
  const known = scene.kept.get("merchant") as Page | undefined;
  if (known !== undefined) return known;
  const page = await (await openAs(scene.browser, DESKTOP)).newPage();
  scene.kept.set("merchant", page);
  return page;
}

/**
 * A page is drawn before it is alive: a button pressed earlier does nothing, a link leaves the admin's frame, what is typed is lost.
 * React marks what it has taken over, from the inside out.
 */
export async function untilAlive(app: FrameLocator): Promise<void> {
  const page = app.locator("#AppFrameMain, .Polaris-Page").first();
  await page.waitFor();
  await eventually(async () => {
    const marks = await page.evaluate((node) => Object.keys(node), undefined, { timeout: 5_000 });
    expectThat(
      marks.some((mark) => mark.startsWith("__reactProps$")),
      "the page is drawn but not alive",
    );
  });
}

/** Opens a page of Candor inside the admin and waits until it can be used. */
export async function openCandor(scene: Scene, path: string): Promise<{ page: Page; app: FrameLocator }> {
  const page = await merchantPage(scene);
  await page.goto(`${scene.demo.urls.app}${path}`);
  const app = page.frameLocator("iframe").first();
  await untilAlive(app);
  return { page, app };
}

export async function openAdmin(scene: Scene, path: string): Promise<Page> {
  const page = await merchantPage(scene);
  await page.goto(`${scene.demo.urls.admin}${path}`);
  return page;
}

/** The title of the story's quiz. */
export const QUIZ = "Find a gift they will love";

/** From the list to the editor: the list has results of its own, the editor must stand first. */
export async function openQuiz(app: FrameLocator): Promise<void> {
  await app.getByText(QUIZ).first().click();
  await app
    .getByRole("button", { name: /Publish/ })
    .first()
    .waitFor();
}

export async function openResults(app: FrameLocator): Promise<void> {
  await openQuiz(app);
  await app
    .getByRole("button", { name: "Results" })
    .or(app.getByRole("link", { name: "Results" }))
    .first()
    .click();
  await app
    .getByText(/Where will it be used/)
    .first()
    .waitFor();
}

/** The editor of the quiz that stands there after the second installation. */
export async function openGiftFinder(scene: Scene): Promise<{ page: Page; app: FrameLocator }> {
  const { page, app } = await openCandor(scene, "/app/quizzes");
  await app.getByText("Find the right gift").first().click();
  const publish = app.getByRole("button", { name: "Publish" });
  // Alive from then on.
  await eventually(async () => expectThat(await publish.isEnabled(), "the editor is not ready"));
  return { page, app };
}

/** The editor has kept what was changed. */
export const saved = (app: FrameLocator): Promise<void> => app.getByText("Saved", { exact: true }).waitFor();

export async function searchPeople(app: FrameLocator, words: string): Promise<void> {
  const field = app.getByRole("searchbox", { name: "Find a customer" });
  await field.fill(words);
  await field.press("Enter");
}
