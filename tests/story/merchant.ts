import type { FrameLocator } from "playwright-core";
import { DESKTOP, openAs } from "./browser.ts";
import type { Page } from "./browser.ts";
import type { Scene } from "./scene.ts";

/** The merchant's browser window: one for the whole story. */
export async function merchantPage(scene: Scene): Promise<Page> {
  const known = scene.kept.get("merchant") as Page | undefined;
  if (known !== undefined) return known;
  const page = await (await openAs(scene.browser, DESKTOP)).newPage();
  scene.kept.set("merchant", page);
  return page;
}

/** Opens a page of Candor inside the admin and waits until it can be used. */
export async function openCandor(scene: Scene, path: string): Promise<{ page: Page; app: FrameLocator }> {
  const page = await merchantPage(scene);
  await page.goto(`${scene.demo.urls.app}${path}`);
  const app = page.frameLocator("iframe").first();
  await app.locator("#AppFrameMain, .Polaris-Page").first().waitFor();
  return { page, app };
}

export async function openAdmin(scene: Scene, path: string): Promise<Page> {
  const page = await merchantPage(scene);
  await page.goto(`${scene.demo.urls.admin}${path}`);
  return page;
}
