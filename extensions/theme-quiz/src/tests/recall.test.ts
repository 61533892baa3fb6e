import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import type { KnownAnswer } from "../../../../app/contract/response.ts";
import { barriersIn } from "./axe.ts";
import { choose, openPage, pressNext, question } from "./browser.ts";
import { giftFinder } from "./gift-finder.ts";
import { setScene } from "./scene.ts";

const scene = setScene({ reducedMotion: "reduce" });
const since = "2026-03-04T10:00:00Z";
const fresh = (value: string, text: string): KnownAnswer => ({ value: [value], text, since, stale: false });
const told = (page: Page) => expect.poll(() => question(page).textContent());
const last = () => scene.shop.posts.at(-1)?.body;

beforeEach(() => {
  scene.shop.page = { quiz: giftFinder, customer: "5" };
});

describe("a customer who has told before", () => {
  test("GIVEN what is fresh THEN it is not asked again, counts on the path, and can be seen by going back", async () => {
    const known = { room: fresh("home", "At home"), taste: fresh("calm", "Calm and plain") };
    scene.shop.adds = (body) => (body.known ? { known } : {});
    const page = await openPage(scene.context, scene.shop.url);
    await page.getByLabel("A friend").check();
    expect(scene.shop.posts).toEqual([]);
    await pressNext(page);
    await told(page).toBe("Anything we should know?");
    await page.getByRole("status").filter({ hasText: "is not asked again" }).waitFor();
    await expect.poll(() => page.locator(".cq-progress p").textContent()).toBe("Question 4 of 5");
    await expect
      .poll(() => last()?.answers)
      .toMatchObject([
        { questionId: "room", value: ["home"], recalled: true },
        { questionId: "taste", value: ["calm"], recalled: true },
      ]);
    await page.getByRole("button", { name: "Back" }).click();
    await told(page).toBe("Which of these feels right?");
    await expect.poll(() => page.getByLabel("Calm and plain").isChecked()).toBe(true);
    await page.getByLabel("Retro").check();
    await pressNext(page);
    await told(page).toBe("Anything we should know?");
    await pressNext(page);
    await choose(page, "No, thanks");
    await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
    expect(last()?.answers.map(({ questionId, value, recalled }) => [questionId, value, recalled])).toEqual([
      ["recipient", ["friend"], undefined],
      ["room", ["home"], true],
      ["taste", ["retro"], undefined],
      ["note", null, undefined],
      ["consent", false, undefined],
    ]);
    expect(scene.shop.posts.filter(({ body }) => body.known)).toHaveLength(1);
    expect(page.faults).toEqual([]);
  });

  test("GIVEN what is stale THEN one tap says that it is still true, told anew", async () => {
    scene.shop.adds = (body) => (body.known ? { known: { room: { ...fresh("home", "At home"), stale: true } } } : {});
    const page = await openPage(scene.context, scene.shop.url);
    await choose(page, "A friend");
    await page.getByText("You told us this on March 4, 2026. Is it still true?").waitFor();
    const violations = await barriersIn(page, "candor-quiz");
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await page.getByRole("button", { name: "Yes, still true" }).click();
    await told(page).toBe("Which of these feels right?");
    await expect.poll(() => last()?.answers).toMatchObject([{ questionId: "room", value: ["home"] }]);
    expect(last()?.answers[0]?.recalled).toBeUndefined();
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByRole("button", { name: "Next" }).waitFor();
  });

  test("GIVEN what is stale WHEN the page is loaded again THEN it is offered as before", async () => {
    scene.shop.adds = (body) => (body.known ? { known: { room: { ...fresh("home", "At home"), stale: true } } } : {});
    const page = await openPage(scene.context, scene.shop.url);
    await choose(page, "A friend");
    await page.getByRole("button", { name: "Yes, still true" }).waitFor();
    await page.reload();
    await page.getByText("Is it still true?").waitFor();
    await page.getByRole("button", { name: "Yes, still true" }).click();
    await told(page).toBe("Which of these feels right?");
    expect(scene.shop.posts.filter(({ body }) => body.known)).toHaveLength(1);
  });

  test.each([
    ["--12-24", ""],
    ["1990-12-24", "1990"],
  ])(
    "GIVEN a birthday %s that is stale WHEN the page is loaded again THEN it is offered in its three fields",
    async (value, year) => {
      const [first, , ...others] = giftFinder.questions;
      const born = {
        type: "date" as const,
        id: "born",
        text: "When is your birthday?",
        required: false,
        birthday: true,
      };
      scene.shop.page.quiz = { ...giftFinder, questions: [first!, born, ...others] };
      scene.shop.adds = (body) =>
        body.known ? { known: { born: { value, text: "24 December", since, stale: true } } } : {};
      const page = await openPage(scene.context, scene.shop.url);
      await choose(page, "A friend");
      await page.getByRole("button", { name: "Yes, still true" }).waitFor();
      await page.reload();
      await page.getByText("Is it still true?").waitFor();
      await expect.poll(() => page.getByLabel("Year").inputValue()).toBe(year);
      await page.getByRole("button", { name: "Yes, still true" }).click();
      await told(page).toBe("Which of these feels right?");
      await expect.poll(() => last()?.answers).toMatchObject([{ questionId: "born", value }]);
    },
  );

  test.each(["", "6"])(
    "GIVEN what was recalled WHEN they are logged out (now %j) THEN it is not shown to whoever sits there; to them it is",
    async (customer) => {
      scene.shop.adds = (body) => (body.known ? { known: { room: fresh("home", "At home") } } : {});
      const page = await openPage(scene.context, scene.shop.url);
      await choose(page, "A friend");
      await told(page).toBe("Which of these feels right?");
      await expect.poll(() => last()?.answers.map(({ questionId }) => questionId)).toEqual(["room"]);
      scene.shop.page = { ...scene.shop.page, customer };
      await page.reload();
      await told(page).toBe("Who is the gift for?");
      scene.shop.page = { ...scene.shop.page, customer: "5" };
      await page.reload();
      await told(page).toBe("Which of these feels right?");
    },
  );

  test("GIVEN nothing is known WHEN they are logged out THEN the walk goes on", async () => {
    scene.shop.adds = (body) => (body.known ? { known: {} } : {});
    const page = await openPage(scene.context, scene.shop.url);
    await choose(page, "A friend");
    await expect.poll(() => scene.shop.kept.size).toBe(1);
    scene.shop.page = { ...scene.shop.page, customer: "" };
    await page.reload();
    await told(page).toBe("Where will it live?");
  });

  test("GIVEN a stale answer that changed THEN the button no longer says that it is true", async () => {
    scene.shop.adds = (body) => (body.known ? { known: { room: { ...fresh("home", "At home"), stale: true } } } : {});
    const page = await openPage(scene.context, scene.shop.url);
    await choose(page, "A friend");
    await page.getByRole("button", { name: "Yes, still true" }).waitFor();
    await page.getByLabel("In the garden").check();
    await page.getByRole("button", { name: "Next" }).waitFor();
  });

  test("GIVEN somebody who has begun to answer before the word comes THEN their question stays as it is", async () => {
    const { promise, resolve: reply } = Promise.withResolvers<void>();
    scene.shop.fault = () => promise;
    scene.shop.adds = (body) => (body.known ? { known: { room: fresh("home", "At home") } } : {});
    const page = await openPage(scene.context, scene.shop.url);
    await choose(page, "A friend");
    await page.getByLabel("At the office").check();
    reply();
    await expect.poll(() => scene.shop.kept.size).toBe(1);
    await pressNext(page);
    await told(page).toBe("Which of these feels right?");
    await expect.poll(() => last()?.answers).toMatchObject([{ questionId: "room", value: ["office"] }]);
  });

  test("GIVEN everything is known THEN the walk ends at once; Start again asks all of it", async () => {
    const { questions } = giftFinder;
    scene.shop.page.quiz = { ...giftFinder, questions: questions.slice(0, 3) };
    scene.shop.adds = (body) =>
      body.known ? { known: { room: fresh("home", "At home"), taste: fresh("calm", "Calm and plain") } } : {};
    const page = await openPage(scene.context, scene.shop.url);
    await choose(page, "A friend");
    await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
    await page.getByRole("button", { name: "Start again" }).click();
    await choose(page, "A child");
    await told(page).toBe("Where will it live?");
    await expect.poll(() => new Set(scene.shop.posts.map(({ body }) => body.responseId)).size).toBe(2);
    expect(last()?.known).toBeUndefined();
    await told(page).toBe("Where will it live?");
  });
});

test("GIVEN nobody is logged in THEN nothing is asked about them", async () => {
  scene.shop.page.customer = undefined;
  const page = await openPage(scene.context, scene.shop.url);
  await choose(page, "A friend");
  await expect.poll(() => scene.shop.posts.length).toBe(1);
  expect(last()?.known).toBeUndefined();
});

describe("the field that people do not see", () => {
  test("GIVEN a person THEN they neither see, hear nor reach it", async () => {
    const page = await openPage(scene.context, scene.shop.url);
    const field = page.locator("candor-quiz [name=website]");
    await field.waitFor({ state: "attached" });
    await expect
      .poll(() => field.evaluate((one: HTMLInputElement) => [one.tabIndex, one.autocomplete]))
      .toEqual([-1, "off"]);
    await expect.poll(() => field.evaluate((one) => getComputedStyle(one.parentElement!).clipPath)).toBe("inset(50%)");
    expect(await page.getByRole("textbox").count()).toBe(0);
    await choose(page, "A friend");
    await expect.poll(() => scene.shop.posts.length).toBe(1);
    expect(last()?.trap).toBeUndefined();
  });

  test("GIVEN something that fills every field THEN the app is told", async () => {
    const page = await openPage(scene.context, scene.shop.url);
    await page
      .locator("candor-quiz [name=website]")
      .evaluate((one: HTMLInputElement) => (one.value = "https://spam.example"));
    await choose(page, "A friend");
    await expect.poll(() => last()?.trap).toBe("https://spam.example");
    await choose(page, "At home");
    await expect.poll(() => scene.shop.kept.size).toBe(2);
    expect(scene.shop.posts.filter(({ body }) => body.trap)).toHaveLength(1);
  });
});
