// Each screen of Candor in the merchant's admin, opened for the first time and used, at 4× CPU throttle, with as many people behind it as a
// large shop has. Against Polaris with one card on it and nothing behind it, opened the same way.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { DESKTOP, openAs, openBrowser } from "../../tests/story/browser.ts";
import { untilAlive } from "../../tests/story/merchant.ts";
import { buildIfStale } from "../../tools/build.ts";
import { startDemo } from "../../tools/demo-processes.ts";
import type { Demo } from "../../tools/demo-processes.ts";
import type { BenchOptions, BenchResult } from "../result.ts";
import { openBarePolaris } from "./bare-polaris.ts";
import { fillShop } from "./fill-shop.ts";
import { observe, readSeen } from "./observe.ts";
import type { Seen } from "./observe.ts";
import { screens } from "./screens.ts";
import type { Screen } from "./screens.ts";

const THROTTLE = 4;
/** What comes late may still move the page. */
const SETTLE_MS = 1_000;

/** A window that has nothing in its cache. */
async function openWindow(browser: Browser): Promise<Page> {
  const context = await openAs(browser, DESKTOP);
  const page = await context.newPage();
  await page.addInitScript(observe);
  return page;
}

async function throttle(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: THROTTLE });
}

async function measure(browser: Browser, demo: Demo, screen: Screen): Promise<Seen> {
  const page = await openWindow(browser);
  try {
    await throttle(page);
    await page.goto(`${demo.urls.app}${screen.path}`);
    const app = page.frameLocator("iframe").first();
    await untilAlive(app);
    await screen.shows(app);
    await page.waitForTimeout(SETTLE_MS);
    await screen.use(app);
    await page.waitForTimeout(SETTLE_MS);
    return await readSeen(page.frames()[1] ?? page.mainFrame());
  } finally {
    await page.context().close();
  }
}

async function measureBare(browser: Browser): Promise<Seen> {
  const bare = await openBarePolaris();
  const page = await openWindow(browser);
  try {
    await throttle(page);
    await page.goto(bare.url);
    const button = page.getByRole("button", { name: "A button" });
    await button.waitFor();
    await page.waitForTimeout(SETTLE_MS);
    await button.click();
    await page.waitForTimeout(SETTLE_MS);
    return await readSeen(page.mainFrame());
  } finally {
    await page.context().close();
    bare.close();
  }
}

async function install(browser: Browser, demo: Demo): Promise<void> {
  const page = await openWindow(browser);
  await page.goto(demo.urls.app);
  await page.getByRole("button", { name: "Install" }).click();
  await page.frameLocator("iframe").first().getByRole("heading", { name: "Candor" }).waitFor();
  await page.context().close();
}

export async function run({ quick, say }: BenchOptions): Promise<BenchResult> {
  await buildIfStale(say);
  const profiles = quick ? 20_000 : 1_000_000;
  const folder = mkdtempSync(path.join(tmpdir(), "candor-admin-"));
  const secret = () => randomBytes(32).toString("base64");
  const secrets = { SHOPIFY_API_SECRET: secret(), CANDOR_SECRET: secret() };
  writeFileSync(path.join(folder, "secrets.json"), JSON.stringify(secrets), { mode: 0o600 });
  const made = await fillShop(folder, secrets.CANDOR_SECRET, profiles, say);
  const demo = await startDemo({ portBase: Number(process.env.PORT_BASE ?? 4000), folder, fresh: false });
  const browser = await openBrowser();
  try {
    await install(browser, demo);
    const opened: Record<string, Seen> = {};
    for (const screen of screens(made)) {
      opened[screen.name] = await measure(browser, demo, screen);
      say(`${screen.name}: ${JSON.stringify(opened[screen.name])}`);
    }
    const bare = await measureBare(browser);
    const slowest = Math.max(...Object.values(opened).map(({ lcp_ms }) => lcp_ms));
    return {
      figures: { profiles, slowest_lcp_ms: slowest, ...opened, bare_polaris: bare },
      ratios: { slowest_lcp_of_bare_polaris: slowest / bare.lcp_ms },
    };
  } finally {
    await browser.close();
    await demo.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
