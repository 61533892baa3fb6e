import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { choose, finish, openPage } from "./browser.ts";
import { giftFinder } from "./gift-finder.ts";
import { setScene } from "./scene.ts";

const scene = setScene();

const local = (page: Page) => page.evaluate(() => ({ ...localStorage }) as Record<string, string>);
const visitors = () => new Set(scene.shop.posts.map(({ body }) => body.visitorId).filter((id) => id !== undefined));
const result = (page: Page) => page.getByRole("heading", { name: "For you", exact: true });

describe("who declines", () => {
  test("GIVEN no to the consent THEN products come, and nothing outlives the tab: no visitor, no cookie, no cart attribute", async () => {
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "No, thanks");
    await result(page).waitFor();
    await expect.poll(() => page.locator(".cq-card").count()).toBe(3);
    await page
      .getByRole("button", { name: /Add to cart/ })
      .first()
      .click();
    await page.getByRole("link", { name: "View cart" }).waitFor();
    await expect.poll(() => scene.shop.posts.at(-1)?.body.added).toBe("10");
    await expect.poll(() => local(page)).toEqual({});
    expect(await scene.context.cookies()).toEqual([]);
    expect(visitors().size).toBe(0);
    expect(scene.shop.cart.attributes).toEqual({});
  });

  test("GIVEN yes, then back, then no THEN what was kept for the yes is gone", async () => {
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "Yes, remember my answers");
    await result(page).waitFor();
    await expect
      .poll(async () => Object.keys(await local(page)).sort())
      .toEqual(["candor:gift-finder", "candor:visitor"]);
    await page.getByRole("button", { name: "Change my answers" }).click();
    await choose(page, "No, thanks");
    await expect.poll(() => local(page)).toEqual({});
    await expect.poll(() => scene.shop.cart.attributes).toEqual({ _candor: "" });
    await expect.poll(() => scene.shop.posts.at(-1)?.body.answers.at(-1)?.value).toBe(false);
    expect(scene.shop.posts.at(-1)?.body.visitorId).toBeUndefined();
  });
});

describe("Shopify's Customer Privacy API", () => {
  const settings = {
    "is missing": "{}",
    refuses: "{customerPrivacy: {preferencesProcessingAllowed: () => false}}",
    "comes late and refuses":
      "{loadFeatures(features, done) { setTimeout(() => { Shopify.customerPrivacy = {preferencesProcessingAllowed: () => false}; done(); }, 50); }}",
    "never comes": "{loadFeatures() {}}",
  };
  test.each(Object.entries(settings))(
    "P5: GIVEN it %s WHEN the shopper agrees THEN no visitor and nothing that lasts",
    async (_, shopify) => {
      scene.shop.page = { quiz: giftFinder, shopify };
      const page = await openPage(scene.context, scene.shop.url);
      await finish(page, "Yes, remember my answers");
      await result(page).waitFor();
      await expect.poll(() => local(page)).toEqual({});
      expect(visitors().size).toBe(0);
      expect(scene.shop.cart.attributes).toEqual({});
    },
  );

  test("P4: GIVEN Global Privacy Control and a refused sale WHEN somebody walks, agrees and buys THEN nothing leaves for anybody but the shop", async () => {
    const shopify = "{customerPrivacy: {preferencesProcessingAllowed: () => true, saleOfDataAllowed: () => false}}";
    scene.shop.page = { quiz: giftFinder, shopify };
    const hosts = new Set<string>();
    scene.context.on("request", (request) => void hosts.add(new URL(request.url()).origin));
    await scene.context.addInitScript(() => Object.defineProperty(navigator, "globalPrivacyControl", { value: true }));
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "Yes, remember my answers");
    await result(page).waitFor();
    await page.getByRole("button", { name: "Add to cart Ceramic lantern" }).click();
    await expect.poll(() => scene.shop.cart.added).toEqual([10]);
    expect([...hosts].filter((host) => host !== "null" && host !== new URL(scene.shop.url).origin)).toEqual([]);
    expect(await scene.context.cookies()).toEqual([]);
  });

  test("GIVEN it comes late and allows THEN the answer that agrees carries the visitor", async () => {
    const shopify =
      "{loadFeatures(features, done) { setTimeout(() => { Shopify.customerPrivacy = {preferencesProcessingAllowed: () => true}; done(); }, 300); }}";
    scene.shop.page = { quiz: giftFinder, shopify };
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "Yes, remember my answers");
    await result(page).waitFor();
    await expect.poll(() => scene.shop.posts.at(-1)?.body.visitorId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("GIVEN consent is taken back in the shop's banner THEN the visitor is forgotten", async () => {
    scene.shop.page = {
      quiz: giftFinder,
      shopify: "{customerPrivacy: {preferencesProcessingAllowed: () => !window.refused}}",
    };
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "Yes, remember my answers");
    await result(page).waitFor();
    await expect.poll(async () => Object.keys(await local(page)).length).toBe(2);
    await page.evaluate(() => {
      Object.assign(window, { refused: true });
      document.dispatchEvent(new CustomEvent("visitorConsentCollected"));
    });
    await expect.poll(() => local(page)).toEqual({});
  });
});

describe("who agrees", () => {
  test("GIVEN a finished walk WHEN the page is opened later THEN result, date and wording are there; Withdraw sends no and forgets", async () => {
    const first = await openPage(scene.context, scene.shop.url);
    await finish(first, "Yes, remember my answers");
    await result(first).waitFor();
    const visitor = (await local(first))["candor:visitor"];
    await first.close();
    const page = await openPage(scene.context, scene.shop.url);
    await result(page).waitFor();
    const line = page.locator(".cq-agreed");
    expect(await line.textContent()).toContain("May we remember your answers");
    expect(await line.textContent()).toMatch(/\d{4}/);
    await page.getByRole("button", { name: "Withdraw" }).click();
    await page.getByText("You have withdrawn").waitFor();
    await expect
      .poll(() => scene.shop.posts.at(-1)?.body.answers.map(({ questionId, value }) => [questionId, value]))
      .toEqual([["consent", false]]);
    const last = scene.shop.posts.at(-1);
    expect([last?.status, last?.body.visitorId, last?.body.responseId]).toEqual([
      200,
      visitor,
      [...scene.shop.finished][0],
    ]);
    await expect.poll(() => local(page)).toEqual({});
    await expect.poll(() => scene.shop.cart.attributes).toEqual({ _candor: "" });
  });

  test("GIVEN Start again after agreeing WHEN the second walk declines THEN the first consent is withdrawn too", async () => {
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "Yes, remember my answers");
    await result(page).waitFor();
    await page.getByRole("button", { name: "Start again" }).click();
    await finish(page, "No, thanks");
    await result(page).waitFor();
    const [first, second] = [...scene.shop.finished];
    const said = (responseId: string | undefined) =>
      [...scene.shop.kept.values()]
        .filter((one) => one.responseId === responseId && one.questionId === "consent")
        .map(({ value }) => value);
    expect(said(first)).toEqual([true, false]);
    expect(said(second)).toEqual([false]);
    await expect.poll(() => local(page)).toEqual({});
  });
});

describe("a page left before the last reply came", () => {
  test("GIVEN the embed WHEN the shopper goes on to a page without the quiz THEN what waits is sent from there", async () => {
    scene.shop.fault = ({ finished }) => (finished ? "hang" : undefined);
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "No, thanks");
    await page.getByText("Finding what fits").waitFor();
    expect(scene.shop.finished.size).toBe(0);
    scene.shop.page = { embed: true };
    scene.shop.fault = () => undefined;
    await page.goto(scene.shop.url);
    await expect.poll(() => scene.shop.finished.size).toBe(1);
    expect(scene.shop.kept.size).toBe(5);
    // Whoever declined has nothing that stays beyond the visit once all is sent.
    await expect.poll(() => local(page)).toEqual({});
  });

  test("GIVEN the embed WHEN the shopper then logs in elsewhere THEN the walk is sent, and is theirs", async () => {
    scene.shop.fault = ({ finished }) => (finished ? "hang" : undefined);
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "Yes, remember my answers");
    await page.getByText("Finding what fits").waitFor();
    scene.shop.page = { customer: "77", embed: true };
    scene.shop.fault = () => undefined;
    await page.goto(scene.shop.url);
    await expect.poll(async () => Object.values(await local(page)).join("")).toContain('"customer":"77"');
    expect(scene.shop.finished.size).toBe(1);
    const waiting = Object.values(await local(page)).find((kept) => kept.includes("outbox"));
    expect((JSON.parse(waiting ?? "{}") as { outbox: unknown }).outbox).toEqual([]);
    scene.shop.posts.length = 0;
    // Nothing is left to tell: the next page asks nothing.
    await page.goto(scene.shop.url);
    await page.getByText("What comes below.").waitFor();
    await page.waitForTimeout(300);
    expect(scene.shop.posts).toEqual([]);
  });

  test("GIVEN an answer that the app refuses WHEN it is sent from another page THEN it is not sent again", async () => {
    scene.shop.fault = ({ finished }) => (finished ? "hang" : undefined);
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "No, thanks");
    await page.getByText("Finding what fits").waitFor();
    scene.shop.page = { embed: true };
    scene.shop.fault = () => 422;
    await page.goto(scene.shop.url);
    await expect.poll(() => local(page)).toEqual({});
  });
});

describe("log-in after an anonymous walk", () => {
  const joins = () => scene.shop.posts.filter(({ body }) => body.answers.length === 0);

  for (const [where, page] of [
    ["on the quiz's page", { quiz: giftFinder, customer: "77" }],
    ["on any page with the embed", { customer: "77", embed: true }],
  ] as const) {
    test(`GIVEN an agreed walk WHEN a customer is logged in ${where} THEN one touch says so, once`, async () => {
      const first = await openPage(scene.context, scene.shop.url);
      await finish(first, "Yes, remember my answers");
      await result(first).waitFor();
      scene.shop.page = page;
      for (let visit = 0; visit < 3; visit += 1) {
        await first.goto(scene.shop.url);
        // Not before the page has heard that it arrived: else it would rightly say so again.
        await expect.poll(async () => Object.values(await local(first)).join("")).toContain('"customer":"77"');
      }
      await first.waitForTimeout(300);
      expect(joins()).toHaveLength(1);
      const [{ body, status } = { body: undefined, status: 0 }] = joins();
      expect(status).toBe(200);
      expect(body).toMatchObject({ responseId: [...scene.shop.finished][0], versionId: "v1", finished: true });
      expect([body?.token, body?.visitorId].every(Boolean)).toBe(true);
    });
  }

  test("GIVEN a declined walk WHEN a customer logs in THEN nothing is said", async () => {
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "No, thanks");
    await result(page).waitFor();
    scene.shop.page = { quiz: giftFinder, customer: "77", embed: true };
    await page.goto(scene.shop.url);
    await result(page).waitFor();
    await page.waitForTimeout(300);
    expect(joins()).toEqual([]);
  });
});

test("sold out: GIVEN the last one went meanwhile THEN the button says so and cannot be pressed", async () => {
  scene.shop.soldOut.add(10);
  const page = await openPage(scene.context, scene.shop.url);
  await finish(page, "No, thanks");
  await page.getByRole("button", { name: "Add to cart Ceramic lantern" }).click();
  await page.getByRole("button", { name: "Sold out Ceramic lantern" }).waitFor();
  expect(await page.locator(".cq-add").first().getAttribute("aria-disabled")).toBe("true");
  expect(scene.shop.posts.some(({ body }) => body.added)).toBe(false);
});

test("preview: GIVEN the editor's frame THEN drafts come and answers go by message only, and a new draft keeps the place", async () => {
  const page = await scene.context.newPage();
  await page.goto(`${scene.shop.url}/admin`);
  await page.waitForFunction(() =>
    (window as unknown as { heard: { type: string }[] }).heard.some(({ type }) => type === "candor:ready"),
  );
  const draft = (quiz: object) =>
    page.evaluate((one) => (window as unknown as { draft(quiz: object): void }).draft(one), quiz);
  await draft(giftFinder);
  const frame = page.frameLocator("iframe");
  await frame.getByLabel("A friend").check();
  await frame.getByRole("button", { name: "Next" }).click();
  await frame.getByRole("heading", { name: "Where will it live?" }).waitFor();
  await draft({
    ...giftFinder,
    questions: giftFinder.questions.map((one) => (one.id === "room" ? { ...one, text: "Which room?" } : one)),
  });
  await frame.getByRole("heading", { name: "Which room?" }).waitFor();
  const heard = () => page.evaluate(() => (window as unknown as { heard: { type: string; at?: string }[] }).heard);
  const of = async (kind: string) => (await heard()).filter(({ type }) => type === kind);
  await expect.poll(async () => (await of("candor:at")).at(-1)?.at).toBe("room");
  await expect.poll(() => of("candor:send")).toHaveLength(1);
  expect(scene.shop.posts).toEqual([]);
  expect(await local(page)).toEqual({});
});
