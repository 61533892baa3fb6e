import type { Browser, BrowserContext, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { launchChromium } from "../../../../tests/chromium.ts";
import { buildAssets } from "./browser.ts";
import { giftFinder, products } from "./gift-finder.ts";
import { openShop } from "./storefront.ts";
import type { Shop } from "./storefront.ts";

interface Scene {
  browser: Browser;
  /** A shopper's browser with nothing in it, new for each test. */
  context: BrowserContext;
  /** A shop with the gift finder on its page, new for each test. */
  shop: Shop;
}

/** What each browser test of the widget begins with. */
export function setScene(options: BrowserContextOptions = {}, launch: () => Promise<Browser> = launchChromium): Scene {
  const scene = {} as Scene;
  let assets: string;
  beforeAll(async () => {
    assets = await buildAssets();
    scene.browser = await launch();
  });
  afterAll(() => scene.browser.close());
  beforeEach(async () => {
    scene.shop = await openShop({ quiz: giftFinder }, products, assets);
    scene.context = await scene.browser.newContext({ viewport: { width: 390, height: 844 }, ...options });
    scene.context.setDefaultTimeout(15_000);
  });
  afterEach(async () => {
    await scene.context.close();
    await scene.shop.close();
  });
  return scene;
}
