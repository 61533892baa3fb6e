import { describe, expect, test } from "vitest";
import { choose, finish, openPage, pressNext, question } from "./browser.ts";
import { setScene } from "./scene.ts";

const scene = setScene();

const values = (responseId: string) =>
  [...scene.shop.kept.values()]
    .filter((one) => one.responseId === responseId)
    .map(({ questionId, value }) => ({ questionId, value }));
const responseIds = () => [...new Set([...scene.shop.kept.values()].map(({ responseId }) => responseId))];
const stored = (page: { evaluate<T>(script: () => T): Promise<T> }) =>
  page.evaluate(() => ({ local: { ...localStorage }, session: { ...sessionStorage }, cookies: document.cookie }));
const walked = [
  { questionId: "recipient", value: ["friend"] },
  { questionId: "room", value: ["home"] },
  { questionId: "taste", value: ["calm"] },
  { questionId: "note", value: null },
];

describe("a walk", () => {
  test("GIVEN the page WHEN nothing is answered yet THEN nothing was asked of the app and nothing is stored", async () => {
    const page = await openPage(scene.context, scene.shop.url);
    await page.getByLabel("A friend").check();
    await page.waitForFunction(
      () => !!document.querySelector("candor-quiz")?.shadowRoot?.querySelector("div")?.oninput,
    );
    expect(scene.shop.posts).toEqual([]);
    expect(await stored(page)).toEqual({ local: {}, session: {}, cookies: "" });
  });

  test("GIVEN a shopper who agrees THEN each answer is sent when given, once, and the products come", async () => {
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "Yes, remember my answers");
    await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
    const [responseId = ""] = responseIds();
    expect(responseIds()).toHaveLength(1);
    expect(values(responseId)).toEqual([...walked, { questionId: "consent", value: true }]);
    expect(scene.shop.posts.map(({ body }) => [body.answers.length, body.finished, body.token !== undefined])).toEqual([
      [1, false, false],
      [1, false, true],
      [1, false, true],
      [1, false, true],
      [5, true, true],
    ]);
    expect(scene.shop.posts.map(({ body }) => body.visitorId !== undefined)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
    await expect.poll(() => scene.shop.cart.attributes).toEqual({ _candor: responseId });
    await expect.poll(() => page.locator(".cq-card").count()).toBe(3);
    expect(await page.locator(".cq-card").first().innerText()).toMatch(
      /Ceramic lantern\s+£12\.50\s+You are looking for the home/,
    );
    expect(page.faults).toEqual([]);
  });

  test("GIVEN a page opened through a share link THEN the walk says through which, and how long it took", async () => {
    const page = await openPage(scene.context, `${scene.shop.url}?utm_source=whatsapp&utm_medium=share&x=1`);
    await finish(page, "No, thanks");
    await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
    const last = scene.shop.posts.at(-1)?.body;
    expect(last?.source).toEqual({ source: "whatsapp", medium: "share" });
    const first = scene.shop.posts[0]?.body.took ?? -1;
    expect(first).toBeGreaterThanOrEqual(0);
    expect(last?.took).toBeGreaterThan(first);
  });

  test("GIVEN a branch WHEN the shopper goes back and changes their mind THEN only the path counts", async () => {
    const page = await openPage(scene.context, scene.shop.url);
    await choose(page, "A friend");
    await choose(page, "At home");
    await page.getByRole("button", { name: "Back" }).click();
    await expect.poll(() => page.getByLabel("At home").isChecked()).toBe(true);
    await page.getByRole("button", { name: "Back" }).click();
    await choose(page, "Myself");
    await expect.poll(() => question(page).textContent()).toBe("Which of these feels right?");
    await expect.poll(() => page.locator(".cq-progress p").textContent()).toBe("Question 2 of 4");
    await choose(page, "Retro");
    await pressNext(page);
    await choose(page, "No, thanks");
    await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
    const last = scene.shop.posts.at(-1)?.body;
    expect(last?.answers.map(({ questionId }) => questionId)).toEqual(["recipient", "taste", "note", "consent"]);
    expect(last?.finished).toBe(true);
  });

  test("GIVEN going back and forward without a change THEN nothing is sent twice", async () => {
    const page = await openPage(scene.context, scene.shop.url);
    await choose(page, "A friend");
    await choose(page, "At home");
    await expect.poll(() => scene.shop.posts.length).toBe(2);
    await page.getByRole("button", { name: "Back" }).click();
    await pressNext(page);
    await expect.poll(() => question(page).textContent()).toBe("Which of these feels right?");
    await choose(page, "Retro");
    await expect.poll(() => scene.shop.posts.length).toBe(3);
  });

  test("GIVEN a required question WHEN nothing is chosen THEN it says so and stays", async () => {
    const page = await openPage(scene.context, scene.shop.url);
    await pressNext(page);
    await page.getByRole("alert").filter({ hasText: "Choose an answer" }).waitFor();
    expect(await question(page).textContent()).toBe("Who is the gift for?");
    expect(scene.shop.posts).toEqual([]);
  });

  test("GIVEN Start again THEN a new response begins and the old one is done", async () => {
    const page = await openPage(scene.context, scene.shop.url);
    await finish(page, "No, thanks");
    await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
    await page.getByRole("button", { name: "Start again" }).click();
    await choose(page, "A child");
    await expect.poll(() => responseIds().length).toBe(2);
    expect(scene.shop.finished.size).toBe(1);
  });
});

describe("F28: offline, reload, back button", () => {
  for (const reached of [1, 2, 3, 4]) {
    test(`GIVEN the network is lost after question ${reached} WHEN it comes back after a reload THEN all is kept once`, async () => {
      const page = await openPage(scene.context, scene.shop.url);
      const steps = ["A friend", "At home", "Calm and plain"];
      let lost = false;
      scene.shop.fault = () => (lost ? 503 : undefined);
      for (const [at, step] of [...steps, undefined].entries()) {
        lost = at + 1 >= reached;
        if (step) await choose(page, step);
        else await pressNext(page);
        if (at + 1 === reached) {
          const before = await question(page).textContent();
          await page.reload();
          await expect.poll(() => question(page).textContent()).toBe(before);
        }
      }
      lost = false;
      await choose(page, "No, thanks");
      await page.evaluate(() => dispatchEvent(new Event("online")));
      await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
      expect(responseIds()).toHaveLength(1);
      expect(values(responseIds()[0] ?? "")).toEqual([...walked, { questionId: "consent", value: false }]);
      expect([...scene.shop.finished]).toEqual(responseIds());
    });
  }

  test("GIVEN a tab closed with an unsent answer WHEN the shop is opened again THEN it is sent and the walk goes on", async () => {
    scene.shop.fault = () => 503;
    const first = await openPage(scene.context, scene.shop.url);
    await choose(first, "A friend");
    await expect.poll(() => scene.shop.posts.length).toBeGreaterThan(0);
    await first.close();
    scene.shop.fault = () => undefined;
    const second = await openPage(scene.context, scene.shop.url);
    await expect.poll(() => question(second).textContent()).toBe("Where will it live?");
    await expect.poll(() => scene.shop.kept.size).toBe(1);
  });

  test("GIVEN a reply that was lost WHEN the shopper edits meanwhile THEN the first is sent again as it was, then the edit", async () => {
    let calls = 0;
    scene.shop.fault = () => (++calls === 1 ? "hang" : undefined);
    const page = await openPage(scene.context, scene.shop.url);
    await choose(page, "A friend");
    await page.getByRole("button", { name: "Back" }).click();
    await choose(page, "A child");
    await page.reload();
    await expect.poll(() => scene.shop.kept.size).toBe(2);
    expect(values(responseIds()[0] ?? "").map(({ value }) => value)).toEqual([["friend"], ["child"]]);
    expect(scene.shop.posts.every(({ status }) => status === 200)).toBe(true);
  });

  test("GIVEN the browser's back button THEN the walk is where it was", async () => {
    const page = await openPage(scene.context, scene.shop.url);
    await choose(page, "A friend");
    await page.goto(`${scene.shop.url}/other`);
    await page.goBack();
    await expect.poll(() => question(page).textContent()).toBe("Where will it live?");
    await choose(page, "At home");
    await expect.poll(() => scene.shop.posts.length).toBe(2);
    expect(responseIds()).toHaveLength(1);
  });
});

test("F29: GIVEN double clicks everywhere THEN each answer is one, and nothing is skipped", async () => {
  const page = await openPage(scene.context, scene.shop.url);
  await page.getByLabel("A friend").dblclick();
  await page.locator(".cq-next").dblclick();
  await expect.poll(() => question(page).textContent()).toBe("Where will it live?");
  expect(await page.locator(".cq-error").textContent()).toBe("");
  await page.getByLabel("At home").check();
  await page.locator(".cq-next").dblclick();
  await page.getByLabel("Retro").check();
  await page.locator(".cq-next").dblclick();
  await expect.poll(() => question(page).textContent()).toBe("Anything we should know?");
  await expect.poll(() => scene.shop.posts.length).toBe(3);
  await pressNext(page);
  await page.getByLabel("No, thanks").check();
  await page.locator(".cq-next").dblclick();
  await page.getByRole("heading", { name: "For you", exact: true }).waitFor();
  await page
    .getByRole("button", { name: /Add to cart/ })
    .first()
    .dblclick();
  await expect.poll(() => scene.shop.posts.at(-1)?.body.added).toBe("10");
  expect(scene.shop.cart.added).toEqual([10]);
  expect(scene.shop.kept.size).toBe(5);
  expect(scene.shop.finished.size).toBe(1);
});

describe("F30: two tabs", () => {
  test("GIVEN a walk begun in one tab WHEN it is continued in another THEN it is one response, finished once, seen in both", async () => {
    const first = await openPage(scene.context, scene.shop.url);
    await choose(first, "A friend");
    const second = await openPage(scene.context, scene.shop.url);
    await expect.poll(() => question(second).textContent()).toBe("Where will it live?");
    await choose(second, "At home");
    await expect.poll(() => question(first).textContent()).toBe("Which of these feels right?");
    await choose(first, "Calm and plain");
    await expect.poll(() => question(second).textContent()).toBe("Anything we should know?");
    await pressNext(second);
    await second.getByLabel("No, thanks").waitFor();
    await choose(second, "No, thanks");
    await first.getByRole("heading", { name: "For you", exact: true }).waitFor();
    expect(responseIds()).toHaveLength(1);
    expect(scene.shop.posts.filter(({ body }) => body.finished)).toHaveLength(1);
    expect(scene.shop.kept.size).toBe(5);
  });
});
