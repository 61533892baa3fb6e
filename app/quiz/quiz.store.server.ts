import type { Prisma } from "@prisma/client";
import { PublishedQuiz, QuizContent, QuizKind } from "../contract/quiz.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { notFound, Refusal } from "../platform/refusal.ts";
import { CHECKOUT_SURVEY } from "./checkout-survey.ts";
import { parseDraft } from "./draft.ts";
import type { DraftSave } from "./quiz-view.ts";
import { namesIn } from "./rename.ts";

export interface Quiz {
  id: number;
  handle: string;
  kind: QuizKind;
  title: string;
  draft: QuizContent;
  revision: number;
  /** The save that made the draft; null before the first. */
  save: string | null;
  publishedVersionId: string | null;
  updatedAt: Date;
}

export interface VersionLine {
  id: string;
  number: number;
  publishedAt: Date;
}

type Row = Prisma.QuizGetPayload<object>;

function toQuiz(row: Row): Quiz {
  const { id, handle, title, publishedVersionId, updatedAt, draftRevision: revision, draftSave: save } = row;
  const draft = parseDraft(JSON.parse(row.draft));
  return { id, handle, kind: QuizKind.parse(row.kind), title, draft, revision, save, publishedVersionId, updatedAt };
}

const live = (shop: ShopId, id: number) => ({ shopId: shop, id, deletedAt: null });

/** One of this shop's quizzes; another shop's is as unknown as one that never was. */
export async function requireQuiz(tx: Tx, shop: ShopId, id: number): Promise<Quiz> {
  const row = await tx.quiz.findFirst({ where: live(shop, id) });
  if (!row) throw notFound("This quiz");
  return toQuiz(row);
}

/** Also a deleted one: whoever keeps something in step with it must see that it is gone. */
export async function findQuizForPush(
  tx: Tx,
  shop: ShopId,
  id: number,
): Promise<{ handle: string; published: PublishedQuiz | undefined } | undefined> {
  const row = await tx.quiz.findFirst({ where: { shopId: shop, id } });
  if (!row) return undefined;
  const versionId = row.deletedAt === null ? row.publishedVersionId : null;
  return { handle: row.handle, published: versionId === null ? undefined : await findVersion(tx, shop, versionId) };
}

export interface QuizLine {
  id: number;
  handle: string;
  kind: QuizKind;
  title: string;
  published: boolean;
  updatedAt: Date;
}

export async function listQuizzes(tx: Tx, shop: ShopId): Promise<QuizLine[]> {
  const rows = await tx.quiz.findMany({
    where: { shopId: shop, deletedAt: null },
    orderBy: { updatedAt: "desc" },
    select: { id: true, handle: true, kind: true, title: true, publishedVersionId: true, updatedAt: true },
  });
  return rows.map(({ publishedVersionId, kind, ...row }) => ({
    ...row,
    kind: QuizKind.parse(kind),
    published: publishedVersionId !== null,
  }));
}

/** What is published under which handle, the newest first; what is asked after an order has its place already. */
export function listHandles(
  tx: Tx,
  shop: ShopId,
  most: number,
): Promise<{ handle: string; kind: string; title: string }[]> {
  return tx.quiz.findMany({
    where: { shopId: shop, deletedAt: null, publishedVersionId: { not: null }, handle: { not: CHECKOUT_SURVEY } },
    orderBy: { id: "desc" },
    take: most,
    select: { handle: true, kind: true, title: true },
  });
}

/** Handles stay taken for ever, deleted quizzes' too: rules and themes may still name them. */
async function freeHandle(tx: Tx, shop: ShopId, wanted: string): Promise<string> {
  const taken = await tx.quiz.findMany({
    where: { shopId: shop, handle: { startsWith: wanted } },
    select: { handle: true },
  });
  const handles = new Set(taken.map((row) => row.handle));
  if (!handles.has(wanted)) return wanted;
  let number = 2;
  while (handles.has(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}

export async function createQuiz(
  tx: Tx,
  shop: ShopId,
  quiz: { handle: string; kind: QuizKind; draft: QuizContent },
  now: Date,
): Promise<number> {
  const { id } = await tx.quiz.create({
    data: {
      shopId: shop,
      handle: await freeHandle(tx, shop, quiz.handle),
      kind: quiz.kind,
      title: quiz.draft.title,
      draft: JSON.stringify(quiz.draft),
      createdAt: now,
      updatedAt: now,
    },
    select: { id: true },
  });
  return id;
}

/** Saves over what the editor started from and over its own saves, and over no other. Returns the new revision. */
export async function saveDraft(
  tx: Tx,
  shop: ShopId,
  id: number,
  { save, revision, unanswered }: DraftSave,
  draft: QuizContent,
  now: Date,
): Promise<number> {
  const saved = await tx.quiz.updateMany({
    where: { ...live(shop, id), OR: [{ draftRevision: revision }, { draftSave: { in: unanswered } }] },
    data: {
      draft: JSON.stringify(draft),
      title: draft.title,
      draftRevision: { increment: 1 },
      draftSave: save,
      updatedAt: now,
    },
  });
  const known = await tx.quiz.findFirst({ where: live(shop, id), select: { draftSave: true, draftRevision: true } });
  if (!known) throw notFound("This quiz");
  // Not saved, and there all the same: sent again because the reply was lost.
  if (saved.count === 1 || known.draftSave === save) return known.draftRevision;
  throw new Refusal(
    409,
    "draft_changed",
    "Somebody else has changed this quiz meanwhile. Load their version, or copy your texts first.",
  );
}

/** The next version of a quiz, immutable from now on and what shoppers see. */
export async function addVersion(
  tx: Tx,
  shop: ShopId,
  quiz: Pick<Quiz, "id">,
  version: { id: string; content: QuizContent },
  now: Date,
): Promise<VersionLine> {
  const newest = await tx.quizVersion.aggregate({ where: { shopId: shop, quizId: quiz.id }, _max: { number: true } });
  const number = (newest._max.number ?? 0) + 1;
  const content = JSON.stringify(version.content);
  await tx.quizVersion.create({
    data: { shopId: shop, id: version.id, quizId: quiz.id, number, content, publishedAt: now },
  });
  await tx.quiz.updateMany({ where: live(shop, quiz.id), data: { publishedVersionId: version.id, updatedAt: now } });
  return { id: version.id, number, publishedAt: now };
}

export async function unpublishQuiz(tx: Tx, shop: ShopId, id: number, now: Date): Promise<void> {
  await tx.quiz.updateMany({ where: live(shop, id), data: { publishedVersionId: null, updatedAt: now } });
}

export async function deleteQuiz(tx: Tx, shop: ShopId, id: number, now: Date): Promise<void> {
  await tx.quiz.updateMany({ where: live(shop, id), data: { publishedVersionId: null, deletedAt: now } });
}

export async function listVersions(tx: Tx, shop: ShopId, quizId: number): Promise<VersionLine[]> {
  return tx.quizVersion.findMany({
    where: { shopId: shop, quizId },
    orderBy: { number: "desc" },
    select: { id: true, number: true, publishedAt: true },
  });
}

/** The newest versions with all that they say. */
export async function listContents(
  tx: Tx,
  shop: ShopId,
  quizId: number,
): Promise<(VersionLine & { content: QuizContent })[]> {
  const rows = await tx.quizVersion.findMany({
    where: { shopId: shop, quizId },
    orderBy: { number: "desc" },
    take: 50,
    select: { id: true, number: true, publishedAt: true, content: true },
  });
  return rows.map((row) => ({ ...row, content: QuizContent.parse(JSON.parse(row.content)) }));
}

/** A version by its public id, also of a quiz that is no longer published or was deleted: walks that began with it end with it. */
export async function findVersion(tx: Tx, shop: ShopId, versionId: string): Promise<PublishedQuiz | undefined> {
  const row = await tx.quizVersion.findUnique({
    where: { shopId_id: { shopId: shop, id: versionId } },
    include: { quiz: { select: { handle: true, kind: true } } },
  });
  if (!row) return undefined;
  const { handle, kind } = row.quiz;
  return PublishedQuiz.parse({ versionId, quizId: row.quizId, handle, kind, content: JSON.parse(row.content) });
}

/** What shoppers see under a handle now: nothing of a draft, of a quiz taken down or of a deleted one. */
export async function findPublishedVersionId(tx: Tx, shop: ShopId, handle: string): Promise<string | undefined> {
  const where = { shopId: shop, handle, deletedAt: null };
  const row = await tx.quiz.findFirst({ where, select: { publishedVersionId: true } });
  return row?.publishedVersionId ?? undefined;
}

/** Names of questions and options in every version of a quiz: answers are kept under them. */
export async function publishedNames(tx: Tx, shop: ShopId, quizId: number): Promise<string[]> {
  const rows = await tx.quizVersion.findMany({ where: { shopId: shop, quizId }, select: { content: true } });
  return [...new Set(rows.flatMap((row) => namesIn(QuizContent.parse(JSON.parse(row.content)))))];
}
