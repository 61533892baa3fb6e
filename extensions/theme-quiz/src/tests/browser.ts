import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { buildTheme } from "../../../../tools/build-extensions.ts";

/** The assets as they ship, in a folder of this run's own. */
export async function buildAssets(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "candor-assets-"));
  await buildTheme(folder);
  return folder;
}

/** A page whose uncaught errors are collected. */
export async function openPage(context: BrowserContext, url: string): Promise<Page & { faults: string[] }> {
  const page = Object.assign(await context.newPage(), { faults: [] as string[] });
  page.on("pageerror", (error) => page.faults.push(error.message));
  await page.goto(url);
  return page;
}

export const question = (page: Page) => page.locator("candor-quiz h3");

export const pressNext = (page: Page): Promise<void> => page.locator(".cq-next").click();

/** The proxy is reachable again. The widget tries by itself too, and may be faster than the click: then the button has gone. */
export async function unblockAndTryAgain(page: Page): Promise<void> {
  const again = page.getByRole("button", { name: "Try again" });
  await again.waitFor();
  await page.context().unroute("**/apps/candor/**");
  const isThere = () => again.click({ timeout: 500 }).catch(() => again.isVisible());
  await expect.poll(isThere).not.toBe(true);
}

/** Chooses by the option's words and goes on; then the next screen is there. */
export async function choose(page: Page, option: string): Promise<void> {
  const before = await question(page).textContent();
  await page.getByLabel(option, { exact: true }).check();
  await pressNext(page);
  await page.waitForFunction(
    (text) => document.querySelector("candor-quiz")?.shadowRoot?.querySelector("h3")?.textContent !== text,
    before,
  );
}

/** The whole gift finder for a friend; consent as told. */
export async function finish(page: Page, consent: "Yes, remember my answers" | "No, thanks"): Promise<void> {
  await choose(page, "A friend");
  await choose(page, "At home");
  await choose(page, "Calm and plain");
  await pressNext(page);
  await page.getByLabel(consent).waitFor();
  await choose(page, consent);
}
