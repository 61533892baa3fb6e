// What a quiz costs the page that it stands on: bytes, requests, script, blocking, shifts; at 4× CPU throttle, on a phone's screen. The
// page without the block is measured in the same run and taken off. Not counted: Shopify's own scripts, pictures, the page's HTML.
import { readFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { buildAssets, choose, launch, pressNext } from "../../extensions/theme-quiz/src/tests/browser.ts";
import { giftFinder, products } from "../../extensions/theme-quiz/src/tests/gift-finder.ts";
import { openShop } from "../../extensions/theme-quiz/src/tests/storefront.ts";
import type { Shop } from "../../extensions/theme-quiz/src/tests/storefront.ts";
import type { BenchOptions, BenchResult } from "../result.ts";
import { EARLY_ASSETS } from "../../tools/check-extensions.ts";
import { measureLighthouse } from "./lighthouse.ts";

interface Load {
  script_ms: number;
  tbt_ms: number;
  cls: number;
  requests_before_answer: number;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function observe(): void {
  const seen = { blocked: 0, shifted: 0 };
  Object.assign(window, { seen });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.blocked += Math.max(0, duration - 50);
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      if (!entry.hadRecentInput) seen.shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}

/** Loads the page and, when there is a quiz, walks all of it. */
async function load(browser: Browser, shop: Shop, walk: boolean): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable");
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(observe);
  shop.posts.length = 0;
  await page.goto(shop.url, { waitUntil: "networkidle" });
  const requests = shop.posts.length;
  if (walk) await takeQuiz(page);
  const { metrics } = await devtools.send("Performance.getMetrics");
  const seen = await page.evaluate(() => (window as unknown as { seen: { blocked: number; shifted: number } }).seen);
  await context.close();
  const seconds = metrics.find(({ name }) => name === "ScriptDuration")?.value ?? 0;
  return { script_ms: seconds * 1000, tbt_ms: seen.blocked, cls: seen.shifted, requests_before_answer: requests };
}

async function takeQuiz(page: Page): Promise<void> {
  for (const option of ["A friend", "At home", "Calm and plain"]) await choose(page, option);
  await pressNext(page);
  await choose(page, "No, thanks");
  await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
}

export async function run({ quick, say }: BenchOptions): Promise<BenchResult> {
  const assets = await buildAssets();
  const bytes = EARLY_ASSETS.map((name) => brotliCompressSync(readFileSync(path.join(assets, name))).length);
  const rounds = quick ? 3 : 11;
  const browser = await launch();
  const shop = await openShop({ quiz: giftFinder }, products, assets);
  const loads = { bare: [] as Load[], loaded: [] as Load[], walked: [] as Load[] };
  try {
    for (let round = 0; round < rounds; round += 1) {
      say(`round ${round + 1} of ${rounds}`);
      shop.page = {};
      loads.bare.push(await load(browser, shop, false));
      shop.page = { quiz: giftFinder };
      loads.loaded.push(await load(browser, shop, false));
      loads.walked.push(await load(browser, shop, true));
    }
  } finally {
    await browser.close();
    await shop.close();
  }
  const scores = await measureLighthouse({ quick, say });
  const of = (kind: keyof typeof loads, key: keyof Load) => median(loads[kind].map((one) => one[key]));
  const added = (kind: "loaded" | "walked", key: keyof Load) => Math.max(0, of(kind, key) - of("bare", key));
  return {
    figures: {
      brotli_bytes: bytes.reduce((total, one) => total + one, 0),
      requests_before_answer: of("loaded", "requests_before_answer"),
      script_ms: added("loaded", "script_ms"),
      walk_script_ms: added("walked", "script_ms"),
      tbt_ms: added("loaded", "tbt_ms"),
      cls: Math.max(...loads.walked.map(({ cls }) => cls)),
      ...scores,
    },
    ratios: {},
  };
}
