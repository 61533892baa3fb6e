import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { StorefrontQuiz } from "../../../../app/contract/quiz.ts";
import { barriersIn } from "./axe.ts";
import { choose, finish, openPage, pressNext, question } from "./browser.ts";
import { giftFinder, products } from "./gift-finder.ts";
import { setScene } from "./scene.ts";
import { renderPage } from "./storefront.ts";

const scene = setScene({ reducedMotion: "reduce" });

const violations = async (page: Page) => {
  const violations = await barriersIn(page, "candor-quiz");
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
};
const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

describe("axe finds nothing, nothing sticks out", () => {
  for (const [theme, width, language] of [
    ["light", 320, "en"],
    ["dark", 1280, "ar"],
  ] as const) {
    test(`on any screen: ${theme}, ${width} px, ${language}`, { timeout: 120_000 }, async () => {
      scene.shop.page = { quiz: { ...giftFinder, language }, theme, locale: language };
      const page = await openPage(scene.context, scene.shop.url);
      await page.setViewportSize({ width, height: 844 });
      for (const option of ["A friend", "At home", "Calm and plain", undefined, "Yes, remember my answers"]) {
        expect(await violations(page)).toEqual([]);
        expect(await overflow(page)).toBeLessThanOrEqual(0);
        if (option) await choose(page, option);
        else await pressNext(page);
      }
      await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    });
  }
});

/** How far the last letter of these words stands to the right of their first, in pixels. */
const lastAfterFirst = (page: Page, words: string) =>
  page
    .getByText(words, { exact: true })
    .first()
    .evaluate((node) => {
      const text = document.createTreeWalker(node, NodeFilter.SHOW_TEXT).nextNode() as Text;
      const leftOf = (at: number) => {
        const range = new Range();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect().left;
      };
      return leftOf(text.length - 1) - leftOf(0);
    });

describe("words that run the other way keep their last mark at their end", () => {
  test("GIVEN a quiz in Arabic WHEN it ends with products of Latin names THEN those and their reasons do", async () => {
    const [product] = products;
    if (!product) throw new Error("no product");
    const reasons = ["You chose “A friend”."];
    scene.shop.products = [{ ...product, title: "Candle (large)!", variantTitle: "2 pcs.", reasons }];
    scene.shop.page = { quiz: { ...giftFinder, language: "ar" }, locale: "ar" };
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "Yes, remember my answers");
    await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
    for (const words of ["Candle (large)!", "2 pcs.", ...reasons, "Three ideas."])
      expect(await lastAfterFirst(page, words), words).toBeGreaterThan(0);
  });

  test("GIVEN a page in Arabic WHEN the quiz has English only THEN its questions do", async () => {
    scene.shop.page = { quiz: giftFinder, locale: "ar" };
    const page = await openPage(scene.context, scene.shop.url);
    await page.evaluate(() => (document.documentElement.dir = "rtl"));
    expect(await lastAfterFirst(page, "Who is the gift for?")).toBeGreaterThan(0);
  });
});

test("keyboard only: GIVEN Tab, arrows, Space and Enter THEN the walk ends with a product in the cart; focus is on each new heading", async () => {
  const page = await openPage(scene.context, scene.shop.url);
  const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent ?? "");
  await page.getByLabel("My partner").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(focused).toBe("Where will it live?");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect.poll(focused).toBe("Which of these feels right?");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await expect.poll(focused).toBe("Anything we should know?");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Tea");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect.poll(focused).toContain("May we remember");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(focused).toBe("For you");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect.poll(() => scene.shop.cart.added).toEqual([10]);
  expect([...scene.shop.kept.values()].find(({ questionId }) => questionId === "note")?.value).toBe("Tea");
});

test("CLS 0: GIVEN the page loads, the script takes over and the walk is made THEN nothing below moves by itself", async () => {
  const page = await scene.context.newPage();
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) shifts.push(entry.value);
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(scene.shop.url);
  await finish(page, "No, thanks");
  await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
  expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
});

describe("A14: a merchant's text in every field is inert", () => {
  const nasty = `</script><script>alert(1)</script><img src=x onerror=alert(1)>"'{{ shop.name }}{% raw %}\u2028--><!--`;
  const bad: StorefrontQuiz = {
    ...giftFinder,
    title: nasty,
    intro: nasty,
    questions: giftFinder.questions.map((one) => ({
      ...one,
      text: nasty,
      help: nasty,
      ...("options" in one && {
        options: one.options.map((option) => ({ ...option, text: nasty, picture: `javascript:alert(1)//"${nasty}` })),
      }),
      ...(one.type === "consent" && { agree: nasty, decline: nasty }),
    })) as StorefrontQuiz["questions"],
    result: { title: nasty, text: nasty, products: 3 },
  };

  test("in Liquid and in the widget", async () => {
    scene.shop.page = { quiz: bad };
    scene.shop.products = products.map((one) => ({
      ...one,
      title: nasty,
      variantTitle: nasty,
      url: "javascript:alert(1)",
      reasons: [nasty],
    }));
    const page = await openPage(scene.context, scene.shop.url);
    let alerts = 0;
    page.on("dialog", (dialog) => {
      alerts += 1;
      void dialog.dismiss();
    });
    const scripts = await page.locator("script").count();
    for (const screen of giftFinder.questions) {
      expect(await question(page).textContent()).toBe(nasty);
      if (screen.type !== "text") await page.locator("candor-quiz input").first().check();
      const shown = await page.locator(".cq-progress p").textContent();
      await pressNext(page);
      await expect
        .poll(() =>
          page
            .locator(".cq-progress p")
            .textContent({ timeout: 200 })
            .catch(() => "end"),
        )
        .not.toBe(shown);
    }
    await page.locator(".cq-card a").first().waitFor();
    expect(await page.locator(".cq-card a").first().getAttribute("href")).toBe("#");
    expect(await page.locator("script").count()).toBe(scripts);
    expect(await page.locator("candor-quiz [onerror]").count()).toBe(0);
    expect(alerts).toBe(0);
    expect(page.faults).toEqual([]);
  });

  test("GIVEN no published quiz THEN shoppers see nothing at all, and the theme editor says why", async () => {
    const shoppers = await renderPage({});
    expect(shoppers).not.toMatch(/candor-quiz|Candor/);
    const editor = await renderPage({ designMode: true });
    expect(editor).toContain("no published quiz has the handle “gift-finder”");
  });
});
