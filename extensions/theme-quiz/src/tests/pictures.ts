// Draws each type of question, the result, a poll, the pop-up and the preferences, to be looked at by a person:
//   node extensions/theme-quiz/src/tests/pictures.ts FOLDER
// One sheet for each width, theme, and writing direction; one more in forced colours, and one at 200 % zoom.
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import type { StorefrontQuestion, StorefrontQuiz } from "../../../../app/contract/quiz.ts";
import { launchChromium } from "../../../../tests/chromium.ts";
import { buildTheme } from "../../../../tools/build-extensions.ts";
import { inArabic } from "./arabic.ts";
import { everyType, startingWith } from "./every-type.ts";
import { products } from "./gift-finder.ts";
import { openShop } from "./storefront.ts";
import type { Shop } from "./storefront.ts";

interface Sheet {
  name: string;
  width: number;
  theme: "light" | "dark";
  language: "en" | "ar";
  more?: BrowserContextOptions;
}

const SHEETS: Sheet[] = [
  ...[390, 1280].flatMap((width) =>
    (["light", "dark"] as const).flatMap((theme) =>
      (["en", "ar"] as const).map((language) => ({ name: `${width}-${theme}-${language}`, width, theme, language })),
    ),
  ),
  { name: "390-forced-colours", width: 390, theme: "light", language: "en", more: { forcedColors: "active" } },
  { name: "390-zoomed-200", width: 195, theme: "light", language: "en", more: { deviceScaleFactor: 2 } },
];

const said = (quiz: StorefrontQuiz, { language }: Sheet): StorefrontQuiz =>
  language === "ar" ? inArabic(quiz) : { ...quiz, language };

async function open(shop: Shop, context: BrowserContext, page: Shop["page"]): Promise<Page> {
  shop.page = page;
  const opened = await context.newPage();
  await opened.goto(shop.url);
  await opened.waitForLoadState("networkidle");
  return opened;
}

/** What a shopper would have chosen, so that a chosen answer is seen beside the others. */
async function chooseSomething(page: Page, { type }: StorefrontQuestion): Promise<void> {
  const options = page.locator("candor-quiz .cq-option input");
  if (type === "rating") await options.nth(3).check();
  else if ((await options.count()) > 1 && type !== "ranking") await options.nth(1).check();
}

async function drawQuestions(shop: Shop, context: BrowserContext, sheet: Sheet): Promise<Buffer[]> {
  const drawn: Buffer[] = [];
  for (const question of everyType.questions) {
    const quiz = { ...said(startingWith(question), sheet) };
    const page = await open(shop, context, { quiz, theme: sheet.theme, locale: sheet.language });
    if (question.type === "ranking") await page.locator(".cq-grip").last().waitFor();
    await chooseSomething(page, question);
    drawn.push(await page.locator("main").screenshot());
    await page.close();
  }
  return drawn;
}

/** What is said when nothing was chosen, and the result with a code. */
async function drawEnds(shop: Shop, context: BrowserContext, sheet: Sheet): Promise<Buffer[]> {
  const [, tea] = everyType.questions as [StorefrontQuestion, StorefrontQuestion];
  const quiz = said({ ...everyType, questions: [tea] }, sheet);
  const endsAt = "2027-01-31T00:00:00Z";
  shop.adds = ({ finished }) =>
    finished ? { mail: "confirm", incentive: { state: "code", code: "TEA-7KQ2", percent: 10, endsAt } } : {};
  const page = await open(shop, context, { quiz, theme: sheet.theme, locale: sheet.language });
  await page.locator(".cq-next").click();
  await page.locator(".cq-error:not(:empty)").waitFor();
  const drawn = [await page.locator("main").screenshot()];
  await page.locator("candor-quiz .cq-option input").first().check();
  await page.locator(".cq-next").click();
  await page.getByText("TEA-7KQ2").waitFor();
  drawn.push(await page.locator("main").screenshot());
  await page.close();
  return drawn;
}

async function drawPoll(shop: Shop, context: BrowserContext, sheet: Sheet): Promise<Buffer[]> {
  const [, tea] = everyType.questions as [StorefrontQuestion, StorefrontQuestion];
  const poll: StorefrontQuiz = {
    ...everyType,
    questions: [tea],
    handle: "poll",
    kind: "poll",
    poll: { changeable: true },
  };
  const votes = [1204, 730, 88];
  const counts = "options" in tea ? tea.options.map(({ id }, at) => ({ id, votes: votes[at] ?? 0 })) : [];
  shop.adds = () => ({
    poll: { votes: votes.reduce((sum, one) => sum + one), options: counts, mine: ["black"], state: "open" },
    result: { ...poll.result, products: [] },
  });
  const page = await open(shop, context, {
    quiz: said(poll, sheet),
    block: "poll",
    theme: sheet.theme,
    locale: sheet.language,
  });
  await page.locator("candor-quiz .cq-option input").nth(1).check();
  await page.locator(".cq-next").click();
  await page.locator(".cp-mine").waitFor();
  const drawn = [await page.locator("main").screenshot()];
  await page.close();
  return drawn;
}

async function drawPreferences(shop: Shop, context: BrowserContext, sheet: Sheet): Promise<Buffer[]> {
  const { width, theme, language } = sheet;
  const quiz = said(
    { ...everyType, handle: "preferences", kind: "preferences", questions: everyType.questions.slice(1) },
    sheet,
  );
  const since = "2026-03-04T10:00:00Z";
  const tea = quiz.questions.flatMap((one) => ("options" in one ? one.options : []))[0]?.text ?? "";
  const known = {
    tea: { value: ["green"], text: tea, since, stale: true },
    cups: { value: 3, text: "3", since, stale: false },
  };
  shop.adds = (body) => (body.known ? { known } : {});
  const page = await open(shop, context, { quiz, theme, locale: language, block: "preferences", customer: "5" });
  await page.locator("candor-known button").first().click();
  await page.locator("candor-known li").last().waitFor();
  const drawn = [await page.locator("main").screenshot()];
  await page.close();
  shop.adds = () => ({});
  const look = width > 600 ? "overlay" : "card";
  const greeting = language === "ar" ? "مرحبًا! هل أساعدك؟" : "Hello! May I help?";
  const popup = { look, delay: 1, scroll: 0, greeting, quiz: "preferences", assistant: "Mina", launcher: greeting };
  const shown = await open(shop, context, { quiz, theme, locale: language, block: "none", popup });
  await shown.locator(".candor-panel candor-quiz fieldset").waitFor();
  drawn.push(await shown.screenshot());
  await shown.close();
  return drawn;
}

/** All of a sheet beside each other, as many in a row as can be read. */
async function layOut(browser: Browser, pictures: Buffer[], { name, width }: Sheet, folder: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 2000, height: 1000 } });
  const shown = Math.min(width, 640);
  const all = pictures.map((one) => `<img width="${shown}" src="data:image/png;base64,${one.toString("base64")}">`);
  await page.setContent(
    `<body style="margin:8px;background:#888;display:flex;flex-wrap:wrap;gap:8px;align-items:start">${all.join("")}`,
  );
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
  await page.close();
}

async function main(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const assets = mkdtempSync(path.join(tmpdir(), "candor-assets-"));
  await buildTheme(assets);
  const browser = await launchChromium();
  for (const sheet of SHEETS) {
    const context = await browser.newContext({
      viewport: { width: sheet.width, height: 844 },
      reducedMotion: "reduce",
      ...sheet.more,
    });
    const pictures: Buffer[] = [];
    for (const draw of [drawQuestions, drawEnds, drawPoll, drawPreferences]) {
      // A shop of its own for each: one browser remembers what another drew.
      const shop = await openShop({}, products, assets);
      pictures.push(...(await draw(shop, context, sheet)));
      await shop.close();
    }
    await context.close();
    await layOut(browser, pictures, sheet, folder);
    process.stdout.write(`${sheet.name}.png: ${pictures.length} pictures\n`);
  }
  await browser.close();
}

await main(process.argv[2] ?? "pictures");
