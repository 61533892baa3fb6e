import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchChromium } from "../../../../tests/chromium.ts";
import { buildAssets, choose, openPage, question } from "./browser.ts";
import { giftFinder, products } from "./gift-finder.ts";
import { openShop } from "./storefront.ts";
import type { Shop } from "./storefront.ts";

// F28: a page that rests in the browser's back-forward cache and comes back as it was, without being loaded again.

let browser: Browser;
let context: BrowserContext;
let shop: Shop;
let assets: string;

beforeAll(async () => {
  assets = await buildAssets();
  // Playwright turns it off, people have it.
  browser = await launchChromium(undefined, undefined, ["--disable-back-forward-cache"]);
});
afterAll(() => browser.close());
beforeEach(async () => {
  shop = await openShop({ quiz: giftFinder }, products, assets);
  context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  context.setDefaultTimeout(15_000);
});
afterEach(async () => {
  await context.close();
  await shop.close();
});

const marks = (page: Page) => page.evaluate(() => (window as unknown as { marked?: boolean }).marked);

/** Away, meanwhile something else, and back to the very same page. */
async function awayAndBack(page: Page, meanwhile: () => Promise<void>): Promise<void> {
  await page.evaluate(() => Object.assign(window, { marked: true }));
  await page.goto(`${shop.url}/other`);
  expect(await marks(page)).toBeUndefined();
  await meanwhile();
  await page.evaluate(() => history.back());
  await expect.poll(() => marks(page).catch(() => undefined)).toBe(true);
}

test("GIVEN an answer that could not be sent WHEN the page comes back THEN it is sent, and the walk goes on where it was", async () => {
  shop.fault = () => 503;
  const page = await openPage(context, shop.url);
  await choose(page, "A friend");
  await expect.poll(() => shop.posts.length).toBeGreaterThan(0);
  await awayAndBack(page, async () => {
    shop.fault = () => undefined;
  });
  await expect.poll(() => shop.kept.size).toBe(1);
  await expect.poll(() => question(page).textContent()).toBe("Where will it live?");
  await choose(page, "At home");
  await expect.poll(() => shop.kept.size).toBe(2);
  expect(new Set([...shop.kept.values()].map(({ responseId }) => responseId)).size).toBe(1);
  expect(page.faults).toEqual([]);
});

test("GIVEN the walk went on in another tab WHEN the page comes back THEN it is there too, and both hear of each other again", async () => {
  const page = await openPage(context, shop.url);
  await choose(page, "A friend");
  await expect.poll(() => shop.kept.size).toBe(1);
  const other = await openPage(context, shop.url);
  await awayAndBack(page, async () => {
    await expect.poll(() => question(other).textContent()).toBe("Where will it live?");
    await choose(other, "At home");
    await expect.poll(() => shop.kept.size).toBe(2);
  });
  await expect.poll(() => question(page).textContent()).toBe("Which of these feels right?");
  await choose(page, "Retro");
  await expect.poll(() => question(other).textContent()).toBe("Anything we should know?");
  expect(new Set([...shop.kept.values()].map(({ responseId }) => responseId)).size).toBe(1);
  expect(shop.kept.size).toBe(3);
});
