import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";

export interface WalkTotals {
  started: number;
  finished: number;
}

/** Started and finished walks per quiz, of shoppers alone. */
export async function countsByQuiz(tx: Tx, shop: ShopId): Promise<Map<number, WalkTotals>> {
  const rows = await tx.$queryRawUnsafe<{ quizId: number | bigint; started: bigint; finished: bigint }[]>(
    `SELECT "quizId", COUNT(*) AS started, COUNT("finishedAt") AS finished
     FROM "QuizResponse" WHERE "shopId" = ? AND "test" = FALSE AND "flag" IS NULL GROUP BY "quizId"`,
    shop,
  );
  return new Map(
    rows.map((row) => [Number(row.quizId), { started: Number(row.started), finished: Number(row.finished) }]),
  );
}

/** Started walks per quiz and day of the shop's calendar (days since 1970) from an instant on. */
export async function daysByQuiz(
  tx: Tx,
  shop: ShopId,
  from: Date,
  offsetMs: number,
): Promise<Map<number, Map<number, number>>> {
  const rows = await tx.$queryRawUnsafe<{ quizId: number | bigint; day: bigint; started: bigint }[]>(
    `SELECT r."quizId", (r."startedAt" + ${Math.round(offsetMs)}) / 86400000 AS "day", COUNT(*) AS started
     FROM "Quiz" q JOIN "QuizResponse" r ON r."shopId" = q."shopId" AND r."quizId" = q."id" AND r."startedAt" >= ?
     WHERE q."shopId" = ? AND q."deletedAt" IS NULL AND r."test" = FALSE AND r."flag" IS NULL GROUP BY 1, 2`,
    from,
    shop,
  );
  const days = new Map<number, Map<number, number>>();
  for (const { quizId, day, started } of rows) {
    const known = days.get(Number(quizId)) ?? new Map<number, number>();
    days.set(Number(quizId), known.set(Number(day), Number(started)));
  }
  return days;
}
