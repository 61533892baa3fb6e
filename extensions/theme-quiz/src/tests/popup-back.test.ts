import { expect, test } from "vitest";
import { openPage } from "./browser.ts";
import { giftFinder } from "./gift-finder.ts";
import { setScene } from "./scene.ts";

// Exit intent where no pointer can be seen to leave: who comes back to a page by Back is about to leave the shop.

const scene = setScene({ reducedMotion: "reduce" });

test.each([
  ["a phone", { hasTouch: true, isMobile: true }, 1],
  ["a computer", {}, 0],
] as const)("GIVEN exit intent on %s WHEN the shopper comes back by Back", async (_, device, shown) => {
  const context = await scene.browser.newContext({ viewport: { width: 390, height: 844 }, ...device });
  scene.shop.page = { quiz: giftFinder, block: "none", popup: { delay: 0, scroll: 0, exit: true, greeting: "Hello!" } };
  const page = await openPage(context, scene.shop.url);
  await page.goto(`${scene.shop.url}/other`);
  await page.goBack();
  if (shown) await page.locator(".candor-panel").waitFor();
  // The script looks twice a second.
  else await page.waitForTimeout(1200);
  expect(await page.locator(".candor-panel").count()).toBe(shown);
  await context.close();
});
