// What a quiz costs the page that it stands on: bytes, requests, script, blocking, shifts; at 4× CPU throttle, on a phone's screen. The
// page without the block is measured in the same run and taken off. Not counted: Shopify's own scripts, pictures, the page's HTML.
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "../../tests/chromium.ts";
import { buildAssets, pressNext } from "../../extensions/theme-quiz/src/tests/browser.ts";
import { products } from "../../extensions/theme-quiz/src/tests/gift-finder.ts";
import { openShop } from "../../extensions/theme-quiz/src/tests/storefront.ts";
import type { Shop } from "../../extensions/theme-quiz/src/tests/storefront.ts";
import { brotliBytes, EARLY_ASSETS } from "../../tools/check-extensions.ts";
import type { BenchOptions, BenchResult } from "../result.ts";
import { measureLighthouse } from "./lighthouse.ts";
import { openPeer, sixQuestions } from "./peers.ts";
import type { OpenPeer } from "./peers.ts";

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

interface Visit {
  url: string;
  /** Text that must be there for the figures to count. */
  shows?: string;
  walk?: boolean;
}

/** Loads a page and, when asked, walks all of the quiz on it. */
async function load(browser: Browser, shop: Shop, { url, shows, walk }: Visit): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable");
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(observe);
  shop.posts.length = 0;
  await page.goto(url, { waitUntil: "networkidle" });
  if (shows !== undefined) await page.getByText(shows).first().waitFor({ timeout: 20_000 });
  const requests = shop.posts.length;
  if (walk) await takeQuiz(page);
  const { metrics } = await devtools.send("Performance.getMetrics");
  const seen = await page.evaluate(() => (window as unknown as { seen: { blocked: number; shifted: number } }).seen);
  await context.close();
  const seconds = metrics.find(({ name }) => name === "ScriptDuration")?.value ?? 0;
  return { script_ms: seconds * 1000, tbt_ms: seen.blocked, cls: seen.shifted, requests_before_answer: requests };
}

async function takeQuiz(page: Page): Promise<void> {
  const next = async (shows: string) => {
    await pressNext(page);
    await page.getByText(shows).first().waitFor();
  };
  await page.getByLabel("Black tea").check();
  await next("What goes into your Black tea?");
  await page.getByLabel("Milk").check();
  await next("How do you like your tea now?");
  await page.getByLabel("4", { exact: true }).check();
  await next("How likely are you to recommend us?");
  await page.getByLabel("9", { exact: true }).check();
  await next("Why tea?");
  await next("May we send you news by e-mail?");
  await page.getByLabel("No, thanks").check();
  await next("For you");
}

/** Every file of the widget, and when a shopper's browser loads it. */
function breakdown(assets: string): string {
  const early = EARLY_ASSETS.map((name) => `${name} ${brotliBytes(path.join(assets, name))}`);
  const late = ["quiz-end.js", "quiz-end.css"].map((name) => `${name} ${brotliBytes(path.join(assets, name))}`);
  return `brotli bytes: early ${early.join(", ")}; late, after the first answer: ${late.join(", ")}`;
}

type Loads = Record<"bare" | "loaded" | "walked" | "surveyjs" | "formbricks", Load[]>;

export async function run({ quick, say }: BenchOptions): Promise<BenchResult> {
  const assets = await buildAssets();
  say(breakdown(assets));
  const rounds = quick ? 3 : 11;
  const browser = await launchChromium();
  const shop = await openShop({ quiz: sixQuestions }, products, assets);
  const peers = { surveyjs: await openPeer("surveyjs"), formbricks: await openPeer("formbricks") };
  const loads: Loads = { bare: [], loaded: [], walked: [], surveyjs: [], formbricks: [] };
  try {
    for (let round = 0; round < rounds; round += 1) {
      say(`round ${round + 1} of ${rounds}`);
      shop.page = {};
      loads.bare.push(await load(browser, shop, shop));
      shop.page = { quiz: sixQuestions };
      loads.loaded.push(await load(browser, shop, shop));
      loads.walked.push(await load(browser, shop, { url: shop.url, walk: true }));
      loads.surveyjs.push(await load(browser, shop, peers.surveyjs));
      loads.formbricks.push(await load(browser, shop, peers.formbricks));
    }
  } finally {
    await browser.close();
    await shop.close();
    for (const peer of Object.values(peers)) peer.close();
  }
  const scores = await measureLighthouse({ quick, say });
  const bytes = EARLY_ASSETS.reduce((total, name) => total + brotliBytes(path.join(assets, name)), 0);
  return { figures: { ...figuresOf(loads, bytes, peers), ...scores }, ratios: ratiosOf(loads, bytes, peers) };
}

type Peers = Record<"surveyjs" | "formbricks", OpenPeer>;

const of = (loads: Loads, kind: keyof Loads, key: keyof Load) => median(loads[kind].map((one) => one[key]));
/** What it adds to a page without it. */
const added = (loads: Loads, kind: keyof Loads, key: keyof Load) =>
  Math.max(0, of(loads, kind, key) - of(loads, "bare", key));

const figuresOf = (loads: Loads, bytes: number, peers: Peers): Record<string, number> => ({
  brotli_bytes: bytes,
  requests_before_answer: of(loads, "loaded", "requests_before_answer"),
  script_ms: added(loads, "loaded", "script_ms"),
  walk_script_ms: added(loads, "walked", "script_ms"),
  tbt_ms: added(loads, "loaded", "tbt_ms"),
  cls: Math.max(...loads.walked.map(({ cls }) => cls)),
  surveyjs_brotli_bytes: peers.surveyjs.brotli,
  surveyjs_script_ms: added(loads, "surveyjs", "script_ms"),
  surveyjs_tbt_ms: added(loads, "surveyjs", "tbt_ms"),
  surveyjs_cls: of(loads, "surveyjs", "cls"),
  formbricks_brotli_bytes: peers.formbricks.brotli,
  formbricks_script_ms: added(loads, "formbricks", "script_ms"),
  formbricks_tbt_ms: added(loads, "formbricks", "tbt_ms"),
  formbricks_cls: of(loads, "formbricks", "cls"),
});

function ratiosOf(loads: Loads, bytes: number, peers: Peers): Record<string, number> {
  const script = (kind: keyof Loads) => added(loads, kind, "script_ms");
  return {
    of_surveyjs_bytes: bytes / peers.surveyjs.brotli,
    of_surveyjs_script: script("loaded") / script("surveyjs"),
    of_formbricks_bytes: bytes / peers.formbricks.brotli,
    of_formbricks_script: script("loaded") / script("formbricks"),
  };
}
