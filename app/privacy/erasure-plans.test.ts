import Sqlite from "better-sqlite3";
import { expect, onTestFinished, test, vi } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { mintKey } from "../platform/secret.server.ts";
import { erasePerson } from "./erasure.store.server.ts";
import { eraseSlice } from "./shop-erasure.store.server.ts";

const now = new Date("2026-05-01T12:00:00Z");

/** What SQLite is asked for from now on, in connections that are opened after that. */
function listening(): Set<string> {
  const asked = new Set<string>();
  const prepare = Sqlite.prototype.prepare;
  const spy = vi.spyOn(Sqlite.prototype, "prepare").mockImplementation(function (this: Sqlite.Database, text) {
    asked.add(text);
    return prepare.call(this, text);
  });
  onTestFinished(() => spy.mockRestore());
  return asked;
}

/** Few in any shop, or a year of staff's own doings. */
const FEW = /\b(PollTally|AccessLog)\b/;

test("P7 GIVEN a shop of any size WHEN somebody is erased THEN no statement goes through all of its customers, walks, votes, consents or addresses", async () => {
  const asked = listening();
  const db = await givenDatabase();
  const shop = await givenShop(db, now);
  const at = { startedAt: now, updatedAt: now };
  await db.transaction(async (tx) => {
    const { id: profileId } = await tx.profile.create({ data: { shopId: shop, customerId: "42", createdAt: now } });
    await tx.quizResponse.create({ data: { shopId: shop, id: "w", quizId: 7, versionId: "v", profileId, ...at } });
    await tx.pollTally.create({ data: { shopId: shop, quizId: 7, option: "", votes: 1 } });
    asked.clear();
    await erasePerson(tx, shop, { customerId: "42", addressHash: "a", phoneHashes: ["b"] }, mintKey());
  });
  const statements = [...asked].filter((text) => !FEW.test(text));
  expect(statements.length).toBeGreaterThan(30);
  for (const text of statements) {
    const values = Array.from(text.matchAll(/\?/g), () => "1");
    const plan = await db.read.$queryRawUnsafe<{ detail: string }[]>(`EXPLAIN QUERY PLAN ${text}`, ...values);
    for (const { detail } of plan) {
      expect(detail, text).not.toMatch(/^SCAN (?!json_each|CONSTANT)/);
      expect(detail, text).not.toMatch(/\(shopId=\?\)/);
    }
  }
});

test("P9 GIVEN shops of any size WHEN one is erased THEN no slice goes through all rows of any", async () => {
  const asked = listening();
  const db = await givenDatabase();
  const shop = await givenShop(db, now);
  const at = { startedAt: now, updatedAt: now };
  const order = { shopId: shop, shopifyId: "1", currency: "USD", totalMicros: 1n, processedAt: now, updatedAt: now };
  await db.transaction(async (tx) => {
    const { id: profileId } = await tx.profile.create({ data: { shopId: shop, customerId: "42", createdAt: now } });
    await tx.quizResponse.create({ data: { shopId: shop, id: "w", quizId: 7, versionId: "v", profileId, ...at } });
    await tx.order.create({ data: order });
    await tx.pushedTag.create({ data: { shopId: shop, customerId: "42", tag: "t", pushedAt: now } });
    asked.clear();
    while (Object.keys(await eraseSlice(tx, shop)).length > 0);
  });
  const statements = [...asked].filter((text) => text.startsWith("DELETE"));
  expect(statements.length).toBeGreaterThan(12);
  for (const text of statements) {
    const plan = await db.read.$queryRawUnsafe<{ detail: string }[]>(`EXPLAIN QUERY PLAN ${text}`, "1", "[]");
    for (const { detail } of plan) {
      expect(detail, text).not.toMatch(/^SCAN (?!json_each)/);
      expect(detail, text).not.toMatch(/\(shopId=\?\)/);
    }
  }
});
