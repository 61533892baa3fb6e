import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { QuizContent } from "../../app/contract/quiz.ts";
import { openDatabase } from "../../app/platform/db.server.ts";
import type { Database, Tx } from "../../app/platform/db.server.ts";
import type { PollReply } from "../../app/contract/response.ts";
import type { ShopId } from "../../app/contract/shop.ts";
import { addVersion, createQuiz, unpublishQuiz } from "../../app/quiz/quiz.store.server.ts";
import { prepareHome, startApp } from "../real-app/real-app.ts";
import type { AppHome, RealApp } from "../real-app/real-app.ts";
import { signedPath } from "../real-app/shopper.ts";

// Polls through the real doors: what a vote counts, for whom, when, and what is told.

let home: AppHome;
let app: RealApp;
let db: Database;
let folder: string;

async function addPoll(tx: Tx, shop: ShopId, handle: string, poll: object, isPublished = true) {
  const content = QuizContent.parse({
    title: "Which style?",
    questions: [
      {
        type: "single",
        id: "style",
        text: "Which style?",
        options: [
          { id: "retro", text: "Retro" },
          { id: "calm", text: "Calm" },
        ],
      },
    ],
    result: { title: "Thank you", products: 0 },
    poll,
  });
  const id = await createQuiz(tx, shop, { handle, kind: "poll", draft: content }, new Date());
  if (isPublished) await addVersion(tx, shop, { id }, { id: `${handle}-1`, content }, new Date());
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "candor-polls-"));
  home = await prepareHome(folder, 23_461, async (tx, shop) => {
    await addPoll(tx, shop, "crowd", {});
    await addPoll(tx, shop, "fickle", { changeable: true });
    await addPoll(tx, shop, "firm", {});
    await addPoll(tx, shop, "flood", {});
    await addPoll(tx, shop, "carrier", {});
    await addPoll(tx, shop, "later", { opens: "2099-01-01T00:00:00Z" });
    await addPoll(tx, shop, "over", { closes: "2020-01-01T00:00:00Z" });
    await addPoll(tx, shop, "draft", {}, false);
    await addPoll(tx, shop, "edited", {});
    await addPoll(tx, shop, "governed", {});
  });
  app = await startApp(home);
  db = await openDatabase(home.file);
}, 60_000);

afterAll(async () => {
  await db.close();
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Vote {
  customer?: string;
  from?: string;
  responseId?: string;
  token?: string;
  versionId?: string;
}

async function vote(handle: string, option: string, { customer, from, ...more }: Vote = {}) {
  const body = {
    responseId: randomUUID(),
    versionId: `${handle}-1`,
    answers: [{ answerId: randomUUID(), questionId: "style", value: [option] }],
    finished: true,
    ...more,
  };
  const response = await fetch(home.url + signedPath(home.clientSecret, new Date(), customer), {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(from && { "X-Forwarded-For": from }) },
    body: JSON.stringify(body),
  });
  const reply = (await response.json()) as { poll?: PollReply; error?: string; message?: string; token?: string };
  return { status: response.status, reply };
}

async function results(handle: string, customer = "") {
  const response = await fetch(home.url + signedPath(home.clientSecret, new Date(), customer, `polls/${handle}`));
  return { status: response.status, caching: response.headers.get("cache-control"), body: await response.json() };
}

const countOf = async (handle: string): Promise<Record<string, number>> => {
  const quiz = await db.read.quiz.findFirstOrThrow({ where: { handle } });
  const rows = await db.read.pollTally.findMany({ where: { quizId: quiz.id }, orderBy: { option: "asc" } });
  return Object.fromEntries(rows.filter((row) => row.votes !== 0).map((row) => [row.option || "votes", row.votes]));
};
const counted = (handle: string, tally: Record<string, number>) =>
  vi.waitFor(async () => expect(await countOf(handle)).toEqual(tally), { timeout: 50_000, interval: 100 });
const recorded = (responses: number, handle: string) =>
  vi.waitFor(
    async () => {
      const quiz = await db.read.quiz.findFirstOrThrow({ where: { handle } });
      expect(await db.read.quizResponse.count({ where: { quizId: quiz.id } })).toBe(responses);
    },
    { timeout: 50_000, interval: 100 },
  );

test("A27: 200 parallel votes by one logged-in customer are one vote", async () => {
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, at) => vote("crowd", at % 2 ? "retro" : "calm", { customer: "42" })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  // Everyone is told the same vote, the one that stands.
  const told = new Set(answers.map(({ reply }) => JSON.stringify(reply.poll?.mine)));
  expect(told.size).toBe(1);
  await recorded(200, "crowd");
  const [mine] = JSON.parse([...told][0] ?? "[]") as string[];
  await counted("crowd", { votes: 1, [mine ?? ""]: 1 });
  expect((await results("crowd", "42")).body).toMatchObject({ votes: 1, mine: [mine] });
});

/** Votes by as many browsers, each with an address that it made up before the true one. */
const votesFrom = (handle: string, many: number, network: string) =>
  Promise.all(
    Array.from({ length: many }, (_, at) => vote(handle, "retro", { from: `6.6.6.${at}, ${network}, 10.0.0.1` })),
  );
const flagged = async (handle: string) => {
  const quiz = await db.read.quiz.findFirstOrThrow({ where: { handle } });
  return db.read.quizResponse.count({ where: { quizId: quiz.id, flag: "crowd" } });
};

test("A27: GIVEN many phones behind one address of their carrier THEN each vote counts, and from the 21st in an hour on they are flagged", async () => {
  const answers = await votesFrom("carrier", 50, "7.7.7.7");
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  await recorded(50, "carrier");
  await counted("carrier", { votes: 50, retro: 50 });
  expect(await flagged("carrier")).toBe(30);
  // Other networks, and customers, are nobody's crowd.
  await vote("carrier", "calm", { from: "7.7.7.8, 10.0.0.1" });
  await vote("carrier", "calm", { customer: "9", from: "7.7.7.7, 10.0.0.1" });
  await recorded(52, "carrier");
  expect(await flagged("carrier")).toBe(30);
});

test("A27, A26: anonymous votes count one each, are marked as such, and are limited per network whatever a browser makes up", async () => {
  const statuses = (await votesFrom("flood", 310, "9.9.9.9")).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(300);
  expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  const late = await vote("flood", "retro", { from: "9.9.9.9, 10.0.0.1" });
  expect(late).toMatchObject({ status: 429, reply: { error: "too_many_votes" } });
  expect((await vote("flood", "calm", { from: "9.9.9.8, 10.0.0.1" })).status).toBe(200);
  expect((await vote("flood", "calm", { customer: "7", from: "9.9.9.9, 10.0.0.1" })).status).toBe(200);
  // Another poll is another matter.
  expect((await vote("carrier", "calm", { from: "9.9.9.9, 10.0.0.1" })).status).toBe(200);
  await counted("flood", { votes: 302, retro: 300, calm: 2 });
  const quiz = await db.read.quiz.findFirstOrThrow({ where: { handle: "flood" } });
  const people = await db.read.pollTally.findFirstOrThrow({ where: { quizId: quiz.id, option: "" } });
  expect(people).toMatchObject({ votes: 302, anonymous: 301 });
  expect(JSON.stringify(await db.read.pollVote.findMany({ where: { quizId: quiz.id } }))).not.toMatch(/9\.9\.9/);
});

test("A27: GIVEN a household with more IPv6 addresses than votes THEN it is one network", async () => {
  const from = (at: number) => `2001:db8:1:2:3:4:5:${at.toString(16)}, 10.0.0.1`;
  const before = await flagged("carrier");
  await Promise.all(Array.from({ length: 25 }, (_, at) => vote("carrier", "retro", { from: from(at) })));
  await expect.poll(() => flagged("carrier"), { timeout: 50_000 }).toBe(before + 5);
});

test("GIVEN fewer votes than the privacy floor THEN only how many is told, and from the floor on each option", async () => {
  for (const customer of ["1", "2", "3", "4"]) {
    const { reply } = await vote("firm", "retro", { customer });
    expect(reply.poll?.options).toBeUndefined();
  }
  await counted("firm", { votes: 4, retro: 4 });
  // Their own vote counts in the reply, recorded or not.
  const { reply } = await vote("firm", "calm", { customer: "5" });
  const options = [
    { id: "retro", votes: 4 },
    { id: "calm", votes: 1 },
  ];
  expect(reply.poll).toEqual({ votes: 5, options, mine: ["calm"], state: "open" });
  await counted("firm", { votes: 5, retro: 4, calm: 1 });
  const second = await vote("firm", "retro", { customer: "5" });
  expect(second.reply.poll).toEqual({ votes: 5, options, mine: ["calm"], state: "open" });
  await recorded(6, "firm");
  await counted("firm", { votes: 5, retro: 4, calm: 1 });
});

test("GIVEN a poll where minds may be changed WHEN somebody votes again THEN the newest counts, once", async () => {
  await vote("fickle", "retro", { customer: "1" });
  await counted("fickle", { votes: 1, retro: 1 });
  const { reply } = await vote("fickle", "calm", { customer: "1" });
  expect(reply.poll).toMatchObject({ votes: 1, mine: ["calm"] });
  await counted("fickle", { votes: 1, calm: 1 });
});

test("A27: GIVEN somebody who voted before logging in WHEN the same response votes as theirs THEN it is one vote", async () => {
  const responseId = randomUUID();
  const { reply } = await vote("fickle", "retro", { responseId, from: "8.8.8.8, 10.0.0.1" });
  await counted("fickle", { votes: 2, calm: 1, retro: 1 });
  await vote("fickle", "calm", { responseId, token: reply.token ?? "", customer: "1" });
  await counted("fickle", { votes: 1, calm: 1 });
});

test("before it opens and after it closes a vote is refused in words, and results are still told", async () => {
  expect(await vote("later", "retro")).toMatchObject({ status: 422, reply: { error: "poll_early" } });
  expect(await vote("over", "retro")).toMatchObject({ status: 422, reply: { error: "poll_closed" } });
  expect(await results("later")).toMatchObject({ status: 200, body: { votes: 0, state: "early" } });
  expect(await results("over")).toMatchObject({ status: 200, body: { votes: 0, state: "closed" } });
});

test("results: bare ones are kept for seconds, somebody's own are not; drafts and strangers are unknown, unsigned is refused", async () => {
  expect((await results("firm")).caching).toBe("public, max-age=5");
  expect((await results("firm", "5")).caching).toBe("no-store");
  for (const handle of ["draft", "gift-finder", "nothing", "__proto__", "constructor"])
    expect((await results(handle)).status).toBe(404);
  expect((await fetch(`${home.url}/proxy/polls/firm`)).status).toBe(400);
  const posted = await fetch(home.url + signedPath(home.clientSecret, new Date(), "", "polls/firm"), {
    method: "POST",
  });
  expect(posted.status).toBe(405);
});

test("F32: GIVEN a poll that is edited, then taken down, while pages are open THEN each vote is kept with the version that was seen", async () => {
  const quiz = await db.read.quiz.findFirstOrThrow({ where: { handle: "edited" } });
  await vote("edited", "retro");
  await counted("edited", { retro: 1, votes: 1 });
  const seen = await db.read.quizVersion.findFirstOrThrow({ where: { id: "edited-1" } });
  const content = QuizContent.parse(JSON.parse(seen.content));
  const [style] = content.questions;
  if (style === undefined || !("options" in style)) throw new Error("the poll asks for a style");
  const changed = {
    ...style,
    options: [
      { id: "calm", text: "Calm" },
      { id: "bright", text: "Bright" },
    ],
  };
  const shop = quiz.shopId as ShopId;
  await db.transaction(async (tx) => {
    const next = { id: "edited-2", content: { ...content, questions: [changed] } };
    await addVersion(tx, shop, { id: quiz.id }, next, new Date());
  });
  // A page that was opened before still offers what is gone; one of the new version cannot.
  expect((await vote("edited", "retro")).status).toBe(200);
  await counted("edited", { retro: 2, votes: 2 });
  const strange = await vote("edited", "retro", { versionId: "edited-2" });
  expect([strange.status, strange.reply.error]).toEqual([422, "invalid_answer"]);
  expect((await vote("edited", "bright", { versionId: "edited-2" })).status).toBe(200);
  await counted("edited", { bright: 1, retro: 2, votes: 3 });
  await db.transaction((tx) => unpublishQuiz(tx, shop, quiz.id, new Date()));
  const late = await vote("edited", "calm");
  expect(late.status).toBe(200);
  await counted("edited", { bright: 1, calm: 1, retro: 2, votes: 4 });
  const kept = await db.read.quizResponse.findMany({ where: { quizId: quiz.id }, select: { versionId: true } });
  expect(kept.map(({ versionId }) => versionId).sort()).toEqual(["edited-1", "edited-1", "edited-1", "edited-2"]);
});

test("F32: GIVEN a page that was opened before its poll was edited WHEN it votes THEN what is published now says whether votes may change, and whether any are taken", async () => {
  const quiz = await db.read.quiz.findFirstOrThrow({ where: { handle: "governed" } });
  const seen = await db.read.quizVersion.findFirstOrThrow({ where: { id: "governed-1" } });
  const content = QuizContent.parse(JSON.parse(seen.content));
  const publish = (number: number, poll: NonNullable<QuizContent["poll"]>) =>
    db.transaction((tx) => {
      const next = { id: `governed-${number}`, content: { ...content, poll } };
      return addVersion(tx, quiz.shopId as ShopId, { id: quiz.id }, next, new Date());
    });
  await vote("governed", "retro", { customer: "31" });
  await counted("governed", { retro: 1, votes: 1 });
  await publish(2, { changeable: true });
  // A door that still remembers the first version tells the first vote; the vote itself is recorded by what is published.
  await vote("governed", "calm", { customer: "31" });
  await counted("governed", { calm: 1, votes: 1 });
  await publish(3, { changeable: true, closes: "2020-01-01T00:00:00Z" });
  // The door looks at what is published every few seconds.
  await expect
    .poll(async () => (await vote("governed", "retro", { customer: "32" })).reply.error, { timeout: 50_000 })
    .toBe("poll_closed");
  // Whoever has voted may look, and changes nothing any more.
  const responseId = randomUUID();
  expect((await vote("governed", "retro", { customer: "31", responseId })).reply.poll?.mine).toEqual(["calm"]);
  await vi.waitFor(async () => expect(await db.read.quizResponse.count({ where: { id: responseId } })).toBe(1), {
    timeout: 50_000,
    interval: 100,
  });
  expect(await countOf("governed")).toEqual({ calm: 1, votes: 1 });
});
