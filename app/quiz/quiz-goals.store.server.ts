import type { QuizContent } from "../contract/quiz.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";

/** What was wanted of each quiz when its live version was published. */
export async function goalsOf(tx: Tx, shop: ShopId): Promise<Map<number, QuizContent["goal"]>> {
  const rows = await tx.$queryRawUnsafe<{ id: number | bigint; goal: string }[]>(
    `SELECT q."id", json_extract(v."content", '$.goal') AS goal
     FROM "Quiz" q JOIN "QuizVersion" v ON v."shopId" = q."shopId" AND v."id" = q."publishedVersionId"
     WHERE q."shopId" = ? AND q."deletedAt" IS NULL AND json_extract(v."content", '$.goal') IS NOT NULL`,
    shop,
  );
  return new Map(rows.map(({ id, goal }) => [Number(id), JSON.parse(goal) as QuizContent["goal"]]));
}
