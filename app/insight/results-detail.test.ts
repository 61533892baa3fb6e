import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { QuizContent } from "../contract/quiz.ts";
import type { PublishedQuiz } from "../contract/quiz.ts";
import type { AnswerValue, SubmittedResponse } from "../contract/response.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Database } from "../platform/db.server.ts";
import { mintKey } from "../platform/secret.server.ts";
import { addVersion, createQuiz } from "../quiz/quiz.store.server.ts";
import { recordResponse } from "../response/record-response.server.ts";
import type { Device } from "../response/device.ts";
import type { ResultsFilter } from "./filter.ts";
import { listResponses } from "./list-responses.server.ts";
import { loadResults } from "./load-results.server.ts";
import { searchWords } from "./search-words.server.ts";

const start = Date.parse("2026-03-01T10:00:00Z");
const everything: ResultsFilter = { from: new Date(0), to: undefined, kind: "shoppers" };
const key = mintKey();

const content = QuizContent.parse({
  title: "All kinds",
  questions: [
    {
      type: "swatch",
      id: "colour",
      text: "Which colour?",
      options: [
        { id: "red", text: "Red", colour: "#aa0000", points: { warm: 1 } },
        { id: "blue", text: "Blue", colour: "#0000aa" },
      ],
    },
    {
      type: "ranking",
      id: "matters",
      text: "What matters?",
      options: [
        { id: "price", text: "Price" },
        { id: "taste", text: "Taste" },
      ],
    },
    { type: "nps", id: "score", text: "Recommend?" },
    { type: "slider", id: "minutes", text: "Minutes?", min: 0, max: 60, step: 5, unit: "min" },
    { type: "date", id: "birthday", text: "Birthday?", birthday: true },
    { type: "text", id: "wish", text: "Wish?" },
    { type: "email", id: "email", text: "E-mail?" },
  ],
  result: { title: "Thanks", products: 0 },
  outcomes: [{ id: "warm", title: "Warm" }],
  goal: { text: "Learn", responses: 2, completion: 90 },
});

async function givenQuiz(db: Database) {
  const shop = await givenShop(db);
  const quizId = await db.transaction(async (tx) => {
    const id = await createQuiz(tx, shop, { handle: "kinds", kind: "quiz", draft: content }, new Date(0));
    await addVersion(tx, shop, { id }, { id: "v1", content }, new Date(0));
    await tx.quiz.update({ where: { id }, data: { publishedVersionId: "v1" } });
    return id;
  });
  const quiz: PublishedQuiz = { versionId: "v1", quizId, handle: "kinds", kind: "quiz", content };
  return { shop, quiz };
}

interface Walk {
  answers: Record<string, AnswerValue>;
  finished?: boolean;
  device?: Device;
  source?: SubmittedResponse["source"];
  placement?: SubmittedResponse["placement"];
  language?: string;
  test?: boolean;
  /** Seconds between two answers. */
  pace?: number;
}

let walks = 0;
/** Answers arrive one by one, as the widget sends them. */
async function walk(db: Database, shop: ShopId, quiz: PublishedQuiz, given: Walk): Promise<string> {
  const responseId = randomUUID();
  walks += 1;
  const entries = Object.entries(given.answers);
  for (const [index, [questionId, value]] of entries.entries()) {
    const submitted = {
      responseId,
      versionId: "v1",
      answers: [{ answerId: randomUUID(), questionId, value }],
      finished: given.finished === true && index === entries.length - 1,
      source: given.source,
      ...(given.placement && { placement: given.placement }),
      ...(given.language && { language: given.language }),
    };
    const at = new Date(start + walks * 60_000 + index * (given.pace ?? 4) * 1000);
    const arrived = {
      submitted,
      quiz,
      customerId: undefined,
      source: "storefront",
      test: given.test ?? false,
      at,
    } as const;
    await db.transaction((tx) => recordResponse(tx, shop, { ...arrived, device: given.device }, key));
  }
  return responseId;
}

const whole = (more: Record<string, AnswerValue> = {}): Record<string, AnswerValue> => ({
  colour: ["red"],
  matters: ["taste", "price"],
  score: 10,
  minutes: 30,
  birthday: "--12-24",
  wish: "More tea",
  email: "ada@example.com",
  ...more,
});

const load = (db: Database, shop: ShopId, quizId: number, filter = everything, privacyFloor = 1) =>
  loadResults(
    db.read,
    { id: shop, currency: "EUR", timezone: "UTC", privacyFloor },
    quizId,
    filter,
    new Date(start + 86_400_000),
    key,
  );

describe("results of each kind of question", () => {
  test("colours, mean places, the promoter score, numbers, months, time, personas and targets", async () => {
    const db = await givenDatabase();
    const { shop, quiz } = await givenQuiz(db);
    await walk(db, shop, quiz, { answers: whole(), finished: true });
    await walk(db, shop, quiz, {
      answers: whole({ matters: ["price", "taste"], score: 3, minutes: 50 }),
      finished: true,
      pace: 8,
    });
    await walk(db, shop, quiz, { answers: { colour: ["blue"], matters: ["taste", "price"] } });
    await walk(db, shop, quiz, { answers: whole({ score: 0 }), finished: true, test: true });

    const view = await load(db, shop, quiz.quizId);
    const figure = (id: string) => view.questions.find((question) => question.id === id)?.figure;

    expect(figure("colour")).toMatchObject({
      options: [
        { id: "red", count: 2, colour: "#aa0000" },
        { id: "blue", count: 1 },
      ],
    });
    const matters = figure("matters");
    const places =
      matters?.kind === "ranking" ? matters.options.map(({ id, place }) => [id, place?.mean.toFixed(2)]) : [];
    expect(places).toEqual([
      ["taste", "1.33"],
      ["price", "1.67"],
    ]);
    expect(figure("score")).toMatchObject({ nps: { n: 2, score: 0, groups: { promoters: 1, detractors: 1 } } });
    expect(figure("minutes")).toMatchObject({ unit: "min", spread: { n: 2, mean: 40, median: 40 } });
    const birthday = figure("birthday");
    expect(birthday?.kind === "months" && birthday.bins.at(-1)).toEqual({ label: "Dec", count: 2 });
    expect(figure("email")).toEqual({ kind: "contact" });
    expect(view.questions.find(({ id }) => id === "score")).toMatchObject({
      stopped: 1,
      reached: 3,
      time: { median: 6000, n: 2 },
    });
    expect(view.time).toEqual({ median: 36_000, n: 2 });
    expect(view.outcomes).toMatchObject([{ id: "warm", count: 2 }]);
    expect(view.goal?.targets.map(({ reality, reached }) => [reality, reached])).toEqual([
      ["2", true],
      [expect.stringMatching(/^66.7 % \(.*n = 3$/), false],
    ]);
    expect(view.days).toEqual([
      { label: "1 Mar", count: 3 },
      { label: "2 Mar", count: 0 },
    ]);
    expect((await load(db, shop, quiz.quizId, { ...everything, kind: "tests" })).totals.started).toBe(1);
  });

  test("by device, source and period; a choice of too few tells nothing, not even in the page’s data", async () => {
    const db = await givenDatabase();
    const { shop, quiz } = await givenQuiz(db);
    for (let at = 0; at < 6; at += 1) {
      await walk(db, shop, quiz, { answers: { colour: ["red"] }, device: "phone", source: { source: "instagram" } });
    }
    await walk(db, shop, quiz, { answers: { colour: ["blue"] }, device: "desktop" });
    const quizId = quiz.quizId;

    const view = await load(db, shop, quizId, everything, 5);
    expect(view.breakdowns.source.map(({ label, started }) => [label, started])).toEqual([
      // The one that would give the small one away is hidden with it.
      ["instagram", undefined],
      ["No share link", undefined],
    ]);
    expect((await load(db, shop, quizId, { ...everything, source: "instagram" }, 5)).totals.started).toBe(6);
    const few = await load(db, shop, quizId, { ...everything, device: "desktop" }, 5);
    expect(few).toMatchObject({ tooSmall: true, totals: { started: 0 }, questions: [], days: [] });
    const unsaid = await load(db, shop, quizId, { ...everything, source: "-" });
    expect(unsaid.totals.started).toBe(1);
    expect((await load(db, shop, quizId, { ...everything, to: new Date(start) })).totals.started).toBe(0);
  });
});

test("GIVEN fewer finished than the privacy floor WHEN result pages are counted THEN none is told, not even one that nobody got", async () => {
  const db = await givenDatabase();
  const { shop, quiz } = await givenQuiz(db);
  for (let at = 0; at < 4; at += 1) await walk(db, shop, quiz, { answers: whole(), finished: true });
  const told = async () =>
    (await load(db, shop, quiz.quizId, everything, 5)).outcomes.map(({ id, count }) => [id, count]);
  expect(await told()).toEqual([["warm", undefined]]);
  await walk(db, shop, quiz, { answers: whole(), finished: true });
  expect(await told()).toEqual([["warm", 5]]);
});

test("by placement and language: how many began, how many finished, and each alone", async () => {
  const db = await givenDatabase();
  const { shop, quiz: own } = await givenQuiz(db);
  const quiz = { ...own, content: { ...own.content, translations: { ja: { colour: "どの色ですか。" } } } };
  const popup = { placement: "popup", language: "ja" } as const;
  await walk(db, shop, quiz, { answers: whole(), finished: true, ...popup });
  await walk(db, shop, quiz, { answers: { colour: ["red"] }, ...popup });
  await walk(db, shop, quiz, { answers: { colour: ["blue"] }, placement: "block", language: "en" });
  const { breakdowns } = await load(db, shop, quiz.quizId);
  const told = (dimension: "placement" | "language") =>
    breakdowns[dimension].map(({ id, started, share }) => [id, started, share?.hits]);
  expect(told("placement")).toEqual([
    ["popup", 2, 1],
    ["block", 1, 0],
  ]);
  expect(told("language")).toEqual([
    ["ja", 2, 1],
    ["en", 1, 0],
  ]);
  const totals = async (filter: object) =>
    (await load(db, shop, quiz.quizId, { ...everything, ...filter })).totals.started;
  expect([await totals({ placement: "block" }), await totals({ language: "ja" })]).toEqual([1, 2]);
});

describe("own words", () => {
  test("are searched whatever the case, newest first, page by page, and belong to the shop alone", async () => {
    const db = await givenDatabase();
    const { shop, quiz } = await givenQuiz(db);
    const other = await givenShop(db);
    const quizId = quiz.quizId;
    for (let at = 0; at < 45; at += 1) {
      await walk(db, shop, quiz, {
        answers: { ...whole(), wish: at % 9 === 0 ? `Crème ＴＥＡ ${at}` : `Nothing ${at}` },
      });
    }
    const find = (search: string, after = "") =>
      searchWords(db.read, shop, quizId, { questionId: "wish", search, after, filter: everything }, key);

    expect((await find("tea")).words.map(({ text }) => text)).toEqual(
      [36, 27, 18, 9, 0].map((at) => `Crème ＴＥＡ ${at}`),
    );
    const seen: string[] = [];
    let after: string | undefined = "";
    while (after !== undefined) {
      const page: Awaited<ReturnType<typeof find>> = await find("", after);
      seen.push(...page.words.map(({ text }) => text));
      after = page.next;
    }
    expect(seen).toHaveLength(45);
    expect(new Set(seen).size).toBe(45);
    await expect(
      searchWords(db.read, other, quizId, { questionId: "wish", search: "", filter: everything }, key),
    ).rejects.toMatchObject({ status: 404 });
    await expect(
      searchWords(db.read, shop, quizId, { questionId: "email", search: "", filter: everything }, key),
    ).rejects.toMatchObject({ status: 404 });
  });
});

test("single responses say where they stopped; addresses stay closed", async () => {
  const db = await givenDatabase();
  const { shop, quiz } = await givenQuiz(db);
  await walk(db, shop, quiz, { answers: whole(), finished: true, device: "tablet" });
  await walk(db, shop, quiz, { answers: { colour: ["blue"] } });
  const list = (unfinished: boolean) =>
    listResponses(db.read, shop, quiz.quizId, { filter: everything, unfinished, after: null }, key);

  const [newest, first] = (await list(false)).responses;
  expect(newest).toMatchObject({ finished: false, stoppedAt: "What matters?", answers: [{ answer: "Blue" }] });
  expect(first).toMatchObject({ finished: true, outcome: "Warm", where: ["Section of a page", "English", "Tablet"] });
  expect(first?.answers.map(({ answer }) => answer)).toEqual([
    "Red",
    "Taste; Price",
    "10",
    "30",
    "24 Dec",
    "More tea",
    "••••",
  ]);
  expect((await list(true)).responses).toHaveLength(1);
});
