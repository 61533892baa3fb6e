import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { open } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";
import type { Scope } from "./scope.store.server.ts";

/** Medians need every value: those of the newest walks are enough, and say so. */
const NEWEST_WALKS = 2_000;
/** Somebody who came back later was not thinking all the while. */
const LONGEST_MS = 30 * 60_000;

const newest = (sql: string) =>
  `SELECT r."shopId", r."id", r."startedAt", r."finishedAt" FROM "QuizResponse" r
   WHERE ${sql} AND r."finishedAt" IS NOT NULL ORDER BY r."startedAt" DESC LIMIT ${NEWEST_WALKS}`;

/** Milliseconds from one answer's arrival to the next, per question; of whole walks under "". */
export async function timesOf(tx: Tx, { sql, params }: Scope): Promise<Map<string, number[]>> {
  const steps = await tx.$queryRawUnsafe<{ questionId: string; ms: bigint | number }[]>(
    `SELECT "questionId", ms FROM (
       SELECT a."questionId", a."at" - LAG(a."at") OVER (PARTITION BY a."responseId" ORDER BY a."sequence") AS ms
       FROM (${newest(sql)}) w JOIN "Answer" a
         ON a."shopId" = w."shopId" AND a."responseId" = w."id" AND a."onPath" = TRUE)
     WHERE ms > 0 AND ms < ${LONGEST_MS}`,
    ...params,
  );
  const walks = await tx.$queryRawUnsafe<{ ms: bigint | number }[]>(
    `SELECT "finishedAt" - "startedAt" AS ms FROM (${newest(sql)})
     WHERE "finishedAt" > "startedAt" AND "finishedAt" - "startedAt" < ${LONGEST_MS}`,
    ...params,
  );
  const times = new Map<string, number[]>([["", walks.map(({ ms }) => Number(ms))]]);
  for (const { questionId, ms } of steps) {
    const known = times.get(questionId);
    if (known) known.push(Number(ms));
    else times.set(questionId, [Number(ms)]);
  }
  return times;
}

/** Dates lie sealed: the newest are opened, to be counted by month. */
const NEWEST_DATES = 5_000;

export async function monthsOf(tx: Tx, { sql, params }: Scope, questionId: string, key: Key): Promise<number[]> {
  const rows = await tx.$queryRawUnsafe<{ id: string; textSealed: string }[]>(
    `SELECT a."id", a."textSealed" FROM "QuizResponse" r JOIN "Answer" a
       ON a."shopId" = r."shopId" AND a."responseId" = r."id" AND a."onPath" = TRUE AND a."questionId" = ?
     WHERE ${sql} AND a."textSealed" IS NOT NULL ORDER BY r."startedAt" DESC LIMIT ${NEWEST_DATES}`,
    questionId,
    ...params,
  );
  // "2026-12-24" or "--12-24": the month stands in the same place from the end.
  return rows.map(({ id, textSealed }) => Number(open(key, `Answer.textSealed/${id}`, textSealed).slice(-5, -3)));
}

export interface Words {
  answerId: string;
  responseId: string;
  at: Date;
  text: string;
}

/** What people wrote, newest first, after a place in that order. */
export async function wordsPage(
  tx: Tx,
  shop: ShopId,
  { sql, params }: Scope,
  questionId: string,
  after: { at: Date; responseId: string } | undefined,
  limit: number,
  key: Key,
): Promise<Words[]> {
  const place = after ? `AND (r."startedAt" < ? OR (r."startedAt" = ? AND r."id" < ?))` : "";
  const rows = await tx.$queryRawUnsafe<{ id: string; responseId: string; textSealed: string; startedAt: Date }[]>(
    `SELECT a."id", r."id" AS "responseId", a."textSealed", r."startedAt" FROM "QuizResponse" r JOIN "Answer" a
       ON a."shopId" = r."shopId" AND a."responseId" = r."id" AND a."onPath" = TRUE AND a."questionId" = ?
     WHERE ${sql} AND a."shopId" = ? AND a."textSealed" IS NOT NULL ${place}
     ORDER BY r."startedAt" DESC, r."id" DESC LIMIT ?`,
    questionId,
    ...params,
    shop,
    ...(after ? [after.at, after.at, after.responseId] : []),
    limit,
  );
  return rows.map(({ id, responseId, textSealed, startedAt }) => ({
    answerId: id,
    responseId,
    at: new Date(startedAt),
    text: open(key, `Answer.textSealed/${id}`, textSealed),
  }));
}
