import type { Page } from "playwright-core";
import { beforeEach, expect, test } from "vitest";
import type { Known } from "../../../../app/contract/response.ts";
import { openPage, pressNext, question } from "./browser.ts";
import { giftFinder } from "./gift-finder.ts";
import { setScene } from "./scene.ts";

// A pop-up asks the app about customers before it shows: what is known and fresh is not asked, from the first question on.

const scene = setScene({ reducedMotion: "reduce" });
const launcher = (page: Page) => page.locator(".candor-launcher");
const asks = (page: Page, text: string) => expect.poll(() => question(page).textContent()).toBe(text);

const told = (value: string, text: string, stale = false): Known[string] => ({
  value: [value],
  text,
  since: "2026-03-04T10:00:00Z",
  stale,
});

function appKnows(known: Known): void {
  const budget = { questions: 3, days: 7 };
  scene.shop.says["POST asking"] = () => ({ budget, reason: "ask", ask: "gift-finder", known });
}

const popup = (delay: number) => ({ greeting: "Hello!", launcher: "Find a gift", delay, scroll: 0 });

beforeEach(() => {
  scene.shop.page = { quiz: giftFinder, block: "none", customer: "5", popup: popup(1) };
});

test("GIVEN a first answer that is fresh THEN the second is asked; what is known leaves with the first answer, once", async () => {
  appKnows({ recipient: told("friend", "A friend"), taste: told("calm", "Calm and plain") });
  const page = await openPage(scene.context, scene.shop.url);
  await asks(page, "Where will it live?");
  await page.getByText("What you have told us before is not asked again.").waitFor();
  await expect.poll(() => page.locator(".cq-progress p").textContent()).toBe("Question 2 of 5");
  expect(scene.shop.posts).toEqual([]);
  await page.getByLabel("At home").check();
  await pressNext(page);
  await asks(page, "Anything we should know?");
  const sent = () =>
    scene.shop.posts.flatMap(({ body }) =>
      body.answers.map(({ questionId, recalled = false }) => [questionId, recalled]),
    );
  await expect
    .poll(() => sent().toSorted())
    .toEqual([
      ["recipient", true],
      ["room", false],
      ["taste", true],
    ]);
  expect(scene.shop.posts.some(({ body }) => body.known)).toBe(false);
  for (const before of ["Which of these feels right?", "Where will it live?", "Who is the gift for?"]) {
    await page.getByRole("button", { name: "Back" }).click();
    await asks(page, before);
  }
  await expect.poll(() => page.getByLabel("A friend", { exact: true }).isChecked()).toBe(true);
  expect(page.faults).toEqual([]);
});

test("GIVEN a first answer that is stale THEN one tap says that it is still true", async () => {
  appKnows({ recipient: told("friend", "A friend", true) });
  const page = await openPage(scene.context, scene.shop.url);
  await page.getByText("You told us this on March 4, 2026. Is it still true?").waitFor();
  await page.getByRole("button", { name: "Yes, still true" }).click();
  await asks(page, "Where will it live?");
  await expect
    .poll(() => scene.shop.posts[0]?.body.answers)
    .toMatchObject([{ questionId: "recipient", value: ["friend"] }]);
});

test("GIVEN all of this way is known THEN it begins with its first question, as in the page", async () => {
  scene.shop.page.quiz = { ...giftFinder, questions: giftFinder.questions.slice(0, 1) };
  appKnows({ recipient: told("friend", "A friend") });
  const page = await openPage(scene.context, scene.shop.url);
  await asks(page, "Who is the gift for?");
  expect(scene.shop.posts).toEqual([]);
});

test("GIVEN what is known WHEN somebody else is logged in on the next page THEN nothing of it is shown", async () => {
  appKnows({ recipient: told("friend", "A friend") });
  const page = await openPage(scene.context, scene.shop.url);
  await asks(page, "Where will it live?");
  scene.shop.page.customer = "6";
  appKnows({});
  await page.goto(`${scene.shop.url}/?page=2`);
  await launcher(page).click();
  await asks(page, "Who is the gift for?");
  await expect.poll(() => page.getByLabel("A friend", { exact: true }).isChecked()).toBe(false);
});

test("GIVEN a customer who has begun THEN they go on where they were, whatever is known", async () => {
  scene.shop.page.popup = popup(99);
  const page = await openPage(scene.context, scene.shop.url);
  await launcher(page).click();
  await page.getByLabel("My partner").check();
  await pressNext(page);
  await asks(page, "Where will it live?");
  await expect.poll(() => scene.shop.kept.size).toBe(1);
  scene.shop.page.popup = popup(1);
  appKnows({ recipient: told("friend", "A friend"), room: told("home", "At home") });
  await page.goto(`${scene.shop.url}/?page=2`);
  await asks(page, "Where will it live?");
  await page.getByRole("button", { name: "Back" }).click();
  await asks(page, "Who is the gift for?");
  await expect.poll(() => page.getByLabel("My partner").isChecked()).toBe(true);
});

test("GIVEN the part that recalls cannot be loaded THEN all is asked", async () => {
  appKnows({ recipient: told("friend", "A friend") });
  await scene.context.route("**/popup-known.js*", (route) => route.abort());
  const page = await openPage(scene.context, scene.shop.url);
  await asks(page, "Who is the gift for?");
});

test("GIVEN the shopper opens it by its button THEN what is known is not asked either, and the app hears that they wanted it", async () => {
  scene.shop.page.popup = popup(99);
  const heard: unknown[] = [];
  scene.shop.says["POST asking"] = (body) => {
    heard.push(body);
    const known = { recipient: told("friend", "A friend") };
    return { budget: { questions: 3, days: 7 }, reason: "ask", ask: "gift-finder", known };
  };
  const page = await openPage(scene.context, scene.shop.url);
  await launcher(page).click();
  await asks(page, "Where will it live?");
  await page.getByText("What you have told us before is not asked again.").waitFor();
  expect(heard).toEqual([{ candidates: ["gift-finder"], wanted: true, placement: "popup", language: "en" }]);
});

test("GIVEN the app cannot be reached WHEN the shopper opens it by its button THEN all is asked", async () => {
  scene.shop.page.popup = popup(99);
  await scene.context.route("**/apps/candor/**", (route) => route.abort());
  const page = await openPage(scene.context, scene.shop.url);
  await launcher(page).click();
  await asks(page, "Who is the gift for?");
  expect(page.faults).toEqual([]);
});
