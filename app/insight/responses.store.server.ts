import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";

/** Started and finished walks per quiz, without tests. */
export async function countsByQuiz(tx: Tx, shop: ShopId): Promise<Map<number, { started: number; finished: number }>> {
  const rows = await tx.$queryRawUnsafe<{ quizId: number | bigint; started: bigint; finished: bigint }[]>(
    `SELECT "quizId", COUNT(*) AS started, COUNT("finishedAt") AS finished
     FROM "QuizResponse" WHERE "shopId" = ? AND NOT "test" GROUP BY "quizId"`,
    shop,
  );
  return new Map(
    rows.map((row) => [Number(row.quizId), { started: Number(row.started), finished: Number(row.finished) }]),
  );
}
