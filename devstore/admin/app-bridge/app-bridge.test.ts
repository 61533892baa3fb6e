import { createHmac } from "node:crypto";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from "vitest";
import { installApp } from "../../oauth/install.ts";
import { launchChromium, USER_AGENT } from "../../../tests/chromium.ts";
import { fixtureApp } from "../testing/fixture-app.ts";
import { openStore, SECRET } from "../testing/store-under-test.ts";
import type { StoreUnderTest } from "../testing/store-under-test.ts";

let browser: Browser;
let store: StoreUnderTest;
let page: Page;
let app: FrameLocator;

const APP = "/store/candor-demo/apps/candor";

beforeAll(async () => {
  browser = await launchChromium();
  store = await openStore();
  installApp(store.desk);
  await store.serveApp(fixtureApp(`${store.admin}/app-bridge.js`).listener);
});
afterAll(async () => {
  await browser?.close();
  await store?.stopAll();
});
beforeEach(async () => {
  const context = await browser.newContext({ userAgent: USER_AGENT });
  context.setDefaultTimeout(10_000);
  page = await context.newPage();
  app = page.frameLocator("#app-frame");
});
afterEach(async () => {
  await page.context().close();
});

/** Runs in the app's frame, where window.shopify is. */
async function inApp<T>(code: string): Promise<T> {
  await app.locator("h1").waitFor();
  return app.locator("body").evaluate((_body, source) => (0, eval)(source) as T, code);
}

function claims(token: string): Record<string, unknown> {
  const [head, body, signature] = token.split(".");
  expect(createHmac("sha256", SECRET).update(`${head}.${body}`).digest("base64url")).toBe(signature);
  return JSON.parse(Buffer.from(body ?? "", "base64url").toString()) as Record<string, unknown>;
}

describe("the app in the admin's frame", () => {
  test("is framed in an ordinary browser, and its session token is the admin's", async () => {
    await page.goto(store.admin + APP);
    await expect.poll(() => app.locator("h1").textContent()).toBe("/");
    const token = claims(await inApp<string>("shopify.idToken()"));
    expect(token).toMatchObject({ aud: "candor-local-client-id", dest: "https://candor-demo.myshopify.com" });
    expect(await inApp("shopify.config")).toMatchObject({
      apiKey: "candor-local-client-id",
      shop: "candor-demo.myshopify.com",
      locale: "en",
    });
  });

  test("what the app asks is answered, however late the admin's own script comes", async () => {
    await page.route("**/admin-assets/admin.js", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await route.continue();
    });
    await page.goto(store.admin + APP, { waitUntil: "commit" });
    expect(claims(await inApp<string>("shopify.idToken()"))).toHaveProperty("exp");
  });

  test("fetch to the app carries the token, a refused one is tried again, a foreign one is left alone", async () => {
    await page.goto(store.admin + APP);
    const header = "fetch('/api/whoami').then((r) => r.json()).then((j) => j.authorization)";
    expect(claims((await inApp<string>(header)).replace("Bearer ", ""))).toHaveProperty("exp");
    const again = await inApp<string>(
      "fetch('/api/flaky', {method: 'POST', body: 'x'}).then((r) => r.json()).then((j) => j.authorization)",
    );
    expect(claims(again.replace("Bearer ", ""))).toHaveProperty("exp");
    const own =
      "fetch('/api/whoami', {headers: {Authorization: 'Basic x'}}).then((r) => r.json()).then((j) => j.authorization)";
    expect(await inApp<string>(own)).toBe("Basic x");
  });

  test("the menu stands in the admin's navigation; following it keeps the place over a reload", async () => {
    await page.goto(store.admin + APP);
    await page.locator("#nav-apps").getByRole("link", { name: "Quizzes" }).click();
    await page.waitForURL(`${store.admin}${APP}/app/quizzes`);
    await expect.poll(() => app.locator("h1").textContent()).toBe("/app/quizzes");
    await expect.poll(() => page.locator("#nav-apps [aria-current=page]").textContent()).toBe("Quizzes");
    await page.reload();
    await expect.poll(() => app.locator("h1").textContent()).toBe("/app/quizzes");
    expect(page.url()).toBe(`${store.admin}${APP}/app/quizzes`);
  });

  test("a bounce page comes back with a token", async () => {
    await page.goto(`${store.admin}${APP}/app/needs-token`);
    await expect.poll(() => app.locator("h1").textContent()).toBe("Back again");
  });

  test("toasts and the title bar are drawn by the admin, and pressing them reaches the app", async () => {
    await page.goto(store.admin + APP);
    await inApp("shopify.toast.show('Saved it', {action: 'Undo', onAction: () => log('undone')})");
    await page.locator("#toasts").getByText("Saved it").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => app.locator("#log").textContent()).toBe("undone");
    await expect.poll(() => page.locator("#app-title").textContent()).toBe("Title of /");
    await page.getByRole("button", { name: "Publish" }).click();
    await expect.poll(() => app.locator("#log").textContent()).toBe("clicked publish");
  });

  test("the save bar guards against leaving, and its buttons are the app's", async () => {
    await page.goto(store.admin + APP);
    await inApp("shopify.saveBar.show('bar')");
    await page.locator("#nav").getByRole("link", { name: "Customers", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Stay" }).click();
    expect(new URL(page.url()).pathname).toBe(APP);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect.poll(() => app.locator("#log").textContent()).toBe("clicked save");
    await inApp("shopify.saveBar.hide('bar')");
    await expect.poll(() => page.locator("#save-bar").isHidden()).toBe(true);
    await app.getByLabel("Name").fill("x");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect.poll(() => app.locator("#log").textContent()).toBe("submitted");
    await expect.poll(() => page.locator("#save-bar").isHidden()).toBe(true);
  });

  test("a modal opens with its buttons and reports its closing", async () => {
    await page.goto(store.admin + APP);
    await inApp(
      "document.getElementById('modal').addEventListener('hide', () => log('hidden')), shopify.modal.show('modal')",
    );
    await app.getByRole("dialog", { name: "A modal" }).waitFor();
    await app.getByRole("button", { name: "Agree" }).click();
    await expect.poll(() => app.locator("#log").textContent()).toBe("clicked agree");
    await app.getByRole("button", { name: "Close" }).click();
    await expect.poll(() => app.locator("#log").textContent()).toBe("hidden");
  });

  test("links into Shopify's admin open the local admin, in the whole window", async () => {
    await page.goto(store.admin + APP);
    await app.locator("#out").click();
    await page.waitForURL(`${store.admin}/store/candor-demo/customers`);
    await page.goto(store.admin + APP);
    await inApp("void open('shopify://admin/products', '_top')");
    await page.waitForURL(`${store.admin}/store/candor-demo/products`);
  });

  test("a link to the admin without _top stays in the frame, and the admin refuses to be framed", async () => {
    await page.goto(store.admin + APP);
    const refused = page.waitForResponse((response) => new URL(response.url()).pathname.endsWith("/customers"));
    await app.locator("#stuck").click();
    expect((await refused).headers()["x-frame-options"]).toBe("DENY");
    expect(new URL(page.url()).pathname).toBe(APP);
  });

  test("an optional scope is asked of the merchant, granted and reported", async () => {
    await page.goto(store.admin + APP);
    await inApp(
      "void shopify.scopes.request(['read_all_orders']).then((r) => log(r.result + ' ' + r.detail.granted.includes('read_all_orders')))",
    );
    await page.getByRole("dialog").getByRole("button", { name: "Allow" }).click();
    await expect.poll(() => app.locator("#log").textContent()).toBe("granted-all true");
    await inApp(
      "void shopify.scopes.revoke(['read_all_orders']).then((r) => log('now ' + r.detail.granted.includes('read_all_orders')))",
    );
    await expect.poll(() => app.locator("#log").textContent()).toBe("now false");
  });

  test("a reauthorisation header leads the whole window to the store's permission page", async () => {
    await page.goto(store.admin + APP);
    await inApp("void fetch('/api/leave')");
    await page.waitForURL(`${store.admin}/store/candor-demo/oauth/install?optional_scopes=read_all_orders`);
  });

  test("who is logged in and what the app's extensions do is told", async () => {
    await page.goto(store.admin + APP);
    expect(await inApp("shopify.user()")).toMatchObject({ name: "Sam Owner" });
    expect(await inApp("shopify.app.extensions().then(Array.isArray)")).toBe(true);
    expect(await inApp("shopify.environment")).toMatchObject({ embedded: true, mobile: false });
  });
});
