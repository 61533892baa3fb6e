import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { QuizContent } from "../contract/quiz.ts";
import type { QuizKind } from "../contract/quiz.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Database } from "../platform/db.server.ts";
import { mintKey } from "../platform/secret.server.ts";
import { ensureCheckoutSurvey } from "../quiz/ensure-checkout-survey.server.ts";
import { addVersion, createQuiz } from "../quiz/quiz.store.server.ts";
import { recordResponse } from "../response/record-response.server.ts";
import { loadEditor } from "./load-editor.server.ts";
import { loadHome } from "./load-home.server.ts";

const now = new Date("2026-03-01T10:00:00Z");
const options = [
  { id: "red", text: "Red" },
  { id: "blue", text: "Blue" },
];
const content = QuizContent.parse({
  title: "Colours",
  questions: [{ type: "single", id: "colour", text: "Which?", options }],
  result: { title: "Thanks", products: 0 },
});

const home = (db: Database, shop: ShopId) =>
  loadHome(
    db.read,
    { id: shop, name: "", domain: "home.myshopify.com", scopes: "", parkedReason: null },
    "",
    now,
    (_, find) => find(),
  );

async function givenPublished(db: Database, shop: ShopId, handle: string, kind: QuizKind): Promise<number> {
  return db.transaction(async (tx) => {
    const id = await createQuiz(tx, shop, { handle, kind, draft: content }, now);
    await addVersion(tx, shop, { id }, { id: handle, content }, now);
    await tx.quiz.update({ where: { id }, data: { publishedVersionId: handle } });
    return id;
  });
}

async function answer(db: Database, shop: ShopId, quizId: number, more: { trap?: string; test?: boolean } = {}) {
  const submitted = {
    responseId: randomUUID(),
    versionId: "colours",
    answers: [{ answerId: randomUUID(), questionId: "colour", value: ["red"] }],
    finished: true,
    ...(more.trap && { trap: more.trap }),
  };
  const quiz = { versionId: "colours", quizId, handle: "colours", kind: "survey" as const, content };
  const arrived = {
    submitted,
    quiz,
    customerId: undefined,
    source: "storefront" as const,
    test: more.test ?? false,
    at: now,
  };
  await db.transaction((tx) => recordResponse(tx, shop, arrived, mintKey()));
}

test("GIVEN walks that were flagged or were tests WHEN the merchant opens Candor THEN no figure counts them, and the quiz still has to be shown", async () => {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  const quizId = await givenPublished(db, shop, "colours", "survey");
  const editor = () =>
    loadEditor(db.read, { id: shop, catalogRevision: 0, currency: "EUR", askQuestions: 10 }, quizId, now);
  await answer(db, shop, quizId, { trap: "filled by a machine" });
  await answer(db, shop, quizId, { test: true });
  expect((await home(db, shop)).figures).toMatchObject({ started: 0, finished: 0 });
  expect((await editor()).answered).toBe(false);
  await answer(db, shop, quizId);
  expect((await home(db, shop)).figures).toMatchObject({ started: 1, finished: 1 });
  expect((await editor()).answered).toBe(true);
});

test("GIVEN the thank-you page's own survey WHEN that is all there is THEN publishing is still to do; a survey or a poll of the merchant's does it", async () => {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  await db.transaction((tx) => ensureCheckoutSurvey(tx, shop, now));
  expect(await home(db, shop)).toMatchObject({ publishedQuiz: undefined, anyQuiz: undefined });
  await givenPublished(db, shop, "style-poll", "poll");
  expect((await home(db, shop)).publishedQuiz).toMatchObject({ handle: "style-poll" });
  await givenPublished(db, shop, "gift-finder", "quiz");
  expect((await home(db, shop)).publishedQuiz).toMatchObject({ handle: "gift-finder" });
});
