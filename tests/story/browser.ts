import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchChromium, USER_AGENT } from "../chromium.ts";

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 900 };

/** As a person has it, but for frames of other local ports, which are allowed. */
export const openBrowser = (more: string[] = []): Promise<Browser> =>
  launchChromium(["LocalNetworkAccessChecks"], more);

/** A browser of somebody's own: their cookies, their storage. */
export function openAs(browser: Browser, viewport: { width: number; height: number }): Promise<BrowserContext> {
  return browser.newContext({ viewport, userAgent: USER_AGENT, locale: "en-GB", reducedMotion: "reduce" });
}

/** Counts what a person does by hand from now on: each real click in this browser's pages and their frames. */
export async function countClicks(context: BrowserContext): Promise<() => number> {
  let clicks = 0;
  await context.exposeFunction("storyClicked", () => (clicks += 1));
  await context.addInitScript(() => {
    const report = (globalThis as unknown as { storyClicked(): void }).storyClicked;
    addEventListener("click", (event) => void (event.isTrusted && report()), true);
  });
  return () => clicks;
}

/** Products, customers and orders are read: minutes, where many orders meet a machine that does other things. */
export const READ_WITHIN_MS = 600_000;

/** Repeats a check until it holds; the last failure is what a person would read. */
export async function eventually<T>(check: () => Promise<T> | T, withinMs = 45_000): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }
}

export type { Page };
