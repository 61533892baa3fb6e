import { QuizContent } from "../contract/quiz.ts";
import type { LeafRule } from "../contract/rule.ts";
import type { ShopId } from "../contract/shop.ts";
import { bind, int, raw, sql } from "../platform/dialect/sql.ts";
import { sqlite } from "../platform/dialect/sqlite.ts";
import { calendarText } from "../platform/date-text.ts";
import type { Tx } from "../platform/db.server.ts";
import { compile, daysAgo, guard, isProduct } from "./compile.ts";
import { formatAmount } from "./describe.ts";
import type { Vocabulary } from "./describe.ts";
import type { AnswerEvidence, Evidence, OrderEvidence } from "./explain.ts";
import { nextChange } from "./next-change.ts";

const SHOWN_ORDERS = 5;
const DAY = 86_400_000;

export interface Verdict {
  holds: boolean;
  until: Date | undefined;
}

/** Whether the profile may be in a segment at all, and the verdict of each condition, by the SQL that decides memberships. */
export async function readVerdicts(
  tx: Tx,
  shop: ShopId,
  profileId: number,
  leaves: readonly LeafRule[],
  now: Date,
): Promise<{ mayBeMember: boolean; verdicts: Verdict[] } | undefined> {
  const options = { shop, dialect: sqlite };
  const row = async (column: ReturnType<typeof raw>) => {
    const one = sql`SELECT ${column} FROM "Profile" AS p WHERE p."shopId" = ${int(shop)} AND p."id" = ${profileId}`;
    return (await tx.$queryRawUnsafe<Record<string, number | bigint | null>[]>(one.sql, ...bind(one, { now })))[0];
  };
  const may = await row(sql`(${guard(shop)}) AS "may"`);
  if (may === undefined) return undefined;
  const verdicts: Verdict[] = [];
  for (const leaf of leaves) {
    const found = await row(
      sql`(${compile(leaf, { ...options, reach: "each" })}) AS "holds", ${nextChange([leaf], options)} AS "next"`,
    );
    const next = found?.["next"] ?? null;
    verdicts.push({ holds: Number(found?.["holds"]) === 1, until: next === null ? undefined : new Date(Number(next)) });
  }
  return { mayBeMember: Number(may["may"]) === 1, verdicts };
}

/** What a condition rests on, for one profile. */
export async function readEvidence(
  tx: Tx,
  shop: ShopId,
  profileId: number,
  leaf: LeafRule,
  vocabulary: Vocabulary,
  now: Date,
): Promise<Evidence[]> {
  switch (leaf.kind) {
    case "answer":
    case "trait":
    case "number":
    case "date":
    case "dateNear":
      return readAnswers(tx, shop, profileId, leaf);
    case "bought":
    case "boughtType": {
      const ids = await orderIdsWith(tx, shop, profileId, leaf, now);
      return readOrders(tx, shop, profileId, { id: { in: ids } }, vocabulary);
    }
    case "orderCount":
    case "amountSpent": {
      if (leaf.within === undefined) return readFigure(tx, shop, profileId, leaf.kind, vocabulary);
      const since = { gt: new Date(now.getTime() - leaf.within.days * DAY) };
      return readOrders(tx, shop, profileId, { processedAt: since }, vocabulary);
    }
    case "firstOrder":
    case "lastOrder": {
      const direction = leaf.kind === "firstOrder" ? "asc" : "desc";
      return readOrders(tx, shop, profileId, {}, vocabulary, 1, direction);
    }
  }
}

async function readAnswers(
  tx: Tx,
  shop: ShopId,
  profileId: number,
  leaf: Extract<LeafRule, { kind: "answer" | "trait" | "number" | "date" | "dateNear" }>,
): Promise<Evidence[]> {
  const key = leaf.kind === "answer" ? leaf.question : leaf.key;
  const traits = await tx.trait.findMany({
    where: { shopId: shop, profileId, key, until: null },
    orderBy: { since: "desc" },
  });
  const quizIds = traits.flatMap(({ quizId }) => quizId ?? []);
  const quizzes = await tx.quiz.findMany({
    where: { shopId: shop, id: { in: quizIds } },
    select: { id: true, handle: true, title: true },
  });
  const evidence: AnswerEvidence[] = [];
  for (const trait of traits) {
    const quiz = quizzes.find(({ id }) => id === trait.quizId);
    if (leaf.kind === "answer" && quiz?.handle !== leaf.quiz) continue;
    const words = await wordingOf(tx, shop, trait);
    evidence.push({
      kind: "answer",
      quizTitle: quiz?.title ?? "",
      question: words?.question ?? trait.key,
      option: words?.option ?? calendarText(trait.value),
      at: trait.since,
      consent: await consentAt(tx, shop, profileId),
    });
  }
  return evidence.length > 0 ? evidence : [{ kind: "nothing", text: "No answer yet" }];
}

/** The words of the very version that was answered. */
async function wordingOf(
  tx: Tx,
  shop: ShopId,
  trait: { versionId: string | null; questionId: string | null; value: string },
) {
  if (trait.versionId === null) return undefined;
  const version = await tx.quizVersion.findUnique({ where: { shopId_id: { shopId: shop, id: trait.versionId } } });
  const content = version === null ? undefined : QuizContent.safeParse(JSON.parse(version.content)).data;
  const question = content?.questions.find(({ id }) => id === trait.questionId);
  if (question === undefined) return undefined;
  const option = "options" in question ? question.options.find(({ id }) => id === trait.value)?.text : undefined;
  return { question: question.text, option };
}

async function consentAt(tx: Tx, shop: ShopId, profileId: number): Promise<AnswerEvidence["consent"]> {
  const entry = await tx.consent.findFirst({
    where: { shopId: shop, profileId, purpose: "personalise", state: "granted" },
    orderBy: [{ at: "desc" }, { id: "desc" }],
  });
  if (entry === null) return undefined;
  const wording =
    entry.wordingHash === null
      ? null
      : await tx.wording.findUnique({ where: { shopId_hash: { shopId: shop, hash: entry.wordingHash } } });
  return { wording: wording?.text, at: entry.at };
}

async function orderIdsWith(
  tx: Tx,
  shop: ShopId,
  profileId: number,
  leaf: Extract<LeafRule, { kind: "bought" | "boughtType" }>,
  now: Date,
): Promise<number[]> {
  const what = isProduct(raw(`l."productId"`), leaf, { shop, dialect: sqlite });
  const since = leaf.within === undefined ? raw("") : sql`AND o."processedAt" > ${daysAgo(leaf.within.days)}`;
  const lines = sql`SELECT DISTINCT o."id" FROM "Order" AS o CROSS JOIN "OrderLine" AS l ON l."orderId" = o."id"
    WHERE o."shopId" = ${int(shop)} AND o."profileId" = ${profileId} ${since} AND o."cancelledAt" IS NULL AND o."deletedAt" IS NULL AND ${what}
    ORDER BY o."id" DESC LIMIT 1000`;
  const rows = await tx.$queryRawUnsafe<{ id: number | bigint }[]>(lines.sql, ...bind(lines, { now }));
  return rows.map(({ id }) => Number(id));
}

async function readOrders(
  tx: Tx,
  shop: ShopId,
  profileId: number,
  more: { id?: { in: number[] }; processedAt?: { gt: Date } },
  { currency }: Vocabulary,
  limit = SHOWN_ORDERS,
  direction: "asc" | "desc" = "desc",
): Promise<Evidence[]> {
  const where = { shopId: shop, profileId, cancelledAt: null, deletedAt: null, ...more };
  const orders = await tx.order.findMany({ where, orderBy: { processedAt: direction }, take: limit });
  if (orders.length === 0) return [{ kind: "nothing", text: "No such order" }];
  const count = limit === 1 ? 1 : await tx.order.count({ where });
  const evidence: OrderEvidence = {
    kind: "orders",
    orders: orders.map((order) => ({
      name: order.name,
      at: order.processedAt,
      amount: formatAmount(Number(order.totalMicros - order.refundedMicros) / 1_000_000, order.currency || currency),
    })),
    more: count - orders.length,
  };
  return [evidence];
}

async function readFigure(
  tx: Tx,
  shop: ShopId,
  profileId: number,
  kind: "orderCount" | "amountSpent",
  { currency }: Vocabulary,
): Promise<Evidence[]> {
  const profile = await tx.profile.findFirst({ where: { shopId: shop, id: profileId } });
  if (profile === null) return [];
  const { lifetimeOrders, orderCount, lifetimeSpentMicros, amountSpentMicros } = profile;
  const known = kind === "orderCount" ? lifetimeOrders : lifetimeSpentMicros;
  const amount = Number(lifetimeSpentMicros ?? amountSpentMicros) / 1_000_000;
  const count = lifetimeOrders ?? orderCount;
  const text =
    kind === "orderCount"
      ? `${count} ${count === 1 ? "order" : "orders"} in all`
      : `${formatAmount(amount, currency)} in all`;
  return [{ kind: "figure", text, source: known === null ? "orders" : "shopify" }];
}
