import { describe, expect, test } from "vitest";
import { choose, finish, openPage, pressNext, question, unblockAndTryAgain } from "./browser.ts";
import { giftFinder } from "./gift-finder.ts";
import { setScene } from "./scene.ts";

const scene = setScene();

const values = (responseId: string) =>
  [...scene.shop.kept.values()]
    .filter((one) => one.responseId === responseId)
    .map(({ questionId, value }) => ({ questionId, value }));
const responseIds = () => [...new Set([...scene.shop.kept.values()].map(({ responseId }) => responseId))];
const walked = [
  { questionId: "recipient", value: ["friend"] },
  { questionId: "room", value: ["home"] },
  { questionId: "taste", value: ["calm"] },
  { questionId: "note", value: null },
];

describe("F31: blocked, slow, without JavaScript", () => {
  test("GIVEN storage is blocked THEN the walk ends with products all the same", async () => {
    await scene.context.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException("blocked", "SecurityError");
          },
        });
    });
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "Yes, remember my answers");
    await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
    expect(scene.shop.kept.size).toBe(5);
    expect(page.faults).toEqual([]);
  });

  test("GIVEN the proxy is blocked THEN the walk finishes with a kind sentence, and all is sent later", async () => {
    await scene.context.route("**/apps/candor/**", (route) => route.abort());
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "No, thanks");
    await page.getByText("We can’t reach the shop right now").waitFor();
    expect(await page.getByRole("link", { name: "See all products" }).getAttribute("href")).toBe("/collections/all");
    await unblockAndTryAgain(page);
    await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
    expect(scene.shop.kept.size).toBe(5);
  });

  test("GIVEN somebody else's page instead of the app's reply THEN it counts as no reply", async () => {
    await scene.context.route("**/apps/candor/**", (route) =>
      route.fulfill({ status: 404, body: "<h1>Not found</h1>" }),
    );
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "No, thanks");
    await page.getByText("We can’t reach the shop right now").waitFor();
  });

  test("GIVEN a slow app THEN the shopper never waits between questions", async () => {
    const { promise, resolve: reply } = Promise.withResolvers<void>();
    scene.shop.fault = () => promise;
    const page = await openPage(scene.context, scene.shop.url);
    await choose(page, "A friend");
    await choose(page, "At home");
    await choose(page, "Calm and plain");
    await pressNext(page);
    await choose(page, "No, thanks");
    await page.getByText("Finding what fits…").waitFor();
    expect(scene.shop.kept.size).toBe(0);
    reply();
    await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
    expect(scene.shop.kept.size).toBe(5);
  });

  test("GIVEN a script that comes late WHEN Next is pressed before THEN the press counts", async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await scene.context.route("**/quiz-walk.js", async (route) => {
      await held;
      await route.continue();
    });
    const page = await openPage(scene.context, scene.shop.url);
    await page.getByLabel("A friend").check();
    await pressNext(page);
    release();
    await expect.poll(() => question(page).textContent()).toBe("Where will it live?");
  });

  test("GIVEN no JavaScript THEN the question, and a sentence with a way on", async () => {
    const plain = await scene.browser.newContext({ javaScriptEnabled: false });
    const page = await plain.newPage();
    await page.goto(scene.shop.url);
    await page.getByLabel("A friend").check();
    await page.getByRole("button", { name: "Next" }).click();
    expect(page.url()).toBe(`${scene.shop.url}/`);
    expect(await page.getByRole("link", { name: "See all products" }).isVisible()).toBe(true);
    await plain.close();
  });
});

describe("F32: edited or unpublished in mid-walk, and other refusals", () => {
  test("GIVEN a walk that was finished WHEN another version is published THEN its result stays, with the version that was seen", async () => {
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "No, thanks");
    await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
    scene.shop.page = { quiz: { ...giftFinder, versionId: "v2" } };
    await page.reload();
    await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
    expect(scene.shop.posts.every(({ body }) => body.versionId === "v1")).toBe(true);
  });

  test("GIVEN an answer that is not sent yet WHEN another version is published THEN it is sent with the version that was seen", async () => {
    scene.shop.fault = () => 503;
    const page = await openPage(scene.context, scene.shop.url);
    await choose(page, "A friend");
    await expect.poll(() => scene.shop.posts.length).toBeGreaterThan(0);
    scene.shop.fault = () => undefined;
    scene.shop.page = { quiz: { ...giftFinder, versionId: "v2" } };
    await page.reload();
    await expect.poll(() => scene.shop.kept.size).toBe(1);
    expect(scene.shop.posts.at(-1)?.body.versionId).toBe("v1");
    await page.getByText("This quiz has changed since you began").waitFor();
  });

  test.each([409, 410, 422])(
    "GIVEN %i THEN the answer is dropped with a sentence, and the walk goes on",
    async (status) => {
      scene.shop.fault = ({ answers }) =>
        answers[0]?.questionId === "room" && answers.length === 1 ? status : undefined;
      const page = await openPage(scene.context, scene.shop.url);
      await choose(page, "A friend");
      await choose(page, "At home");
      await page.getByText("could not be saved").waitFor();
      await choose(page, "Calm and plain");
      await expect.poll(() => scene.shop.kept.size).toBe(2);
    },
  );

  test("GIVEN a token that is no longer taken THEN the same answers become a new response", async () => {
    const page = await openPage(scene.context, scene.shop.url);
    await choose(page, "A friend");
    await expect.poll(() => scene.shop.posts.length).toBe(1);
    scene.shop.fault = ({ token }) => (token === `token-${responseIds()[0]}` ? 401 : undefined);
    await choose(page, "At home");
    await expect.poll(() => responseIds().length).toBe(2);
    expect(values(responseIds()[1] ?? "")).toEqual(walked.slice(0, 2));
  });

  test("GIVEN another version was published in mid-walk THEN it says so and starts afresh; what was given stays with its version", async () => {
    const page = await openPage(scene.context, scene.shop.url);
    await choose(page, "A friend");
    await expect.poll(() => scene.shop.posts.length).toBe(1);
    scene.shop.page = { quiz: { ...giftFinder, versionId: "v2" } };
    await page.reload();
    await page.getByText("This quiz has changed since you began").waitFor();
    await choose(page, "A child");
    await expect.poll(() => scene.shop.posts.map(({ body }) => body.versionId)).toEqual(["v1", "v2"]);
  });
});
