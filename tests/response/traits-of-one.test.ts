import { expect, test } from "vitest";
import { givenDatabase } from "../database.ts";

// As they are asked by app/response and app/asking. Without an index that fits, SQLite goes through all traits of the shop: 14 ms
// for each recorded answer in a shop with 200,000 of them, instead of 0.03.
test.each([
  `SELECT t."id" FROM "Trait" t LEFT JOIN "Answer" a ON a."shopId" = t."shopId" AND a."id" = t."answerId" WHERE t."shopId" = ? AND t."profileId" = ? AND t."until" IS NULL AND t."party" = ?`,
  `SELECT "value" FROM "Trait" WHERE ("shopId" = ? AND "profileId" = ? AND "until" IS NULL AND "party" = ? AND "key" IN (?, ?, ?))`,
  `UPDATE "Trait" SET "until" = 0 WHERE ("shopId" = ? AND "profileId" = ? AND "id" IN (?, ?, ?))`,
  `DELETE FROM "Trait" WHERE ("shopId" = ? AND "profileId" IN (?, ?))`,
])("what one person told is found by the person, not by the shop: %s", async (statement) => {
  const { read } = await givenDatabase();
  const values = [...statement.matchAll(/\?/g)].map(() => 1);
  const plan = await read.$queryRawUnsafe<{ detail: string }[]>(`EXPLAIN QUERY PLAN ${statement}`, ...values);
  expect(plan.map(({ detail }) => detail).join()).toContain("profileId=?");
});
