import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildAssets, choose, finish, launch, openPage, pressNext, question } from "./browser.ts";
import { giftFinder, products } from "./gift-finder.ts";
import { openShop } from "./storefront.ts";
import type { Shop } from "./storefront.ts";

let browser: Browser;
let context: BrowserContext;
let shop: Shop;
let assets: string;

beforeAll(async () => {
  assets = await buildAssets();
  browser = await launch();
});
afterAll(() => browser.close());
beforeEach(async () => {
  shop = await openShop({ quiz: giftFinder }, products, assets);
  context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  context.setDefaultTimeout(5000);
});
afterEach(async () => {
  await context.close();
  await shop.close();
});

const values = (responseId: string) =>
  [...shop.kept.values()]
    .filter((one) => one.responseId === responseId)
    .map(({ questionId, value }) => ({ questionId, value }));
const responseIds = () => [...new Set([...shop.kept.values()].map(({ responseId }) => responseId))];
const walked = [
  { questionId: "recipient", value: ["friend"] },
  { questionId: "room", value: ["home"] },
  { questionId: "taste", value: ["calm"] },
  { questionId: "note", value: null },
];

describe("F31: blocked, slow, without JavaScript", () => {
  test("GIVEN storage is blocked THEN the walk ends with products all the same", async () => {
    await context.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException("blocked", "SecurityError");
          },
        });
    });
    const page = await openPage(context, shop.url);
    await finish(page, "Yes, remember my answers");
    await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
    expect(shop.kept.size).toBe(5);
    expect(page.faults).toEqual([]);
  });

  test("GIVEN the proxy is blocked THEN the walk finishes with a kind sentence, and all is sent later", async () => {
    await context.route("**/apps/candor/**", (route) => route.abort());
    const page = await openPage(context, shop.url);
    await finish(page, "No, thanks");
    await page.getByText("We can’t reach the shop right now").waitFor();
    expect(await page.getByRole("link", { name: "See all products" }).getAttribute("href")).toBe("/collections/all");
    await context.unroute("**/apps/candor/**");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
    expect(shop.kept.size).toBe(5);
  });

  test("GIVEN somebody else's page instead of the app's reply THEN it counts as no reply", async () => {
    await context.route("**/apps/candor/**", (route) => route.fulfill({ status: 404, body: "<h1>Not found</h1>" }));
    const page = await openPage(context, shop.url);
    await finish(page, "No, thanks");
    await page.getByText("We can’t reach the shop right now").waitFor();
  });

  test("GIVEN a slow app THEN the shopper never waits between questions", async () => {
    shop.fault = () => ({ wait: 1500 });
    const page = await openPage(context, shop.url);
    await choose(page, "A friend");
    await choose(page, "At home");
    await choose(page, "Calm and plain");
    expect(shop.kept.size).toBeLessThan(3);
    await pressNext(page);
    await choose(page, "No, thanks");
    await page.getByText("Finding what fits…").waitFor();
    await page.getByRole("heading", { name: "For you", exact: true }).waitFor({ timeout: 15_000 });
    expect(shop.kept.size).toBe(5);
  });

  test("GIVEN a script that comes late WHEN Next is pressed before THEN the press counts", async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await context.route("**/quiz-walk.js", async (route) => {
      await held;
      await route.continue();
    });
    const page = await openPage(context, shop.url);
    await page.getByLabel("A friend").check();
    await pressNext(page);
    release();
    await expect.poll(() => question(page).textContent()).toBe("Where will it live?");
  });

  test("GIVEN no JavaScript THEN the question, and a sentence with a way on", async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const page = await plain.newPage();
    await page.goto(shop.url);
    await page.getByLabel("A friend").check();
    await page.getByRole("button", { name: "Next" }).click();
    expect(page.url()).toBe(`${shop.url}/`);
    expect(await page.getByRole("link", { name: "See all products" }).isVisible()).toBe(true);
    await plain.close();
  });
});

describe("refusals", () => {
  test.each([409, 410, 422])(
    "GIVEN %i THEN the answer is dropped with a sentence, and the walk goes on",
    async (status) => {
      shop.fault = ({ answers }) => (answers[0]?.questionId === "room" && answers.length === 1 ? status : undefined);
      const page = await openPage(context, shop.url);
      await choose(page, "A friend");
      await choose(page, "At home");
      await page.getByText("could not be saved").waitFor();
      await choose(page, "Calm and plain");
      await expect.poll(() => shop.kept.size).toBe(2);
    },
  );

  test("GIVEN a token that is no longer taken THEN the same answers become a new response", async () => {
    const page = await openPage(context, shop.url);
    await choose(page, "A friend");
    await expect.poll(() => shop.posts.length).toBe(1);
    shop.fault = ({ token }) => (token === `token-${responseIds()[0]}` ? 401 : undefined);
    await choose(page, "At home");
    await expect.poll(() => responseIds().length).toBe(2);
    expect(values(responseIds()[1] ?? "")).toEqual(walked.slice(0, 2));
  });

  test("GIVEN another version was published in mid-walk THEN it says so and starts afresh; what was given stays with its version", async () => {
    const page = await openPage(context, shop.url);
    await choose(page, "A friend");
    await expect.poll(() => shop.posts.length).toBe(1);
    shop.page = { quiz: { ...giftFinder, versionId: "v2" } };
    await page.reload();
    await page.getByText("This quiz has changed since you began").waitFor();
    await choose(page, "A child");
    await expect.poll(() => shop.posts.map(({ body }) => body.versionId)).toEqual(["v1", "v2"]);
  });
});
