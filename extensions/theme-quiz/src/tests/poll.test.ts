import type { Page } from "playwright-core";
import { beforeEach, describe, expect, test } from "vitest";
import type { StorefrontQuiz } from "../../../../app/contract/quiz.ts";
import type { PollReply, SubmittedResponse } from "../../../../app/contract/response.ts";
import { barriersIn } from "./axe.ts";
import { openPage, pressNext, unblockAndTryAgain } from "./browser.ts";
import { setScene } from "./scene.ts";
import { renderPage } from "./storefront.ts";

const style: StorefrontQuiz = {
  versionId: "p1",
  handle: "poll",
  kind: "poll",
  language: "en",
  title: "Which jumper next?",
  intro: "",
  questions: [
    {
      id: "colour",
      type: "single",
      text: "Which colour shall we knit?",
      required: true,
      branches: [],
      options: [
        { id: "moss", text: "Moss" },
        { id: "rust", text: "Rust" },
        { id: "ink", text: "Ink" },
      ],
    },
  ],
  result: { title: "Thank you for voting", text: "We knit what wins.", products: 0 },
};

const scene = setScene({ reducedMotion: "reduce" });
/** The votes of others, and each voter's own by response. */
let others: Record<string, number>;
let own: Map<string, string>;

function reply(mine?: string): PollReply {
  const tally = { ...others };
  for (const option of own.values()) tally[option] = (tally[option] ?? 0) + 1;
  const votes = Object.values(tally).reduce((sum, one) => sum + one, 0);
  const options = style.questions.flatMap((one) => ("options" in one ? one.options : []));
  return {
    votes,
    ...(votes >= 5 && { options: options.map(({ id }) => ({ id, votes: tally[id] ?? 0 })) }),
    ...(mine && { mine: [mine] }),
    state: "open",
  };
}

beforeEach(() => {
  others = { moss: 6, rust: 3 };
  own = new Map();
  scene.shop.page = { quiz: style, block: "poll" };
  scene.shop.adds = ({ responseId, answers }: SubmittedResponse) => {
    const [option] = answers.flatMap(({ value }) => (Array.isArray(value) ? value : []));
    if (option) own.set(responseId, option);
    return { poll: reply(own.get(responseId)), result: { ...style.result, products: [] } };
  };
  scene.shop.says["GET polls/poll"] = () => reply();
});

async function cast(page: Page, option: string): Promise<void> {
  await page.getByLabel(option, { exact: true }).check();
  await pressNext(page);
}

async function vote(page: Page, option: string): Promise<void> {
  await cast(page, option);
  await page.getByRole("heading", { name: "Thank you for voting" }).waitFor();
}
const row = (page: Page, option: string) => page.getByRole("listitem").filter({ hasText: option }).innerText();
const asks = () => scene.shop.loaded.filter((one) => one.includes("/polls/")).length;

describe("a vote", () => {
  test("GIVEN a vote THEN counts, shares and one's own; nothing of it was asked before", async () => {
    const page = await openPage(scene.context, scene.shop.url);
    expect(scene.shop.loaded.filter((one) => one.includes("poll"))).toEqual([]);
    await page.getByRole("button", { name: "Vote", exact: true }).waitFor();
    await vote(page, "Ink");
    await page.getByText("We knit what wins.").waitFor();
    expect(await row(page, "Moss")).toMatch(/60%.*6 votes/);
    expect(await row(page, "Ink")).toMatch(/Your vote[^]*10%.*1 vote$/);
    await page.getByText("10 votes").waitFor();
    expect(await page.getByRole("button").count()).toBe(0);
    expect(page.faults).toEqual([]);
  });

  test("GIVEN few votes THEN only how many, not for what", async () => {
    others = { moss: 2 };
    const page = await openPage(scene.context, scene.shop.url);
    await vote(page, "Rust");
    await page.getByText("3 so far.").waitFor();
    expect(await page.getByRole("listitem").count()).toBe(0);
  });

  test("GIVEN the results are in view WHEN others vote THEN they follow, and no voice says so", async () => {
    const page = await openPage(scene.context, scene.shop.url);
    await vote(page, "Ink");
    await page.getByText("10 votes").waitFor();
    others = { moss: 16, rust: 3 };
    await page.getByText("20 votes").waitFor({ timeout: 30_000 });
    expect(await row(page, "Ink")).toContain("Your vote");
    expect(await page.locator(".cp-results").evaluate((one) => one.closest("[aria-live], [role=status]"))).toBeNull();
  });

  test("GIVEN the merchant allows it THEN another choice replaces the first", async () => {
    scene.shop.page.quiz = { ...style, poll: { changeable: true } };
    const page = await openPage(scene.context, scene.shop.url);
    await vote(page, "Ink");
    await page.getByRole("button", { name: "Change my vote" }).click();
    await vote(page, "Moss");
    expect(await row(page, "Moss")).toMatch(/Your vote[^]*70%/);
    expect([...own.values()]).toEqual(["moss"]);
  });

  test("GIVEN a reload THEN the vote still stands", async () => {
    const page = await openPage(scene.context, scene.shop.url);
    await vote(page, "Ink");
    await page.getByText("10 votes").waitFor();
    await page.reload();
    await page.getByText("Your vote", { exact: true }).waitFor();
    expect(own.size).toBe(1);
  });

  test("F30: GIVEN two tabs WHEN one votes THEN the other shows the results, and there is one vote", async () => {
    const first = await openPage(scene.context, scene.shop.url);
    const second = await openPage(scene.context, scene.shop.url);
    await second.locator("candor-quiz").hover();
    await second.getByLabel("Moss").check();
    await vote(first, "Ink");
    await second.getByText("Your vote", { exact: true }).waitFor();
    expect(own.size).toBe(1);
    expect(await row(second, "Ink")).toContain("Your vote");
  });

  test("GIVEN the network went before the vote THEN nobody is thanked or kept waiting for what is not loaded, and the vote goes out later", async () => {
    const page = await openPage(scene.context, scene.shop.url);
    await page.getByRole("button", { name: "Vote", exact: true }).waitFor();
    await scene.context.setOffline(true);
    await cast(page, "Ink");
    await page.getByRole("heading", { name: /^We can’t reach the shop right now/ }).waitFor();
    expect(await page.getByText("Thank you").or(page.getByText("Finding what fits")).count()).toBe(0);
    await scene.context.setOffline(false);
    await page.getByText("Your vote", { exact: true }).waitFor();
    expect([...own.values()]).toEqual(["ink"]);
  });

  test("GIVEN the app is blocked THEN a kind sentence, and the vote goes out later", async () => {
    await scene.context.route("**/apps/candor/**", (route) => route.abort());
    const page = await openPage(scene.context, scene.shop.url);
    await cast(page, "Ink");
    await page.getByText("We can’t reach the shop right now").waitFor();
    // Nobody is thanked for what does not count yet.
    await page.getByRole("heading", { name: style.questions[0]!.text, exact: true }).waitFor();
    await unblockAndTryAgain(page);
    await page.getByText("Your vote", { exact: true }).waitFor();
    await page.getByRole("heading", { name: style.result.title, exact: true }).waitFor();
    expect([...own.values()]).toEqual(["ink"]);
  });
});

describe("A27: GIVEN very many votes from one network", () => {
  test("THEN the shopper reads what is the case and what helps, and the vote counts once there is room", async () => {
    scene.shop.fault = () => 429;
    const page = await openPage(scene.context, scene.shop.url);
    await cast(page, "Ink");
    const words = page.getByRole("status").filter({ hasText: "Many votes are coming from your network right now." });
    await words.getByText("Log in, and it counts at once.").waitFor();
    const door = page.getByRole("link", { name: "Log in" });
    expect(await door.getAttribute("href")).toBe("/account/login?return_url=%2F");
    expect(await page.getByText("can’t reach the shop").count()).toBe(0);
    scene.shop.fault = () => undefined;
    // It tries by itself too.
    await page.getByText("Your vote", { exact: true }).waitFor();
    expect([...own.values()]).toEqual(["ink"]);
    expect(page.faults).toEqual([]);
  });

  test("WHEN they log in THEN the vote that waited counts", async () => {
    scene.shop.fault = () => 429;
    const page = await openPage(scene.context, scene.shop.url);
    await cast(page, "Ink");
    await page.getByRole("link", { name: "Log in" }).waitFor();
    scene.shop.fault = () => undefined;
    scene.shop.page.customer = "7";
    await page.reload();
    await page.getByText("Your vote", { exact: true }).waitFor();
    expect([...own.values()]).toEqual(["ink"]);
  });

  test("WHEN their language is another THEN the words are too", async () => {
    scene.shop.fault = () => 429;
    scene.shop.page = { ...scene.shop.page, locale: "ar" };
    const page = await openPage(scene.context, scene.shop.url);
    await cast(page, "Ink");
    await page.getByRole("status").getByText("تصل الآن أصوات كثيرة من شبكتك").waitFor();
    await page.getByRole("link", { name: "تسجيل الدخول" }).waitFor();
  });
});

describe("when no votes are taken", () => {
  test("GIVEN a closed poll THEN how it ended, when somebody wants to see it", async () => {
    scene.shop.page.quiz = { ...style, poll: { changeable: false, closes: "2020-01-01T00:00:00Z" } };
    scene.shop.says["GET polls/poll"] = () => ({ ...reply(), state: "closed" });
    const page = await openPage(scene.context, scene.shop.url);
    await page.getByText("Voting has closed.").waitFor();
    expect(asks()).toBe(0);
    await page.getByRole("button", { name: "See the results" }).click();
    await page.getByRole("listitem").first().waitFor();
    expect(await row(page, "Moss")).toMatch(/67%.*6 votes/);
    expect(page.faults).toEqual([]);
  });

  test("GIVEN it opens later THEN the day as the shopper's language writes it, and nothing is loaded", async () => {
    const quiz = { ...style, poll: { changeable: false, opens: "2999-05-04T10:00:00Z" } };
    scene.shop.page = { quiz, block: "poll", locale: "de" };
    const html = await renderPage(scene.shop.page);
    expect(html).toContain(">2999-05-04</time>");
    expect(html).not.toMatch(/<candor-quiz|poll-over\.js/);
    const page = await openPage(scene.context, scene.shop.url);
    await page.getByText("4. Mai 2999").waitFor();
    expect(page.faults).toEqual([]);
  });

  test("GIVEN it closed while the page was open THEN it says so and nothing else, with the way to the results", async () => {
    scene.shop.fault = () => 422;
    const page = await openPage(scene.context, scene.shop.url);
    await cast(page, "Ink");
    await page.getByRole("status").getByText("your vote was not counted").waitFor();
    expect(await page.getByText("start again").count()).toBe(0);
    await page.getByRole("heading", { name: style.questions[0]!.text, exact: true }).waitFor();
    await page.getByRole("button", { name: "See the results" }).click();
    await page.getByRole("listitem").first().waitFor();
  });
});

for (const [theme, width, language] of [
  ["light", 320, "en"],
  ["dark", 1280, "ar"],
] as const) {
  test(`axe finds nothing, nothing sticks out, by keyboard alone: ${theme}, ${width} px, ${language}`, async () => {
    scene.shop.page = { ...scene.shop.page, quiz: { ...style, language }, theme, locale: language };
    const page = await openPage(scene.context, scene.shop.url);
    await page.setViewportSize({ width, height: 844 });
    await page.getByLabel("Moss").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("listitem").first().waitFor();
    const violations = await barriersIn(page, "candor-quiz");
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
}
