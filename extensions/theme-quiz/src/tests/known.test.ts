import { expect, test } from "vitest";
import type { Known } from "../../../../app/contract/response.ts";
import { barriersIn } from "./axe.ts";
import { finish, openPage } from "./browser.ts";
import { giftFinder } from "./gift-finder.ts";
import { setScene } from "./scene.ts";
import { renderPage } from "./storefront.ts";

const scene = setScene({ reducedMotion: "reduce" });
const quiz = { ...giftFinder, handle: "preferences", kind: "preferences" as const };
const since = "2026-03-04T10:00:00Z";
const known: Known = {
  recipient: { value: ["friend"], text: "A friend", since, stale: true },
  room: { value: ["home"], text: "At home", since, stale: false },
};

test("GIVEN a customer WHEN they want to see THEN what they told; one tap confirms, one withdraws", async () => {
  scene.shop.page = { quiz, block: "preferences", customer: "5" };
  scene.shop.adds = (body) => (body.known ? { known } : {});
  const page = await openPage(scene.context, scene.shop.url);
  expect(scene.shop.posts).toEqual([]);
  await page.getByRole("button", { name: "See what you have told us" }).click();
  await page.getByText("Told on March 4, 2026").first().waitFor();
  const violations = await barriersIn(page, "candor-known");
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(await page.getByRole("button", { name: "Yes, still true" }).count()).toBe(1);
  await page.getByRole("button", { name: "Yes, still true" }).click();
  await page.getByText("Thank you, noted.").waitFor();
  expect([...scene.shop.kept.values()]).toMatchObject([{ questionId: "recipient", value: ["friend"] }]);
  await page.getByRole("button", { name: "Forget what I told you" }).click();
  await page.getByText("You have withdrawn.").waitFor();
  expect([...scene.shop.kept.values()].at(-1)).toMatchObject({ questionId: "consent", value: false });
  expect(page.faults).toEqual([]);
});

test("GIVEN a customer who agreed in the quiz below WHEN they have it all forgotten THEN their browser forgets as well", async () => {
  scene.shop.page = { quiz, block: "preferences", customer: "5" };
  const page = await openPage(scene.context, scene.shop.url);
  const local = () => page.evaluate(() => Object.keys(localStorage).sort());
  await finish(page, "Yes, remember my answers");
  await expect.poll(local).toEqual(["candor:preferences", "candor:visitor"]);
  await expect.poll(() => scene.shop.cart.attributes).toMatchObject({ _candor: expect.stringMatching(/./) });
  scene.shop.adds = (body) => (body.known ? { known } : {});
  await page.getByRole("button", { name: "See what you have told us" }).click();
  await page.getByRole("button", { name: "Forget what I told you" }).click();
  await page.locator("candor-quiz").getByText("You have withdrawn.").waitFor();
  await expect.poll(local).toEqual([]);
  await expect.poll(() => scene.shop.cart.attributes).toEqual({ _candor: "" });
  expect(page.faults).toEqual([]);
});

test("GIVEN what is known stands there WHEN its owner withdraws in the quiz, on this page or in another tab THEN it stands there no more", async () => {
  scene.shop.page = { quiz, block: "preferences", customer: "5" };
  const first = await openPage(scene.context, scene.shop.url);
  await finish(first, "Yes, remember my answers");
  await first.getByRole("button", { name: "Withdraw" }).waitFor();
  const other = await openPage(scene.context, scene.shop.url);
  scene.shop.adds = (body) => (body.known ? { known } : {});
  for (const page of [first, other]) {
    await page.getByRole("button", { name: "See what you have told us" }).click();
    await page.locator("candor-known").getByText("At home").waitFor();
  }
  await first.getByRole("button", { name: "Withdraw" }).click();
  for (const page of [first, other]) {
    await page.locator("candor-known").getByText("You have withdrawn.").waitFor();
    expect(await page.locator("candor-known li").count()).toBe(0);
    expect(page.faults).toEqual([]);
  }
  expect(await first.evaluate(() => document.activeElement?.localName)).not.toBe("candor-known");
});

test("GIVEN what is known stands there WHEN somebody who never agreed here says no THEN it goes on standing there", async () => {
  scene.shop.page = { quiz, block: "preferences", customer: "5" };
  const page = await openPage(scene.context, scene.shop.url);
  scene.shop.adds = (body) => (body.known && body.answers.length === 0 ? { known } : {});
  await page.getByRole("button", { name: "See what you have told us" }).click();
  await page.locator("candor-known").getByText("At home").waitFor();
  await finish(page, "No, thanks");
  await page.locator("candor-quiz .cq-card").first().waitFor();
  expect(await page.locator("candor-known li").count()).toBe(2);
  expect(page.faults).toEqual([]);
});

test("GIVEN nobody is logged in THEN the questions alone, and no script for what is known", async () => {
  const html = await renderPage({ quiz, block: "preferences" });
  expect(html).toContain("<candor-quiz");
  expect(html).not.toMatch(/candor-known|known\.js/);
});
