import { describe, expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Database } from "../platform/db.server.ts";
import { keyFrom } from "../platform/secret.server.ts";
import { createQuiz } from "../quiz/quiz.store.server.ts";
import { giftFinder } from "../quiz/templates/gift-finder.ts";
import { findShop, saveInstall } from "../shop/shop.store.server.ts";
import { loadResults } from "./load-results.server.ts";
import { tryQuiz } from "./try-quiz.server.ts";

const now = new Date("2026-03-01T10:00:00Z");
const masterKey = keyFrom(Buffer.alloc(32, 3));
const gifts = giftFinder.content({ currency: "GBP", priceThirds: [5, 15] });
const uuid = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, "0")}`;

async function givenTry(db: Database) {
  const domain = "try.myshopify.com";
  await db.transaction((tx) => saveInstall(tx, domain, "", masterKey, now));
  const shop = await findShop(db.read, domain);
  if (!shop) throw new Error("no shop");
  const id = await db.transaction((tx) =>
    createQuiz(tx, shop.id, { handle: "gift-finder", kind: "quiz", draft: gifts }, now),
  );
  await db.transaction(async (tx) => {
    await tx.product.create({
      data: { shopId: shop.id, id: "1", handle: "cushion", title: "Vintage Cushion", updatedAt: now },
    });
    await tx.variant.create({
      data: { shopId: shop.id, id: "11", productId: "1", priceMicros: 9_000_000n, available: true },
    });
  });
  return { shop, id, deps: { db, counting: db.read, clock: () => now, masterKey } };
}

const walk = (more: object = {}) => ({
  responseId: uuid(1),
  versionId: "draft-1",
  finished: true,
  answers: [
    { answerId: uuid(2), questionId: "recipient", value: ["her"] },
    { answerId: uuid(3), questionId: "room", value: ["home"] },
    { answerId: uuid(4), questionId: "taste", value: ["vintage"] },
    { answerId: uuid(5), questionId: "budget", value: ["any"] },
    { answerId: uuid(6), questionId: "remember", value: true },
  ],
  ...more,
});

async function tables(db: Database, shop: ShopId, quizId: number) {
  const profiles = await db.read.profile.findMany({
    where: { shopId: shop },
    select: { kind: true, customerId: true },
  });
  const responses = await db.read.quizResponse.findMany({ where: { shopId: shop, quizId }, select: { test: true } });
  return { profiles, responses };
}

describe("trying a quiz", () => {
  test("shows products with reasons, marks everything as a test and stays out of the figures", async () => {
    const db = await givenDatabase();
    const { shop, id, deps } = await givenTry(db);

    const reply = await tryQuiz(deps, shop, id, walk({ visitorId: uuid(9) }));

    expect(reply.result?.products[0]).toMatchObject({ title: "Vintage Cushion", currency: "USD" });
    expect(reply.result?.products[0]?.reasons.length).toBeGreaterThan(0);
    expect(await tables(db, shop.id, id)).toEqual({
      profiles: [{ kind: "test", customerId: null }],
      responses: [{ test: true }],
    });
    expect(await db.read.visitor.count()).toBe(0);
    const filter = { from: new Date(0), to: undefined, kind: "shoppers" } as const;
    const { totals, apart } = await loadResults(db.read, shop, id, filter, now, deps.masterKey);
    expect(totals).toMatchObject({ started: 0, finished: 0 });
    expect(apart).toEqual({ tests: 1, flagged: 0 });
  });

  test.each<[string, object, number]>([
    [
      "an answer that the question does not have",
      { answers: [{ answerId: uuid(2), questionId: "recipient", value: ["dog"] }] },
      422,
    ],
    [
      "a question that the quiz does not have",
      { answers: [{ answerId: uuid(2), questionId: "name", value: "x" }] },
      422,
    ],
    ["another version", { versionId: "draft-7" }, 410],
    ["a field too many", { customerId: "1" }, 422],
  ])("refuses %s and keeps nothing", async (_, more, status) => {
    const db = await givenDatabase();
    const { shop, id, deps } = await givenTry(db);

    await expect(tryQuiz(deps, shop, id, walk(more))).rejects.toMatchObject({ status });
    expect(await tables(db, shop.id, id)).toEqual({ profiles: [], responses: [] });
  });

  test("never writes into a shopper's response, nor into another shop's quiz", async () => {
    const db = await givenDatabase();
    const { shop, id, deps } = await givenTry(db);
    const data = { shopId: shop.id, id: uuid(1), quizId: id, versionId: "v", startedAt: now, updatedAt: now };
    await db.transaction((tx) => tx.quizResponse.create({ data }));
    await expect(tryQuiz(deps, shop, id, walk())).rejects.toMatchObject({ status: 409 });
    const other = await givenShop(db);
    await expect(tryQuiz(deps, { ...shop, id: other }, id, walk())).rejects.toMatchObject({ status: 404 });
  });
});
