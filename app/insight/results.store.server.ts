import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { NOTHING_SAID } from "./filter.ts";
import type { Dimension, ResultsFilter } from "./filter.ts";
import { COLUMNS, scopeOf } from "./scope.store.server.ts";
import type { Scope } from "./scope.store.server.ts";
import { FOLLOW_DAYS } from "./results.ts";
import type { QuestionTally, Totals } from "./results.ts";

const FOLLOW_MS = FOLLOW_DAYS * 86_400_000;

// Everything here is added up by the database over its indexes; what comes back is as long as the quiz, not as its answers.

type Count = bigint | number | null;
const number = (count: Count | undefined): number => Number(count ?? 0);

/**
 * Orders that followed: placed within 30 days after the walk was started, not cancelled or deleted, and either carrying the
 * walk's mark (cart attribute) or by the customer who took it. Each way by its own index: asked for as one, SQLite goes through all orders
 * of the shop for each walk. One that followed both ways comes twice.
 */
function following(columns: string, { sql, params }: Scope) {
  const way = (joined: string) => `SELECT ${columns} FROM "QuizResponse" r CROSS JOIN "Order" o ON ${joined}
    AND o."shopId" = r."shopId" AND o."processedAt" >= r."startedAt" AND o."processedAt" < r."startedAt" + ?
    AND o."cancelledAt" IS NULL AND o."deletedAt" IS NULL WHERE ${sql}`;
  const text = `${way(`o."responseId" = r."id"`)} UNION ALL ${way(`o."profileId" = r."profileId"`)}`;
  return { text, values: [FOLLOW_MS, ...params, FOLLOW_MS, ...params] };
}

export async function totalsOf(tx: Tx, scope: Scope): Promise<Totals> {
  const { sql, params } = scope;
  const [walks] = await tx.$queryRawUnsafe<Record<"started" | "finished", Count>[]>(
    `SELECT COUNT(*) AS started, COUNT(r."finishedAt") AS finished FROM "QuizResponse" r WHERE ${sql}`,
    ...params,
  );
  const [adds] = await tx.$queryRawUnsafe<Record<"adds" | "walks", Count>[]>(
    `SELECT COUNT(*) AS adds, COUNT(DISTINCT c."responseId") AS walks
     FROM "QuizResponse" r JOIN "CartAdd" c ON c."shopId" = r."shopId" AND c."responseId" = r."id" WHERE ${sql}`,
    ...params,
  );
  // Each order counts once, with what was paid less refunds.
  const followed = following(
    `o."id", o."responseId" = r."id" AS marked, o."totalMicros" - o."refundedMicros" AS net`,
    scope,
  );
  const [orders] = await tx.$queryRawUnsafe<Record<"orders" | "marked" | "revenue", Count>[]>(
    `SELECT COUNT(*) AS orders, SUM(marked) AS marked, SUM(net) AS revenue FROM (
       SELECT "id", MAX(marked) AS marked, MAX(net) AS net FROM (${followed.text}) GROUP BY "id")`,
    ...followed.values,
  );
  const bought = following(`r."id"`, { sql: `${sql} AND r."finishedAt" IS NOT NULL`, params });
  const [buying] = await tx.$queryRawUnsafe<{ walks: Count }[]>(
    `SELECT COUNT(DISTINCT "id") AS walks FROM (${bought.text})`,
    ...bought.values,
  );
  return {
    started: number(walks?.started),
    finished: number(walks?.finished),
    cartAdds: number(adds?.adds),
    addingWalks: number(adds?.walks),
    orders: number(orders?.orders),
    markedOrders: number(orders?.marked),
    revenueMicros: number(orders?.revenue),
    buyingWalks: number(buying?.walks),
  };
}

/** Walks of merchants who tried it, and those that were flagged: counted beside the figures, never in them. */
export async function apartOf(tx: Tx, shop: ShopId, quizId: number, from: Date) {
  const [row] = await tx.$queryRawUnsafe<Record<"tests" | "flagged", Count>[]>(
    `SELECT SUM("test" = TRUE) AS tests, SUM("test" = FALSE AND "flag" IS NOT NULL) AS flagged
     FROM "QuizResponse" WHERE "shopId" = ? AND "quizId" = ? AND "startedAt" >= ?`,
    shop,
    quizId,
    from,
  );
  return { tests: number(row?.tests), flagged: number(row?.flagged) };
}

export async function wasEverAnswered(tx: Tx, shop: ShopId, quizId: number): Promise<boolean> {
  return (await tx.quizResponse.findFirst({ where: { shopId: shop, quizId }, select: { id: true } })) !== null;
}

export async function wasAnsweredByShoppers(tx: Tx, shop: ShopId, quizId: number): Promise<boolean> {
  const where = { shopId: shop, quizId, test: false, flag: null };
  return (await tx.quizResponse.findFirst({ where, select: { id: true } })) !== null;
}

/** More different values of one question than this are beyond any chart. */
const MOST_VALUES = 20_000;

/** Sorting a month's answers stays in memory; sorting years of them at once would not. */
const WINDOW_MS = 30 * 86_400_000;

interface TallyRow {
  questionId: string;
  options: string;
  count: bigint;
}

async function answerCounts(tx: Tx, shop: ShopId, quizId: number, filter: ResultsFilter): Promise<TallyRow[]> {
  const whole = scopeOf(shop, quizId, filter);
  const [span] = await tx.$queryRawUnsafe<{ first: Count; last: Count }[]>(
    `SELECT MIN(r."startedAt") + 0 AS "first", MAX(r."startedAt") + 0 AS "last" FROM "QuizResponse" r WHERE ${whole.sql}`,
    ...whole.params,
  );
  const rows: TallyRow[] = [];
  if (span?.first == null) return rows;
  for (let from = number(span.first); from <= number(span.last); from += WINDOW_MS) {
    const to = Math.min(from + WINDOW_MS, number(span.last) + 1);
    const { sql, params } = scopeOf(shop, quizId, { ...filter, from: new Date(from), to: new Date(to) });
    const window = await tx.$queryRawUnsafe<TallyRow[]>(
      `SELECT a."questionId", a."options", COUNT(*) AS "count"
       FROM "QuizResponse" r JOIN "Answer" a ON a."shopId" = r."shopId" AND a."responseId" = r."id" AND a."onPath" = TRUE
       WHERE ${sql} GROUP BY 1, 2 LIMIT ${MOST_VALUES}`,
      ...params,
    );
    rows.push(...window);
  }
  return rows;
}

/** Answers on the path per question and value, as they are kept: one number, one set of options, one order of them. */
export async function talliesOf(
  tx: Tx,
  shop: ShopId,
  quizId: number,
  filter: ResultsFilter,
): Promise<Map<string, QuestionTally>> {
  const scope = scopeOf(shop, quizId, filter);
  const stops = await tx.$queryRawUnsafe<{ stoppedAt: string; count: bigint }[]>(
    `SELECT r."stoppedAt", COUNT(*) AS "count" FROM "QuizResponse" r
     WHERE ${scope.sql} AND r."finishedAt" IS NULL AND r."stoppedAt" IS NOT NULL GROUP BY 1`,
    ...scope.params,
  );
  const tallies = new Map<string, QuestionTally>();
  const tallyOf = (id: string): QuestionTally => {
    const known = tallies.get(id) ?? { answered: 0, skipped: 0, stopped: 0, values: [] };
    tallies.set(id, known);
    return known;
  };
  const values = new Map<string, { value: unknown; count: number }>();
  for (const { questionId, options, count } of await answerCounts(tx, shop, quizId, filter)) {
    const tally = tallyOf(questionId);
    if (options === "null") {
      tally.skipped += Number(count);
      continue;
    }
    tally.answered += Number(count);
    const known = values.get(`${questionId} ${options}`);
    if (known) known.count += Number(count);
    else {
      const value = { value: JSON.parse(options) as unknown, count: Number(count) };
      values.set(`${questionId} ${options}`, value);
      tally.values.push(value);
    }
  }
  for (const { stoppedAt, count } of stops) tallyOf(stoppedAt).stopped = Number(count);
  return tallies;
}

export interface WalkCount {
  id: string;
  started: number;
  finished: number;
}

const MOST_SOURCES = 30;

/** Walks per value of one dimension, most first. */
export async function walksBy(tx: Tx, { sql, params }: Scope, dimension: Dimension): Promise<WalkCount[]> {
  const rows = await tx.$queryRawUnsafe<{ id: string | null; started: bigint; finished: bigint }[]>(
    `SELECT r."${COLUMNS[dimension]}" AS "id", COUNT(*) AS started, COUNT(r."finishedAt") AS finished
     FROM "QuizResponse" r WHERE ${sql} GROUP BY 1 ORDER BY 2 DESC LIMIT ${MOST_SOURCES}`,
    ...params,
  );
  return rows.map((row) => ({
    id: row.id ?? NOTHING_SAID,
    started: Number(row.started),
    finished: Number(row.finished),
  }));
}

/** Started walks per day of the shop's calendar (days since 1970), oldest first. */
export async function walksPerDay(tx: Tx, { sql, params }: Scope, offsetMs: number): Promise<Map<number, number>> {
  const rows = await tx.$queryRawUnsafe<{ day: bigint; started: bigint }[]>(
    `SELECT (r."startedAt" + ${Math.round(offsetMs)}) / 86400000 AS "day", COUNT(*) AS started
     FROM "QuizResponse" r WHERE ${sql} GROUP BY 1 ORDER BY 1`,
    ...params,
  );
  return new Map(rows.map((row) => [Number(row.day), Number(row.started)]));
}

export async function outcomeCounts(tx: Tx, { sql, params }: Scope): Promise<Map<string | null, number>> {
  const rows = await tx.$queryRawUnsafe<{ id: string | null; count: bigint }[]>(
    `SELECT r."outcomeId" AS "id", COUNT(*) AS "count" FROM "QuizResponse" r
     WHERE ${sql} AND r."finishedAt" IS NOT NULL GROUP BY 1`,
    ...params,
  );
  return new Map(rows.map((row) => [row.id, Number(row.count)]));
}
