import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { launchChromium } from "../../../../tests/chromium.ts";
import { choose, openPage, question } from "./browser.ts";
import { setScene } from "./scene.ts";

// F28: a page that rests in the browser's back-forward cache and comes back as it was, without being loaded again.

// Playwright turns it off, people have it.
const scene = setScene({}, () => launchChromium(undefined, undefined, ["--disable-back-forward-cache"]));

const marks = (page: Page) => page.evaluate(() => (window as unknown as { marked?: boolean }).marked);

/** Away, meanwhile something else, and back to the very same page. */
async function awayAndBack(page: Page, meanwhile: () => Promise<void>): Promise<void> {
  await page.evaluate(() => Object.assign(window, { marked: true }));
  await page.goto(`${scene.shop.url}/other`);
  expect(await marks(page)).toBeUndefined();
  await meanwhile();
  await page.evaluate(() => history.back());
  await expect.poll(() => marks(page).catch(() => undefined)).toBe(true);
}

test("GIVEN an answer that could not be sent WHEN the page comes back THEN it is sent, and the walk goes on where it was", async () => {
  scene.shop.fault = () => 503;
  const page = await openPage(scene.context, scene.shop.url);
  await choose(page, "A friend");
  await expect.poll(() => scene.shop.posts.length).toBeGreaterThan(0);
  await awayAndBack(page, async () => {
    scene.shop.fault = () => undefined;
  });
  await expect.poll(() => scene.shop.kept.size).toBe(1);
  await expect.poll(() => question(page).textContent()).toBe("Where will it live?");
  await choose(page, "At home");
  await expect.poll(() => scene.shop.kept.size).toBe(2);
  expect(new Set([...scene.shop.kept.values()].map(({ responseId }) => responseId)).size).toBe(1);
  expect(page.faults).toEqual([]);
});

test("GIVEN the walk went on in another tab WHEN the page comes back THEN it is there too, and both hear of each other again", async () => {
  const page = await openPage(scene.context, scene.shop.url);
  await choose(page, "A friend");
  await expect.poll(() => scene.shop.kept.size).toBe(1);
  const other = await openPage(scene.context, scene.shop.url);
  // Before consent it hears of the walk from the other tab alone: not from a page that rests.
  await expect.poll(() => question(other).textContent()).toBe("Where will it live?");
  await awayAndBack(page, async () => {
    await choose(other, "At home");
    await expect.poll(() => scene.shop.kept.size).toBe(2);
  });
  await expect.poll(() => question(page).textContent()).toBe("Which of these feels right?");
  await choose(page, "Retro");
  await expect.poll(() => question(other).textContent()).toBe("Anything we should know?");
  expect(new Set([...scene.shop.kept.values()].map(({ responseId }) => responseId)).size).toBe(1);
  expect(scene.shop.kept.size).toBe(3);
});
