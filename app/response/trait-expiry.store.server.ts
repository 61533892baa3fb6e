import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { findTraits } from "../profile/trait-dictionary.store.server.ts";
import { RETENTION_DAYS } from "../profile/trait-dictionary.ts";

const DAY_MS = 86_400_000;
export const keptUntil = (since: Date, days: number): Date => new Date(since.getTime() + days * DAY_MS);

/** For how many days the shop keeps what it learns under these keys. */
export async function keptDays(tx: Tx, shop: ShopId, keys: readonly string[]): Promise<(key: string) => number> {
  const known = new Map((await findTraits(tx, shop, keys)).map(({ key, retentionDays }) => [key, retentionDays]));
  return (key) => known.get(key) ?? RETENTION_DAYS;
}

export interface ExpiredTrait {
  id: number;
  shopId: number;
  profileId: number;
  answerId: string | null;
  questionId: string | null;
}

/** Across all shops: an index says which, so it costs what expires, not what is kept. */
export async function findExpiredTraits(tx: Tx, now: Date, limit: number): Promise<ExpiredTrait[]> {
  return tx.trait.findMany({
    where: { forgetAt: { lte: now } },
    orderBy: { forgetAt: "asc" },
    take: limit,
    select: { id: true, shopId: true, profileId: true, answerId: true, questionId: true },
  });
}

/**
 * The value and the answer that said it: an answer that stayed would teach it again. A persona has no answer of its own; its walk names
 * it once more. Recalled answers of the same person are copies for one walk: they go with the first of what they were made of. `+`: with
 * many ids SQLite would rather go through all rows of the shop.
 */
export async function eraseTraits(tx: Tx, shop: ShopId, traits: readonly ExpiredTrait[]): Promise<void> {
  const answers = traits.flatMap(({ answerId, questionId }) => (questionId ? (answerId ?? []) : []));
  const ids = JSON.stringify(traits.map(({ id }) => id));
  // Before the values go: they say which persona it was.
  await tx.$executeRawUnsafe(
    `UPDATE "QuizResponse" SET "outcomeId" = NULL WHERE "shopId" = ? AND "id" IN (
       SELECT r."id" FROM "Trait" t CROSS JOIN "QuizResponse" r ON r."profileId" = t."profileId" AND r."quizId" = t."quizId"
       WHERE t."id" IN (SELECT "value" FROM json_each(?)) AND t."questionId" = '' AND +t."shopId" = ? AND +r."shopId" = ?
         AND r."outcomeId" = t."value" AND r."startedAt" <= t."since")`,
    ...[shop, ids, shop, shop],
  );
  await tx.$executeRawUnsafe(
    `DELETE FROM "Trait" WHERE +"shopId" = ? AND "id" IN (SELECT "value" FROM json_each(?))`,
    ...[shop, ids],
  );
  await tx.answer.deleteMany({ where: { shopId: shop, id: { in: answers } } });
  await tx.$executeRawUnsafe(
    `DELETE FROM "Answer" WHERE "shopId" = ? AND "recalled" AND "responseId" IN (
       SELECT "id" FROM "QuizResponse" WHERE "profileId" IN (SELECT "value" FROM json_each(?)) AND +"shopId" = ?)`,
    ...[shop, JSON.stringify(traits.map(({ profileId }) => profileId)), shop],
  );
}

/** Rows whose time is not what the dictionary says now. */
export async function findMistimed(tx: Tx, shop: ShopId, key: string, days: number): Promise<number[]> {
  const rows = await tx.$queryRawUnsafe<{ id: number }[]>(
    `SELECT "id" FROM "Trait" WHERE "shopId" = ? AND "key" = ? AND "forgetAt" IS NOT "since" + ?`,
    ...[shop, key, days * DAY_MS],
  );
  return rows.map(({ id }) => id);
}

export async function retime(tx: Tx, shop: ShopId, ids: readonly number[], days: number): Promise<void> {
  await tx.$executeRawUnsafe(
    `UPDATE "Trait" SET "forgetAt" = "since" + ? WHERE +"shopId" = ? AND "id" IN (SELECT "value" FROM json_each(?))`,
    ...[days * DAY_MS, shop, JSON.stringify(ids)],
  );
}
