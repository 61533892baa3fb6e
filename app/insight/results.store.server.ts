import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { FOLLOW_DAYS } from "./results.ts";
import type { QuestionTally, Totals } from "./results.ts";

/** Since when, or from the beginning. */
export interface Period {
  from: Date;
}

type Count = bigint | number | null;
const number = (count: Count | undefined): number => Number(count ?? 0);

/**
 * Orders that followed: placed within 30 days after the walk was started, not cancelled or deleted, and either carrying the
 * walk's mark (cart attribute) or by the customer who took it. Each order counts once; revenue is what was paid less refunds.
 */
const FOLLOWED = `
  SELECT o."id", MAX(o."responseId" = r."id") AS marked, MAX(o."totalMicros" - o."refundedMicros") AS net
  FROM "QuizResponse" r JOIN "Order" o ON o."shopId" = r."shopId"
    AND (o."responseId" = r."id" OR (r."profileId" IS NOT NULL AND o."profileId" = r."profileId"))
    AND o."processedAt" >= r."startedAt" AND o."processedAt" < r."startedAt" + ?
    AND o."cancelledAt" IS NULL AND o."deletedAt" IS NULL
  WHERE r."shopId" = ? AND r."quizId" = ? AND NOT r."test" AND r."startedAt" >= ?
  GROUP BY o."id"`;

export async function totalsOf(tx: Tx, shop: ShopId, quizId: number, { from }: Period): Promise<Totals> {
  const [walks] = await tx.$queryRawUnsafe<Record<"started" | "finished" | "tests", Count>[]>(
    `SELECT SUM(NOT "test") AS started, SUM(NOT "test" AND "finishedAt" IS NOT NULL) AS finished, SUM("test") AS tests
     FROM "QuizResponse" WHERE "shopId" = ? AND "quizId" = ? AND "startedAt" >= ?`,
    shop,
    quizId,
    from,
  );
  const [adds] = await tx.$queryRawUnsafe<Record<"adds" | "walks", Count>[]>(
    `SELECT COUNT(*) AS adds, COUNT(DISTINCT c."responseId") AS walks
     FROM "QuizResponse" r JOIN "CartAdd" c ON c."shopId" = r."shopId" AND c."responseId" = r."id"
     WHERE r."shopId" = ? AND r."quizId" = ? AND NOT r."test" AND r."startedAt" >= ?`,
    shop,
    quizId,
    from,
  );
  const [orders] = await tx.$queryRawUnsafe<Record<"orders" | "marked" | "revenue", Count>[]>(
    `SELECT COUNT(*) AS orders, SUM(marked) AS marked, SUM(net) AS revenue FROM (${FOLLOWED})`,
    FOLLOW_DAYS * 86_400_000,
    shop,
    quizId,
    from,
  );
  return {
    started: number(walks?.started),
    finished: number(walks?.finished),
    tests: number(walks?.tests),
    cartAdds: number(adds?.adds),
    addingWalks: number(adds?.walks),
    orders: number(orders?.orders),
    markedOrders: number(orders?.marked),
    revenueMicros: number(orders?.revenue),
  };
}

interface TallyRow {
  questionId: string;
  option: string | null;
  count: bigint;
}

/** Newest answers on the path, per question and option; own words count as answered. */
export async function talliesOf(
  tx: Tx,
  shop: ShopId,
  quizId: number,
  { from }: Period,
): Promise<Map<string, QuestionTally>> {
  const where = `r."shopId" = ? AND r."quizId" = ? AND NOT r."test" AND r."startedAt" >= ?`;
  const answers = await tx.$queryRawUnsafe<{ questionId: string; answered: bigint; skipped: bigint }[]>(
    `SELECT a."questionId", SUM(a."options" <> 'null') AS answered, SUM(a."options" = 'null') AS skipped
     FROM "QuizResponse" r JOIN "Answer" a ON a."shopId" = r."shopId" AND a."responseId" = r."id" AND a."onPath"
     WHERE ${where} GROUP BY a."questionId"`,
    shop,
    quizId,
    from,
  );
  const options = await tx.$queryRawUnsafe<TallyRow[]>(
    `SELECT a."questionId", CAST(CASE j."type" WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE j."value" END AS TEXT) AS "option",
       COUNT(*) AS "count"
     FROM "QuizResponse" r JOIN "Answer" a ON a."shopId" = r."shopId" AND a."responseId" = r."id" AND a."onPath"
     JOIN json_each(a."options") j
     WHERE ${where} AND j."type" <> 'null' GROUP BY 1, 2`,
    shop,
    quizId,
    from,
  );
  const stops = await tx.$queryRawUnsafe<{ stoppedAt: string; count: bigint }[]>(
    `SELECT r."stoppedAt", COUNT(*) AS "count" FROM "QuizResponse" r
     WHERE ${where} AND r."finishedAt" IS NULL AND r."stoppedAt" IS NOT NULL GROUP BY r."stoppedAt"`,
    shop,
    quizId,
    from,
  );
  const questions = new Set([...answers.map((row) => row.questionId), ...stops.map((row) => row.stoppedAt)]);
  return new Map([...questions].map((id) => [id, tally(id, answers, options, stops)]));
}

function tally(
  id: string,
  answers: { questionId: string; answered: bigint; skipped: bigint }[],
  options: TallyRow[],
  stops: { stoppedAt: string; count: bigint }[],
): QuestionTally {
  const answer = answers.find((row) => row.questionId === id);
  const own = options.filter((row) => row.questionId === id && row.option !== null);
  return {
    answered: number(answer?.answered),
    skipped: number(answer?.skipped),
    stopped: number(stops.find((row) => row.stoppedAt === id)?.count),
    options: new Map(own.map((row) => [row.option ?? "", Number(row.count)])),
  };
}
