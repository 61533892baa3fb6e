import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addOptIn, saveOptIn } from "../../app/optin/opt-in.store.server.ts";
import { tokenHashOf } from "../../app/optin/send-opt-in.job.server.ts";
import { openDatabase } from "../../app/platform/db.server.ts";
import { mintKey } from "../../app/platform/secret.server.ts";
import { prepareHome, startApp } from "../real-app/real-app.ts";
import type { AppHome, RealApp } from "../real-app/real-app.ts";
import { openAs, openBrowser, PHONE } from "../story/browser.ts";

const TOKEN = "t".repeat(43);

let home: AppHome;
let app: RealApp;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "candor-confirm-"));
  home = await prepareHome(folder, 23_477, async (tx, shop) => {
    const now = new Date();
    const { id: quizId } = await tx.quiz.findFirstOrThrow();
    const wish = { quizId, responseId: "walk", profileId: null, address: "ada@example.com", clientHash: null };
    const wording = { hash: "wording", text: "Yes, send me news." };
    const more = { language: "en", wording, mailId: "mail", createdAt: now };
    const id = await addOptIn(tx, shop, mintKey(), { ...wish, ...more });
    await saveOptIn(tx, shop, id ?? 0, { state: "sent", sentAt: now, tokenHash: tokenHashOf(TOKEN) });
  });
  [app, browser] = await Promise.all([startApp(home), openBrowser()]);
}, 60_000);

afterAll(async () => {
  await browser.close();
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

// What a browser says of where a form stood depends on the page's own headers: only a browser can tell.
test("GIVEN the link of the mail in a browser WHEN the button is pressed THEN the address is confirmed, and the shop is one tap away", async () => {
  const context = await openAs(browser, PHONE);
  const page = await context.newPage();
  await page.goto(`${home.url}/confirm/${TOKEN}`);
  await page.getByText("Yes, send me news.").waitFor();
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await page.getByRole("heading", { name: "Thank you. Your address is confirmed." }).waitFor();
  const back = page.getByRole("link", { name: "Go to the shop" });
  expect(await back.getAttribute("href")).toBe("https://candor-demo.myshopify.com/");
  const db = await openDatabase(home.file);
  expect(await db.read.consent.findMany({ select: { purpose: true, state: true } })).toEqual([
    { purpose: "marketing", state: "granted" },
  ]);
  await db.close();
  // Nobody else's page is told the address with the token in it.
  await page.route("https://candor-demo.myshopify.com/**", (route) =>
    route.fulfill({ contentType: "text/html", body: "<h1>Shop</h1>" }),
  );
  const [asked] = await Promise.all([page.waitForRequest("https://candor-demo.myshopify.com/"), back.click()]);
  expect((await asked.allHeaders())["referer"]).toBeUndefined();
  await context.close();
});

test("GIVEN a link to a download that works no more THEN the page says so, and where a new one is", async () => {
  const context = await openAs(browser, PHONE);
  const page = await context.newPage();
  await page.goto(`${home.url}/download/1.1.1000000000.x`);
  await page.getByRole("heading", { name: "This download link no longer works." }).waitFor();
  await page.getByText("Open the quiz again, and you get a new one.").waitFor();
  await context.close();
});
