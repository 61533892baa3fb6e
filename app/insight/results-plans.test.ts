import { expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import type { Tx } from "../platform/db.server.ts";
import { mintKey } from "../platform/secret.server.ts";
import { giftFinder } from "../quiz/templates/gift-finder.ts";
import { createQuiz } from "../quiz/quiz.store.server.ts";
import { loadResults } from "./load-results.server.ts";

const now = new Date("2026-03-01T10:00:00Z");

/** The same, and what was asked in words of our own. */
function listening(tx: Tx) {
  const asked: { text: string; values: unknown[] }[] = [];
  const heard = new Proxy(tx, {
    get: (_, name) =>
      name === "$queryRawUnsafe"
        ? (text: string, ...values: unknown[]) => {
            asked.push({ text, values });
            return tx.$queryRawUnsafe(text, ...values);
          }
        : (Reflect.get(tx, name) as unknown),
  });
  return { heard, asked };
}

test("GIVEN a shop of any size WHEN results are looked at THEN no statement goes through all orders, answers or walks of the shop", async () => {
  const db = await givenDatabase();
  const shop = await givenShop(db, now);
  const draft = giftFinder.content({ currency: "GBP", priceThirds: [5, 15] });
  const quizId = await db.transaction((tx) => createQuiz(tx, shop, { handle: "q", kind: "quiz", draft }, now));
  const response = { shopId: shop, id: "w", quizId, versionId: "v", startedAt: now, updatedAt: now };
  await db.transaction((tx) => tx.quizResponse.create({ data: response }));
  const { heard, asked } = listening(db.read);
  const merchant = { id: shop, currency: "GBP", timezone: "UTC", privacyFloor: 5 };
  const filter = { from: new Date(0), to: undefined, kind: "shoppers" } as const;
  await loadResults(heard, merchant, quizId, filter, now, mintKey());
  expect(asked.length).toBeGreaterThan(8);
  for (const { text, values } of asked) {
    const plan = await db.read.$queryRawUnsafe<{ detail: string }[]>(`EXPLAIN QUERY PLAN ${text}`, ...values);
    for (const { detail } of plan) {
      expect(detail, text).not.toMatch(/^SCAN (r|o|a|c|QuizResponse|Order|Answer|CartAdd)\b/);
      expect(detail, text).not.toMatch(/\(shopId=\?\)$/);
    }
  }
});
