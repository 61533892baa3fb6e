import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generateShop } from "../generator/generate-shop.ts";
import { loadFiles } from "../loader/load-files.ts";
import { installApp } from "../oauth/install.ts";
import { launchChromium } from "../../tests/chromium.ts";
import { openStore } from "./testing/store-under-test.ts";
import type { StoreUnderTest } from "./testing/store-under-test.ts";

let browser: Browser;
let store: StoreUnderTest;
let paths: string[];

beforeAll(async () => {
  store = await openStore();
  const files = await generateShop(store.state.dataDir, { lastDay: "2026-06-30", scale: 0.02 });
  await loadFiles(store.state, files);
  browser = await launchChromium();
  const first = (table: string) => (store.state.sql(`SELECT id FROM ${table} LIMIT 1`).get() as { id: number }).id;
  store.state.db.exec(`INSERT INTO segments (id, name, query, created_at, updated_at)
    VALUES (1, 'Loyal', 'number_of_orders > 1', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')`);
  store.state.sql(`UPDATE customers SET tags_json = '["vip","gift lover"]'`).run();
  paths = [
    "/apps/candor",
    "",
    "/orders",
    `/orders/${first("orders")}`,
    "/customers",
    "/customers?segment=1",
    `/customers/${first("customers")}`,
    "/segments",
    "/products",
    `/products/${first("products")}`,
    "/settings/apps",
    "/themes",
    "/nowhere",
  ];
});
afterAll(async () => {
  await browser?.close();
  await store?.stopAll();
});

test.each([1280, 390])(
  "no page of the admin has a barrier or overflows at %i px",
  async (width) => {
    const page = await (await browser.newContext({ viewport: { width, height: 844 } })).newPage();
    const problems: string[] = [];
    const look = async (path: string) => {
      await page.goto(`${store.admin}/store/candor-demo${path}`);
      // The drawer and the stacked columns are the same on every page: on the small screen a few pages stand for all.
      if (width > 800 || /editor|customers\/|apps/.test(path)) {
        const { violations } = await new AxeBuilder({ page }).analyze();
        problems.push(...violations.map((one) => `${path}: ${one.id} ${one.nodes[0]?.html}`));
      }
      const overflows = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      if (overflows) problems.push(`${path}: wider than the screen`);
    };
    for (const path of paths) await look(path);
    installApp(store.desk);
    await look("/settings/apps");
    await look("/themes/current/editor");
    expect(problems).toEqual([]);
    await page.context().close();
  },
  240_000,
);

test("on a small screen the navigation is a drawer that Escape closes", async () => {
  const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  await page.goto(`${store.admin}/store/candor-demo`);
  const orders = page.locator("#nav").getByRole("link", { name: "Orders" });
  expect(await orders.isVisible()).toBe(false);
  await page.getByRole("button", { name: "Menu" }).click();
  await orders.waitFor();
  await page.keyboard.press("Escape");
  await orders.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Menu" }).click();
  await orders.click();
  await page.waitForURL("**/orders");
  await page.context().close();
});
