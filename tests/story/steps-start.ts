import { eventually, READ_WITHIN_MS } from "./browser.ts";
import { expectEqual, expectThat } from "./expect.ts";
import { merchantPage, openCandor } from "./merchant.ts";
import type { Scene, Step } from "./scene.ts";
import { readApp } from "./store.ts";

const number = (n: number) => n.toLocaleString("en-US");

async function opens(scene: Scene): Promise<string> {
  const { admin, storefront, customers } = scene.demo.urls;
  for (const url of [admin, storefront, customers]) {
    const response = await fetch(url);
    expectThat(response.ok, `${url} answered ${response.status}`);
  }
  const logIns = scene.demo.storeSays.filter((line) => line.startsWith("log in"));
  expectThat(logIns.length === 3, `expected three log-ins, got ${logIns.length}`);
  return logIns.join("; ");
}

async function install(scene: Scene): Promise<void> {
  const page = await merchantPage(scene);
  await page.goto(scene.demo.urls.app);
  await scene.picture(page, "install-1280");
  await page.getByRole("button", { name: "Install" }).click();
  await page.frameLocator("iframe").first().getByRole("heading", { name: "Candor" }).waitFor();
  expectThat(scene.store.installed(), "the store has no installation");
}

/** Orders, customers and their sum as Shopify's side has them; the page must say the same. */
async function historyIsRead(scene: Scene): Promise<string> {
  const { orders, customers } = scene.store.counts();
  const { page, app } = await openCandor(scene, "/app");
  await scene.picture(page, "home-reading-1280");
  await eventually(async () => {
    const text = await app.locator("body").innerText();
    expectThat(text.includes(number(orders)), `home does not say ${number(orders)} orders: ${text.slice(0, 300)}`);
    expectThat(text.includes(number(customers)), `home does not say ${number(customers)} customers`);
  }, READ_WITHIN_MS);
  await scene.picture(page, "home-1280");
  const sales = String(scene.store.sales());
  await eventually(() => {
    const kept = readApp(scene.demo.folder);
    expectEqual(String(kept.orders), String(orders), "orders kept");
    expectEqual(String(kept.customers), String(customers), "customers kept");
    expectEqual(String(kept.sales), sales, "Σ quantity × unit price kept, in millionths");
  });
  return `${number(orders)} orders, ${number(customers)} customers`;
}

export const startSteps: Step[] = [
  { name: "the admin, the storefront and the customer list answer, and three shoppers can log in", play: opens },
  { name: "the merchant installs Candor and it opens inside the admin", play: install },
  { name: "the order history is read: orders, customers and their sum equal the store's", play: historyIsRead },
];
