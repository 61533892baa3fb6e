import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchChromium } from "../../../../tests/chromium.ts";
import { barriersIn } from "./axe.ts";
import { buildAssets, openPage, pressNext, question } from "./browser.ts";
import { giftFinder, products } from "./gift-finder.ts";
import { openShop } from "./storefront.ts";
import type { Shop } from "./storefront.ts";

let browser: Browser;
let context: BrowserContext;
let shop: Shop;
let assets: string;

beforeAll(async () => {
  assets = await buildAssets();
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  shop = await openShop({ quiz: giftFinder, block: "none" }, products, assets);
  context = await newContext();
});
afterEach(async () => {
  await context.close();
  await shop.close();
});

async function newContext(more: object = {}): Promise<BrowserContext> {
  const made = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", ...more });
  made.setDefaultTimeout(20_000);
  // Before any rule can fire, however slow the machine: a page long enough to scroll, with one thing to press.
  await made.addInitScript(() =>
    addEventListener("DOMContentLoaded", () =>
      document
        .querySelector("main")
        ?.insertAdjacentHTML("beforeend", '<button id="own">Own</button><div style="height:4000px"></div>'),
    ),
  );
  return made;
}

/** Once the page stands, before any rule can fire. */
const atFirst = (script: string): Promise<unknown> =>
  context.addInitScript(`addEventListener("DOMContentLoaded", () => { ${script} })`);

function visit(settings: object, path = "/", by = context): Promise<Page & { faults: string[] }> {
  shop.page = { ...shop.page, popup: { greeting: "Hello! May I help?", delay: 0, scroll: 0, ...settings } };
  return openPage(by, `${shop.url}${path}`);
}

const panel = (page: Page) => page.locator(".candor-panel");
const launcher = (page: Page) => page.locator(".candor-launcher");
const focused = (page: Page) => page.evaluate(() => document.activeElement?.className || document.activeElement?.id);
const scroll = (page: Page, y: number) => page.evaluate((top) => window.scrollTo(0, top), y);
const stays = async (page: Page) => {
  // The script looks twice a second.
  await page.waitForTimeout(1200);
  expect(await panel(page).count()).toBe(0);
};

describe("what opens it", () => {
  test("GIVEN a delay WHEN it is over THEN the greeting, then the question; before that nothing but one small script", async () => {
    const page = await visit({ delay: 9 });
    await page.waitForTimeout(700);
    expect(shop.loaded).toEqual(["/assets/popup.js"]);
    await panel(page).getByText("Hello! May I help?").waitFor();
    await page.getByText("Who is the gift for?").waitFor();
    expect(shop.loaded.filter((one) => one.startsWith("/apps"))).toEqual([]);
    expect(page.faults).toEqual([]);
  });

  test("GIVEN half the page WHEN the shopper has scrolled that far THEN it comes", async () => {
    const page = await visit({ scroll: 50 });
    await scroll(page, 400);
    await stays(page);
    await scroll(page, 3500);
    await panel(page).waitFor();
  });

  test("GIVEN exit intent WHEN the pointer leaves at the top THEN it comes; leaving elsewhere is no leaving", async () => {
    const page = await visit({ exit: true });
    const leave = (y: number) =>
      page.evaluate((clientY) => document.documentElement.dispatchEvent(new MouseEvent("mouseleave", { clientY })), y);
    await leave(300);
    await stays(page);
    await leave(-2);
    await panel(page).waitFor();
  });

  test("GIVEN exit intent on a phone WHEN the page is swept up fast THEN it comes", async () => {
    const phone = await newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const page = await visit({ exit: true }, "/", phone);
    await scroll(page, 3000);
    await stays(page);
    await scroll(page, 1000);
    await panel(page).waitFor();
    await phone.close();
  });

  test("GIVEN a campaign WHEN the shopper came by it and reads on THEN it comes on the next page too", async () => {
    const stranger = await visit({ delay: 1, utm: "utm_source=mail" });
    await stays(stranger);
    await context.close();
    context = await newContext();
    const page = await visit({ delay: 5, utm: "utm_source=mail" }, "/?utm_source=mail");
    await page.goto(`${shop.url}/?page=2`);
    await panel(page).waitFor();
  });

  test("GIVEN first visit only THEN a second visit is left alone, where counting is allowed", async () => {
    await context.addInitScript(() => localStorage.setItem("candor.visits", "1"));
    await stays(await visit({ delay: 1, visits: "first" }));
  });

  test("GIVEN the second visit is wanted WHEN remembering is not allowed THEN nothing is counted and nobody is asked", async () => {
    shop.page.shopify = "{}";
    const page = await visit({ delay: 1, visits: "second" });
    await page.goto(shop.url);
    await stays(page);
    expect(await page.evaluate(() => localStorage.getItem("candor.visits"))).toBeNull();
  });

  test("GIVEN a cookie banner, or somebody who types THEN it waits until they are done", async () => {
    await atFirst(`document.body.insertAdjacentHTML("beforeend", '<div id="shopify-pc__banner">Cookies?</div>')`);
    const page = await visit({ delay: 1 });
    await page.waitForTimeout(1600);
    expect(await panel(page).count()).toBe(0);
    await page.evaluate(() => document.querySelector("#shopify-pc__banner")?.remove());
    await panel(page).waitFor();
  });
});

describe("manners", () => {
  const shifts = (page: Page) => page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);

  test("GIVEN it comes by itself THEN no focus is taken, nothing moves, Esc closes it, and it does not come again", async () => {
    await context.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: "layout-shift" });
    });
    await atFirst(`document.querySelector("#own").focus()`);
    const page = await visit({ delay: 1 });
    await panel(page).getByRole("heading", { name: "Who is the gift for?" }).waitFor();
    expect(await focused(page)).toBe("own");
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await page.keyboard.press("Escape");
    await expect.poll(() => panel(page).isVisible()).toBe(false);
    expect(await focused(page)).toBe("own");
    expect(await shifts(page)).toEqual([]);
    await page.goto(shop.url);
    await stays(page);
    await context.newPage().then((other) => other.goto(shop.url).then(() => stays(other)));
  });

  test("GIVEN the button WHEN pressed by keyboard THEN the focus goes in, Tab walks the answers, Esc gives it back", async () => {
    const page = await visit({ launcher: "Find a gift" });
    await launcher(page).focus();
    await page.keyboard.press("Enter");
    await panel(page).getByRole("heading", { name: "Who is the gift for?" }).waitFor();
    await expect.poll(() => focused(page)).toBe("candor-says");
    await page.keyboard.press("Tab");
    await expect.poll(() => focused(page)).toBe("candor-close");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await expect.poll(() => question(page).textContent()).toBe("Where will it live?");
    await expect.poll(() => shop.posts[0]?.body.placement).toBe("popup");
    await page.keyboard.press("Escape");
    await expect.poll(() => focused(page)).toBe("candor-launcher");
    await expect.poll(() => panel(page).isVisible()).toBe(false);
  });

  test("GIVEN one tap on the cross THEN it is gone; the button brings it back where the shopper was", async () => {
    const page = await visit({ launcher: "Find a gift" });
    await launcher(page).click();
    await page.getByLabel("A friend", { exact: true }).check();
    await pressNext(page);
    await page.getByText("Where will it live?").waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    await expect.poll(() => panel(page).isVisible()).toBe(false);
    await launcher(page).click();
    await expect.poll(() => panel(page).isVisible()).toBe(true);
    await expect.poll(() => question(page).textContent()).toBe("Where will it live?");
  });

  test("GIVEN the overlay THEN it is a modal dialog with the focus; a tap beside closes it and gives the focus back", async () => {
    await atFirst(`document.querySelector("#own").focus()`);
    const page = await visit({ look: "overlay", delay: 1 });
    await panel(page).getByText("Who is the gift for?").waitFor();
    await expect.poll(() => panel(page).evaluate((one) => one.matches("dialog:modal"))).toBe(true);
    await expect.poll(() => focused(page)).toBe("candor-says");
    await page.mouse.click(5, 5);
    await expect.poll(() => focused(page)).toBe("own");
    await expect.poll(() => panel(page).isVisible()).toBe(false);
  });

  test("GIVEN the quiz was finished here THEN it comes no more by itself, and the button stays", async () => {
    await context.addInitScript(() => localStorage.setItem("candor.done", "gift-finder"));
    const page = await visit({ delay: 1, launcher: "Find a gift" });
    await stays(page);
    await launcher(page).waitFor();
  });
});

describe("whom the app knows", () => {
  const known = { budget: { questions: 3, days: 7 }, known: {} };

  test("GIVEN a customer WHEN a rule fires THEN one question to the app, and its word counts", async () => {
    shop.page.customer = "5";
    const asked: unknown[] = [];
    shop.says["POST asking"] = (body) => {
      asked.push(body);
      return { ...known, reason: "ask", ask: "gift-finder" };
    };
    const page = await visit({ delay: 9 });
    await page.waitForTimeout(700);
    expect(asked).toEqual([]);
    await panel(page).getByText("Who is the gift for?").waitFor();
    expect(asked).toEqual([{ candidates: ["gift-finder"], placement: "popup", language: "en", hint: { done: [] } }]);
  });

  test("GIVEN enough was asked THEN it stays silent; whoever presses the button is answered all the same", async () => {
    shop.page.customer = "5";
    shop.says["POST asking"] = () => ({ ...known, reason: "budget" });
    const page = await visit({ delay: 1, launcher: "Find a gift" });
    await expect.poll(() => shop.loaded.includes("/apps/candor/asking")).toBe(true);
    await stays(page);
    await launcher(page).click();
    await panel(page).getByText("Who is the gift for?").waitFor();
  });

  test("GIVEN the app cannot be reached THEN a customer is left in peace, and a stranger's walk is kept here", async () => {
    await context.route("**/apps/candor/**", (route) => route.abort());
    shop.page.customer = "5";
    await stays(await visit({ delay: 1 }));
    await context.close();
    context = await newContext();
    await context.route("**/apps/candor/**", (route) => route.abort());
    delete shop.page.customer;
    const page = await visit({ delay: 1 });
    await page.getByLabel("A friend", { exact: true }).check();
    await pressNext(page);
    await page.getByText("Where will it live?").waitFor();
    expect(page.faults).toEqual([]);
  });
});

describe("F31 and everybody's ways", () => {
  test("GIVEN storage is blocked THEN it comes and works all the same", async () => {
    await context.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException("blocked", "SecurityError");
          },
        });
    });
    const page = await visit({ delay: 1, visits: "first", utm: "utm_source=mail" }, "/?utm_source=mail");
    await page.getByLabel("A friend", { exact: true }).check();
    await pressNext(page);
    await page.getByText("Where will it live?").waitFor();
    expect(page.faults).toEqual([]);
  });

  test("GIVEN no JavaScript THEN there is no sign of it", async () => {
    const plain = await newContext({ javaScriptEnabled: false });
    shop.page = { ...shop.page, popup: { launcher: "Find a gift" } };
    const page = await plain.newPage();
    await page.goto(shop.url);
    expect(await launcher(page).isVisible()).toBe(false);
    expect(await page.getByText("Who is the gift for?").isVisible()).toBe(false);
    await plain.close();
  });

  for (const [look, theme, width, language] of [
    ["card", "light", 320, "en"],
    ["card", "dark", 1280, "ar"],
    ["overlay", "dark", 390, "ar"],
    ["overlay", "light", 1280, "en"],
  ] as const) {
    test(`axe finds nothing, nothing sticks out: ${look}, ${theme}, ${width} px, ${language}`, async () => {
      shop.page = { ...shop.page, quiz: { ...giftFinder, language }, theme, locale: language };
      const page = await visit({ look, delay: 1, launcher: "Find a gift", assistant: "Mina", side: "left" });
      await page.setViewportSize({ width, height: 640 });
      await page.getByText("Who is the gift for?").waitFor();
      const violations = await barriersIn(page, "#candor-popup");
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      const box = await panel(page).boundingBox();
      expect(box!.x).toBeGreaterThanOrEqual(0);
      expect(box!.x + box!.width).toBeLessThanOrEqual(width);
      expect(box!.y).toBeGreaterThanOrEqual(0);
      expect(box!.y + box!.height).toBeLessThanOrEqual(640);
      expect(await panel(page).evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    });
  }
});
