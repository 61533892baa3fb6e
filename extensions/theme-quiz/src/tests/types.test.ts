import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { StorefrontQuestion } from "../../../../app/contract/quiz.ts";
import { barriersIn } from "./axe.ts";
import { openPage, pressNext, question } from "./browser.ts";
import { everyType, startingWith } from "./every-type.ts";
import { setScene } from "./scene.ts";

const scene = setScene({ reducedMotion: "reduce", viewport: { width: 320, height: 800 } });

const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const typed = (text: string) => (page: Page) => page.keyboard.type(text);
const keys =
  (...names: string[]) =>
  (page: Page) =>
    press(page, ...names);

/** By keyboard alone, from the heading on which each question puts the focus. */
const answers: [id: string, act: ((page: Page) => Promise<void>) | undefined, value: unknown][] = [
  ["hello", undefined, true],
  ["tea", keys("Space", "ArrowDown"), ["black"]],
  ["with", keys("Space", "Tab", "Tab", "Space"), ["milk", "honey"]],
  ["from", keys("Space"), ["mug"]],
  ["product", keys("ArrowDown"), ["glass"]],
  ["colour", keys("ArrowUp"), ["rose"]],
  // The second button of the first option: one down.
  ["order", keys("Tab", "Enter"), ["price", "taste", "origin"]],
  ["strength", keys("Home", "ArrowRight"), 1.5],
  ["stars", keys("Space", "ArrowRight", "ArrowRight", "ArrowRight"), 4],
  ["nps", keys("Space"), 0],
  ["cups", typed("3"), 3],
  ["why", typed("It is warm"), "It is warm"],
  ["story", typed("Long"), "Long"],
  ["since", typed("05012019"), "2019-05-01"],
  // Month, then day, as Intl has it in English; the year is left out.
  [
    "birthday",
    async (page) => {
      await page.keyboard.type("2");
      await page.keyboard.press("Tab");
      await page.keyboard.type("29");
    },
    "--02-29",
  ],
  ["email", typed("mina@example.com"), "mina@example.com"],
  ["phone", typed("+44 20 7946 0958"), "+44 20 7946 0958"],
  ["news", keys("Space"), true],
  ["consent", keys("ArrowUp"), false],
];

test(
  "GIVEN a keyboard THEN each type is answered, each screen passes axe at 320 px, and each answer arrives as it was given",
  { timeout: 120_000 },
  async () => {
    scene.shop.page = { quiz: everyType };
    const page = await openPage(scene.context, scene.shop.url);
    await page.waitForFunction(() => document.querySelector("candor-quiz")?.shadowRoot?.querySelector("div")?.oninput);
    await page.locator("candor-quiz h3").focus();
    for (const [id, act] of answers) {
      await page.locator(`candor-quiz [data-question="${id}"] h3:focus`).waitFor();
      const violations = await barriersIn(page, "candor-quiz");
      expect(violations.map((one) => [id, one.id, one.nodes.map(({ html }) => html)])).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      if (act) {
        await page.keyboard.press("Tab");
        await act(page);
      }
      if (["order", "story"].includes(id)) await page.locator(".cq-next").focus();
      await page.keyboard.press("Enter");
      if (!act) await page.locator(".cq-next").press("Enter");
    }
    await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
    const last = scene.shop.posts.at(-1)?.body;
    expect(last?.answers.map(({ questionId, value }) => [questionId, value])).toEqual(
      answers.map(([id, , value]) => [id, value]),
    );
    expect(last?.language).toBe("en");
    expect(page.faults).toEqual([]);
  },
);

describe("Liquid's first question is the widget's", () => {
  const form = (page: Page) =>
    page.evaluate(() =>
      (document.querySelector("candor-quiz")?.shadowRoot?.querySelector("form")?.outerHTML ?? "")
        .replace(/\s+/g, " ")
        .replace(/> | </g, (edge) => edge.trim())
        .replace(/ checked=""/g, ""),
    );

  test.each([
    ["en", everyType.questions],
    ["ja", everyType.questions.filter(({ id }) => id === "birthday")],
    ["de", everyType.questions.filter(({ id }) => id === "birthday")],
  ] as [string, StorefrontQuestion[]][])("in %s, for each type", { timeout: 90_000 }, async (locale, questions) => {
    // A ranking's grips come later, to either.
    await scene.context.route("**/quiz-end.js", (route) => route.abort());
    for (const first of questions) {
      scene.shop.page = { quiz: startingWith(first, locale), locale };
      let release = (): void => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      await scene.context.route("**/quiz-walk.js", (route) => held.then(() => route.continue()));
      const page = await openPage(scene.context, scene.shop.url);
      const liquid = await form(page);
      await page.evaluate(() => document.querySelector("candor-quiz")?.shadowRoot?.querySelector("form")?.remove());
      release();
      await page.locator("candor-quiz form").waitFor();
      expect(await form(page)).toBe(liquid);
      await page.close();
    }
  });
});

test.each([
  ["email", "mina@example", "such as name@example.com"],
  ["phone", "call me", "Write a phone number"],
  ["cups", "21", "Write a number that fits"],
  ["cups", "", "Write a number that fits"],
  ["birthday", "2", "Write a date that exists"],
])("GIVEN %s is %j THEN it says what is wanted, and nothing is sent", async (id, text, said) => {
  scene.shop.page = { quiz: startingWith(everyType.questions.find((one) => one.id === id)!) };
  const page = await openPage(scene.context, scene.shop.url);
  await page.locator("candor-quiz .cq-text").first().fill(text);
  await pressNext(page);
  await page.getByRole("alert").filter({ hasText: said }).waitFor();
  expect(scene.shop.posts).toEqual([]);
});

test("GIVEN more than the most THEN it says how many", async () => {
  scene.shop.page = { quiz: startingWith(everyType.questions.find(({ id }) => id === "with")!) };
  const page = await openPage(scene.context, scene.shop.url);
  for (const label of ["Milk", "Lemon", "Honey"]) await page.getByLabel(label).check();
  await pressNext(page);
  await page.getByRole("alert").filter({ hasText: "choose up to 2" }).waitFor();
});

test.each(["mouse", "touch"])(
  "GIVEN a ranking WHEN an option is dragged by %s THEN it stands there, and is said aloud",
  async (pointer) => {
    const [order, tea] = ["order", "tea"].map((id) => everyType.questions.find((one) => one.id === id)!);
    scene.shop.page = { quiz: { ...everyType, questions: [tea!, order!] } };
    const page = await openPage(scene.context, scene.shop.url);
    await page.getByLabel("Black tea").check();
    await pressNext(page);
    const items = page.locator("candor-quiz li");
    await items.locator(".cq-grip").last().waitFor();
    const middle = async (at: number) => {
      const { x, y, width, height } = (await items.nth(at).locator(".cq-grip").boundingBox())!;
      return { x: x + width / 2, y: y + height / 2 };
    };
    const [from, to] = [await middle(0), await middle(2)];
    if (pointer === "mouse") {
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(to.x, to.y + 6, { steps: 8 });
      await page.mouse.up();
    } else {
      const cdp = await page.context().newCDPSession(page);
      const touch = (type: "touchStart" | "touchMove", y: number) =>
        cdp.send("Input.dispatchTouchEvent", { type, touchPoints: [{ x: from.x, y }] });
      await touch("touchStart", from.y);
      for (let step = 1; step <= 8; step += 1) await touch("touchMove", from.y + ((to.y + 6 - from.y) * step) / 8);
      await cdp.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    }
    await page.getByRole("status").filter({ hasText: "Taste: 3 / 3" }).waitFor();
    await pressNext(page);
    await expect.poll(() => scene.shop.posts.at(-1)?.body.answers.at(-1)?.value).toEqual(["price", "origin", "taste"]);
  },
);

test("GIVEN a very narrow place THEN nothing sticks out and no word of a ranking is cut up", async () => {
  scene.shop.page = { quiz: startingWith(everyType.questions.find(({ id }) => id === "order")!) };
  const page = await openPage(scene.context, scene.shop.url);
  await page.setViewportSize({ width: 195, height: 800 });
  await page.locator("candor-quiz .cq-grip").last().waitFor();
  const taste = page.locator("candor-quiz li span").first();
  await expect.poll(() => taste.evaluate((one) => one.getBoundingClientRect().height)).toBeLessThan(40);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test("GIVEN a ranking comes first THEN it can be dragged before anything was answered: nothing is sent, and no word moves", async () => {
  scene.shop.page = { quiz: startingWith(everyType.questions.find(({ id }) => id === "order")!) };
  const { promise: looked, resolve: goOn } = Promise.withResolvers<void>();
  await scene.context.route("**/quiz-end.js*", async (route) => {
    await looked;
    await route.continue();
  });
  const page = await openPage(scene.context, scene.shop.url);
  const words = () =>
    page
      .locator("candor-quiz li span")
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON() as object));
  await page.locator("candor-quiz li span").last().waitFor();
  const before = await words();
  goOn();
  await page.locator("candor-quiz .cq-grip").last().waitFor();
  expect(await words()).toEqual(before);
  expect(await page.locator("candor-quiz li .cq-grip").count()).toBe(3);
  expect(scene.shop.posts).toEqual([]);
});

test("GIVEN a slider and a ranking that may be skipped THEN untouched they are no answer", async () => {
  const optional = everyType.questions
    .filter(({ id }) => id === "strength" || id === "order")
    .map((one) => ({ ...one, required: false })) as StorefrontQuestion[];
  scene.shop.page = { quiz: { ...everyType, questions: optional } };
  const page = await openPage(scene.context, scene.shop.url);
  await page.getByRole("button", { name: "Skip" }).click();
  await page.getByText("How long does it steep?").waitFor();
  await page.getByRole("button", { name: "Skip" }).click();
  await expect.poll(() => scene.shop.posts.at(-1)?.body.answers.map(({ value }) => value)).toEqual([null, null]);
});

test.each(["first", "second"])(
  "GIVEN a slider that is the %s question THEN it starts in the middle of its range, so that no answer lies nearer than another",
  async (at) => {
    const [slider, other] = ["strength", "tea"].map((id) => everyType.questions.find((one) => one.id === id)!);
    const questions = at === "first" ? [slider!, other!] : [{ ...other!, required: false }, slider!];
    scene.shop.page = { quiz: { ...everyType, questions } };
    const page = await openPage(scene.context, scene.shop.url);
    if (at === "second") await page.getByRole("button", { name: "Skip" }).click();
    await page.getByText("How long does it steep?").waitFor();
    await expect.poll(() => page.locator("candor-quiz [type=range]").inputValue()).toBe("5.5");
  },
);

describe("options in an order of their own", () => {
  const many = Array.from({ length: 12 }, (_, at) => ({ id: `o${at}`, text: `Option ${at}` }));
  const shuffled = {
    type: "single",
    id: "pick",
    text: "Pick one",
    required: true,
    options: many,
    branches: [],
    shuffle: true,
  };
  const seen = (page: Page) =>
    page
      .locator("candor-quiz form input")
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));

  test("GIVEN the first question THEN the order is the walk's own, sent with the answer, and the same after Back", async () => {
    const quiz = { ...everyType, questions: [shuffled as StorefrontQuestion, ...everyType.questions.slice(1, 2)] };
    scene.shop.page = { quiz };
    const page = await openPage(scene.context, scene.shop.url);
    const merchants = many.map(({ id }) => id);
    await expect.poll(() => seen(page)).not.toEqual(merchants);
    const order = await seen(page);
    expect([...order].sort()).toEqual([...merchants].sort());
    await page.getByLabel("Option 3", { exact: true }).check();
    await pressNext(page);
    await expect.poll(() => scene.shop.posts[0]?.body.answers[0]?.order).toEqual(order);
    await page.getByRole("button", { name: "Back" }).click();
    await expect.poll(() => seen(page)).toEqual(order);
  });
});

test("GIVEN earlier answers THEN they stand in later texts, decide what is asked, and progress does not lie", async () => {
  const [, tea, withWhat] = everyType.questions as [StorefrontQuestion, StorefrontQuestion, StorefrontQuestion];
  const nps = { type: "nps", id: "nps", text: "And us?", required: true, branches: [{ from: 9, goTo: "end" }] };
  const herbs = {
    type: "text",
    id: "herb",
    text: "Which herb?",
    required: false,
    maxLength: 40,
    onlyIf: { question: "tea", options: ["herbs"] },
  };
  const questions = [
    tea,
    withWhat,
    herbs,
    nps,
    { ...herbs, id: "better", text: "What can we do better?", onlyIf: undefined },
  ];
  scene.shop.page = { quiz: { ...everyType, questions: questions as StorefrontQuestion[] } };
  const page = await openPage(scene.context, scene.shop.url);
  expect(await page.locator(".cq-progress p").textContent()).toBe("Question 1 of at most 5");
  await page.getByLabel("Black tea").check();
  await pressNext(page);
  await expect.poll(() => question(page).textContent()).toBe("What goes into your Black tea?");
  await page.getByLabel("Milk").check();
  await pressNext(page);
  await expect.poll(() => question(page).textContent()).toBe("And us?");
  await page.getByLabel("10", { exact: true }).check();
  await pressNext(page);
  await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
  expect(scene.shop.posts.at(-1)?.body.answers.map(({ value }) => value)).toEqual([["black"], ["milk"], 10]);
});
