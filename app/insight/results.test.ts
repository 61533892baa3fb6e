import { describe, expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Database } from "../platform/db.server.ts";
import { keyFrom, seal } from "../platform/secret.server.ts";
import { giftFinder } from "../quiz/templates/gift-finder.ts";
import { addVersion, createQuiz } from "../quiz/quiz.store.server.ts";
import { exportResponses } from "./export-responses.server.ts";
import type { QuestionResult } from "./results.ts";
import { loadResults } from "./load-results.server.ts";

const DAY = 86_400_000;
const start = new Date("2026-03-01T10:00:00Z");
const later = (days: number) => new Date(start.getTime() + days * DAY);
const everything = { from: new Date(0), to: undefined, kind: "shoppers" } as const;
const key = keyFrom(Buffer.alloc(32, 7));

async function givenQuiz(db: Database, shop: ShopId): Promise<number> {
  const draft = giftFinder.content({ currency: "GBP", priceThirds: [5, 15] });
  const words = { type: "text" as const, id: "wish", text: "Anything else?", required: false, maxLength: 200 };
  const content = { ...draft, questions: [...draft.questions, words] };
  return db.transaction(async (tx) => {
    const id = await createQuiz(tx, shop, { handle: "gift-finder", kind: "quiz", draft: content }, start);
    await addVersion(tx, shop, { id }, { id: `v-${shop}`, content }, start);
    return id;
  });
}

interface Walk {
  id: string;
  answers: Record<string, unknown>;
  profileId?: number;
  finished?: boolean;
  stoppedAt?: string;
  test?: boolean;
  words?: string;
  added?: string[];
}

async function givenWalk(db: Database, shop: ShopId, quizId: number, walk: Walk): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.quizResponse.create({
      data: {
        shopId: shop,
        id: walk.id,
        quizId,
        versionId: `v-${shop}`,
        profileId: walk.profileId,
        test: walk.test ?? false,
        startedAt: start,
        updatedAt: start,
        finishedAt: walk.finished ? start : null,
        stoppedAt: walk.stoppedAt,
      },
    });
    for (const [questionId, value] of Object.entries(walk.answers)) {
      const id = `${walk.id}-${questionId}`;
      const sealed = questionId === "wish" ? seal(key, `Answer.textSealed/${id}`, String(value)) : null;
      await tx.answer.create({
        data: {
          shopId: shop,
          id,
          responseId: walk.id,
          questionId,
          options: sealed === null ? JSON.stringify(value) : "[]",
          textSealed: sealed,
          sequence: 1,
          at: start,
        },
      });
    }
    for (const variantId of walk.added ?? []) {
      await tx.cartAdd.create({ data: { shopId: shop, responseId: walk.id, variantId, at: start } });
    }
  });
}

async function givenProfile(db: Database, shop: ShopId, customerId: string): Promise<number> {
  const data = { shopId: shop, customerId, consent: "granted", createdAt: start };
  return (await db.transaction((tx) => tx.profile.create({ data }))).id;
}

interface Bought {
  at: Date;
  total: number;
  refunded?: number;
  responseId?: string;
  profileId?: number;
  cancelled?: boolean;
}

let orders = 0;
async function givenOrder(db: Database, shop: ShopId, order: Bought): Promise<void> {
  orders += 1;
  await db.transaction((tx) =>
    tx.order.create({
      data: {
        shopId: shop,
        shopifyId: String(orders),
        currency: "GBP",
        totalMicros: BigInt(order.total) * 1_000_000n,
        refundedMicros: BigInt(order.refunded ?? 0) * 1_000_000n,
        responseId: order.responseId,
        profileId: order.profileId,
        processedAt: order.at,
        updatedAt: order.at,
        cancelledAt: order.cancelled ? order.at : null,
      },
    }),
  );
}

async function results(db: Database, shop: ShopId, quizId: number, privacyFloor = 1) {
  const of = { id: shop, currency: "GBP", timezone: "UTC", privacyFloor };
  return loadResults(db.read, of, quizId, everything, later(60), key);
}

const optionsOf = (question: QuestionResult | undefined) =>
  question?.figure.kind === "bars" ? question.figure.options : [];

describe("results", () => {
  test("count walks, stops, options and things added, without tests and other shops", async () => {
    const db = await givenDatabase();
    const [shop, other] = [await givenShop(db), await givenShop(db)];
    const [quizId, otherQuiz] = [await givenQuiz(db, shop), await givenQuiz(db, other)];
    await givenWalk(db, shop, quizId, {
      id: "a",
      answers: { recipient: ["her"], room: ["home"], remember: true },
      finished: true,
      added: ["1", "2"],
    });
    await givenWalk(db, shop, quizId, {
      id: "b",
      answers: { recipient: ["her"], room: ["garden"], remember: false },
      finished: true,
    });
    await givenWalk(db, shop, quizId, { id: "c", answers: { recipient: ["him"], wish: "socks" }, stoppedAt: "room" });
    await givenWalk(db, shop, quizId, {
      id: "d",
      answers: { recipient: ["her"] },
      test: true,
      finished: true,
      added: ["3"],
    });
    await givenWalk(db, other, otherQuiz, { id: "e", answers: { recipient: ["child"] }, finished: true });

    const { totals, questions, apart } = await results(db, shop, quizId);

    expect(totals).toMatchObject({ started: 3, finished: 2, cartAdds: 2, addingWalks: 1, orders: 0 });
    expect(apart).toEqual({ tests: 1, flagged: 0 });
    const question = (id: string) => questions.find((one) => one.id === id);
    const counts = (id: string) =>
      Object.fromEntries(optionsOf(question(id)).map(({ id: option, count }) => [option, count]));
    expect(counts("recipient")).toEqual({ her: 2, him: 1, child: 0, household: 0 });
    expect(counts("remember")).toEqual({ true: 1, false: 1 });
    expect(question("room")).toMatchObject({ reached: 3, answered: 2, stopped: 1 });
    expect(question("wish")).toMatchObject({ answered: 1, figure: { kind: "words" } });
  });

  test("nothing is told of fewer answers than the privacy floor", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const quizId = await givenQuiz(db, shop);
    await givenWalk(db, shop, quizId, { id: "a", answers: { recipient: ["her"] } });

    const { questions } = await results(db, shop, quizId, 5);

    expect(questions[0]).toMatchObject({ answered: 1, tooFew: true, figure: { kind: "read" } });
  });

  test("orders that followed: within 30 days, marked or by the same person, once each, less refunds", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const quizId = await givenQuiz(db, shop);
    const profileId = await givenProfile(db, shop, "77");
    await givenWalk(db, shop, quizId, { id: "a", answers: { recipient: ["her"] }, profileId });
    await givenWalk(db, shop, quizId, { id: "b", answers: { recipient: ["her"] }, profileId });
    await givenWalk(db, shop, quizId, { id: "c", answers: { recipient: ["her"] } });
    await givenWalk(db, shop, quizId, { id: "t", answers: {}, test: true });
    await givenOrder(db, shop, { at: later(1), total: 40, refunded: 10, profileId, responseId: "a" });
    await givenOrder(db, shop, { at: later(29), total: 5, profileId });
    await givenOrder(db, shop, { at: later(2), total: 7, responseId: "c" });
    await givenOrder(db, shop, { at: later(31), total: 100, profileId });
    await givenOrder(db, shop, { at: later(-1), total: 100, profileId });
    await givenOrder(db, shop, { at: later(3), total: 100, profileId, cancelled: true });
    await givenOrder(db, shop, { at: later(3), total: 100, responseId: "t" });
    await givenOrder(db, shop, { at: later(3), total: 100 });

    const { totals } = await results(db, shop, quizId);

    expect(totals).toMatchObject({ orders: 3, markedOrders: 2, revenueMicros: 42_000_000 });
  });

  test("another shop's quiz is as unknown as one that never was", async () => {
    const db = await givenDatabase();
    const [shop, other] = [await givenShop(db), await givenShop(db)];
    const quizId = await givenQuiz(db, other);

    for (const id of [quizId, 999]) {
      await expect(results(db, shop, id)).rejects.toMatchObject({ status: 404 });
      await expect(exportResponses(db.read, shop, id, everything, key)).rejects.toMatchObject({ status: 404 });
    }
  });
});

describe("the export", () => {
  const text = async (db: Database, shop: ShopId, quizId: number) =>
    (await (await exportResponses(db.read, shop, quizId, everything, key)).toArray()).map(String).join("");

  test("has the words that were chosen, and no cell that a spreadsheet would run", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const quizId = await givenQuiz(db, shop);
    const profileId = await givenProfile(db, shop, "77");
    const evil = ['=HYPERLINK("http://evil")', "+1", "-1", "@SUM(A1)", "\tx", "\rx", 'a,"b"\nc'];
    for (const [at, words] of evil.entries()) {
      await givenWalk(db, shop, quizId, {
        id: `w${at}`,
        answers: { taste: ["vintage", "natural"], remember: true, wish: words },
        profileId,
      });
    }
    await givenWalk(db, shop, quizId, { id: "zz", answers: { wish: "test words" }, test: true });

    const csv = await text(db, shop, quizId);

    expect(csv).toContain("Vintage and retro; Natural and simple");
    expect(csv).toContain("wish: Anything else?");
    expect(csv).toContain(",77,");
    expect(csv).not.toContain("test words");
    for (const start of ["=HYPER", "+1", "-1", "@SUM", "\tx", "\rx"]) expect(csv).toContain(`'${start}`);
    expect(csv).toContain('"a,""b""\nc"');
    expect(csv.split("\r\n")).toHaveLength(evil.length + 2);
  });

  test("runs through all pages", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const quizId = await givenQuiz(db, shop);
    const data = Array.from({ length: 1201 }, (_, at) => ({
      shopId: shop,
      id: `r${at}`,
      quizId,
      versionId: `v-${shop}`,
      startedAt: later(at % 3),
      updatedAt: start,
    }));
    await db.transaction((tx) => tx.quizResponse.createMany({ data }));

    const lines = (await text(db, shop, quizId)).trim().split("\r\n");

    expect(new Set(lines.slice(1).map((line) => line.split(",")[0])).size).toBe(1201);
  });
});
