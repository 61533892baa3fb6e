import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { StorefrontQuestion } from "../../../../app/contract/quiz.ts";
import { openPage, pressNext } from "./browser.ts";
import { everyType, startingWith } from "./every-type.ts";
import { giftFinder } from "./gift-finder.ts";
import { setScene } from "./scene.ts";

// What the shopper's system and the shop's theme ask for.

const scene = setScene();

const style = (part: Locator, name: string, of?: string): Promise<string> =>
  part.evaluate((one, [property, pseudo]) => getComputedStyle(one, pseudo).getPropertyValue(property!), [name, of]);

const beginWith = (id: string): void => {
  scene.shop.page.quiz = startingWith(everyType.questions.find((one) => one.id === id) as StorefrontQuestion);
};

describe("forced colours", () => {
  const open = async (): Promise<Page> => {
    const page = await openPage(scene.context, scene.shop.url);
    await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
    return page;
  };
  /** What the system paints as ground behind everything. */
  const canvas = (page: Page): Promise<string> =>
    page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement("i"));
      probe.style.color = "Canvas";
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    });

  test("GIVEN several choices WHEN one is chosen THEN its tick and its edge are seen", async () => {
    beginWith("with");
    const page = await open();
    const milk = page.getByLabel("Milk");
    await milk.check();
    const ground = await canvas(page);
    await expect.poll(() => style(milk, "background-color", "::before")).not.toBe(ground);
    const edges = page.locator("candor-quiz .cq-option");
    expect(await style(edges.first(), "border-top-width")).toBe("3px");
    expect(await style(edges.nth(1), "border-top-width")).toBe("1px");
  });

  test("GIVEN a walk THEN its buttons have edges, and how far it has come is seen", async () => {
    const page = await open();
    expect(await style(page.locator(".cq-next"), "border-top-width")).toBe("1px");
    await page.getByLabel("A friend", { exact: true }).check();
    await pressNext(page);
    await page.getByText("Where will it live?").waitFor();
    expect(await style(page.locator(".cq-bar"), "background-color", "::before")).not.toBe(await canvas(page));
  });
});

test("GIVEN reduced motion THEN nothing moves: neither the pop-up nor what waits", async () => {
  scene.shop.page = { quiz: giftFinder, block: "none", popup: { delay: 1, greeting: "Hello!" } };
  const animations = async (reducedMotion: "reduce" | "no-preference"): Promise<string[]> => {
    const page = await scene.browser.newPage({ reducedMotion });
    await page.addInitScript(() => {
      const begun: string[] = [];
      Object.assign(window, { begun });
      addEventListener("animationstart", ({ animationName }) => void begun.push(animationName), true);
    });
    await page.goto(scene.shop.url);
    await page.locator(".candor-panel").getByText("Who is the gift for?").waitFor();
    if (reducedMotion === "no-preference")
      await page.waitForFunction(() => (window as unknown as { begun: string[] }).begun.length > 0);
    const begun = await page.evaluate(() => (window as unknown as { begun: string[] }).begun);
    await page.close();
    return begun;
  };
  expect(await animations("no-preference")).toContain("candor-come");
  expect(await animations("reduce")).toEqual([]);
});

test("GIVEN 200 % zoom on a phone THEN no type of question sticks out, and its button can be reached", async () => {
  for (const question of everyType.questions) {
    scene.shop.page.quiz = startingWith(question);
    const page = await openPage(scene.context, scene.shop.url);
    await page.setViewportSize({ width: 195, height: 422 });
    await page.locator(`candor-quiz [data-question="${question.id}"]`).waitFor();
    const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await expect.poll(over).toBeLessThanOrEqual(0);
    await page.locator(".cq-next").scrollIntoViewIfNeeded();
    const { x, width } = (await page.locator(".cq-next").boundingBox())!;
    expect([question.id, x >= 0, x + width <= 195]).toEqual([question.id, true, true]);
    await page.close();
  }
}, 90_000);

test.each(["en", "de", "fr", "es", "ar"])(
  "GIVEN 200 %% zoom on a phone in %s THEN a birthday's labels break between words only",
  async (language) => {
    const birthday = everyType.questions.find(({ id }) => id === "birthday")!;
    scene.shop.page = { quiz: { ...startingWith(birthday), language }, locale: language };
    const page = await openPage(scene.context, scene.shop.url);
    await page.setViewportSize({ width: 195, height: 422 });
    const labels = page.locator("candor-quiz .cq-date label");
    await labels.last().waitFor();
    const broken = () =>
      labels.evaluateAll((all) =>
        all.flatMap(({ firstChild }) =>
          [...(firstChild?.textContent ?? "").matchAll(/\S+/g)].flatMap(({ 0: word, index }) => {
            const range = document.createRange();
            range.setStart(firstChild!, index);
            range.setEnd(firstChild!, index + word.length);
            return range.getClientRects().length > 1 ? [word] : [];
          }),
        ),
      );
    await expect.poll(broken).toEqual([]);
    await page.close();
  },
);

describe("the theme's own looks", () => {
  test.each([
    ["light", "rgb(43, 38, 33)"],
    ["dark", "rgb(244, 239, 230)"],
  ] as const)("GIVEN a %s theme THEN its font and its colour are the quiz's", async (theme, colour) => {
    scene.shop.page.theme = theme;
    const page = await openPage(scene.context, scene.shop.url);
    for (const part of ["h2", "h3", ".cq-option span"]) {
      const shown = page.locator(`candor-quiz ${part}`).first();
      expect([part, await style(shown, "font-family"), await style(shown, "color")]).toEqual([
        part,
        "Georgia, serif",
        colour,
      ]);
    }
    expect(await style(page.locator(".cq-next"), "background-color")).toBe(colour);
  });

  test("GIVEN a colour chosen for the block THEN its button has it", async () => {
    scene.shop.page.settings = { accent: "#0a7c4a" };
    const page = await openPage(scene.context, scene.shop.url);
    expect(await style(page.locator(".cq-next"), "background-color")).toBe("rgb(10, 124, 74)");
  });
});

test("GIVEN quiz, pop-up, embed and what is known on one page THEN their scripts leave no name in the page's own", async () => {
  await scene.context.addInitScript(() => Object.assign(window, { before: Object.getOwnPropertyNames(window) }));
  scene.shop.page = { quiz: giftFinder, customer: "77", embed: true, popup: { delay: 1, greeting: "Hello!" } };
  const page = await openPage(scene.context, scene.shop.url);
  await page.addScriptTag({ url: "/assets/known.js" });
  await page.locator("candor-quiz fieldset").waitFor();
  const added = await page.evaluate(() => {
    const { before } = window as unknown as { before: string[] };
    return Object.getOwnPropertyNames(window).filter((name) => !before.includes(name));
  });
  expect(added.filter((name) => !["before", "Shopify"].includes(name))).toEqual([]);
});
