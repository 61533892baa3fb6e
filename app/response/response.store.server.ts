import type { AnswerValue, SubmittedResponse } from "../contract/response.ts";
import type { Question } from "../contract/question.ts";
import type { PublishedQuiz } from "../contract/quiz.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { open, seal } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";
import type { CurrentTrait, TraitChange } from "../profile/trait.ts";
import type { Device } from "./device.ts";
import type { Flag } from "./flag.ts";
import type { GivenAnswer, Interpretation } from "./interpret.ts";
import { contactHashOf } from "./contact.store.server.ts";
import { keptDays, keptUntil } from "./trait-expiry.store.server.ts";

export interface ResponseRow {
  id: string;
  profileId: number | null;
  test: boolean;
  versionId: string;
  startedAt: Date;
  /** Why it is counted apart. */
  flag: string | null;
}

export interface NewResponse {
  id: string;
  quiz: PublishedQuiz;
  source: "storefront" | "checkout";
  placement: string;
  language: string;
  device?: Device | undefined;
  /** The words of the link that led there. */
  link?: SubmittedResponse["source"];
  test: boolean;
  at: Date;
}

/** Makes the response on its first answer; afterwards it stays as it is, but for the first link that led there. Raw: every arrival passes here. */
export async function takeResponse(tx: Tx, shop: ShopId, response: NewResponse): Promise<ResponseRow> {
  const { quiz, at } = response;
  const [row] = await tx.$queryRawUnsafe<ResponseRow[]>(
    `INSERT INTO "QuizResponse" ("shopId", "id", "quizId", "versionId", "source", "placement", "language", "device", "utmSource", "utmMedium",
       "utmCampaign", "test", "startedAt", "updatedAt")
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT ("shopId", "id") DO UPDATE SET "updatedAt" = max("updatedAt", excluded."updatedAt"),
       ("utmSource", "utmMedium", "utmCampaign") = (
         SELECT "utmSource", "utmMedium", "utmCampaign" WHERE coalesce("utmSource", "utmMedium", "utmCampaign") IS NOT NULL
         UNION ALL SELECT excluded."utmSource", excluded."utmMedium", excluded."utmCampaign" LIMIT 1)
     RETURNING "id", "profileId", "test", "versionId", "startedAt", "flag"`,
    shop,
    response.id,
    quiz.quizId,
    quiz.versionId,
    response.source,
    response.placement,
    response.language,
    response.device ?? null,
    response.link?.source ?? null,
    response.link?.medium ?? null,
    response.link?.campaign ?? null,
    response.test,
    at,
    at,
  );
  if (row === undefined) throw new Error("an upsert returns its row");
  return row;
}

const place = (answerId: string) => `Answer.textSealed/${answerId}`;

/** What a person wrote: sealed. */
const OWN_WORDS: ReadonlySet<Question["type"]> = new Set(["text", "email", "phone", "date"]);

/** Option ids and numbers stay readable for figures; own words are sealed; yes, no and skipped have a form that no option id can have. */
function toColumns(answerId: string, value: AnswerValue, type: Question["type"] | undefined, key: Key) {
  if (typeof value === "string" && type !== undefined && OWN_WORDS.has(type)) {
    return {
      options: "[]",
      textSealed: seal(key, place(answerId), value),
      contactHash: contactHashOf(key, type, value),
    };
  }
  const options = JSON.stringify(typeof value === "string" ? [value] : value);
  return { options, textSealed: null, contactHash: null };
}

/**
 * An answer that is already there stays as it was: its id makes it once. What ends a walk carries its whole path, and that path counts: an
 * answer of it to which another tab's answer came in later takes its place after that.
 */
export async function addAnswers(
  tx: Tx,
  shop: ShopId,
  responseId: string,
  quiz: PublishedQuiz,
  { answers, finished }: Pick<SubmittedResponse, "answers" | "finished">,
  at: Date,
  key: Key,
): Promise<void> {
  if (answers.length === 0) return;
  const rows = answers.flatMap((answer, index) => {
    const { answerId, questionId, value, order, recalled = false } = answer;
    const type = quiz.content.questions.find(({ id }) => id === questionId)?.type;
    const { options, textSealed, contactHash } = toColumns(answerId, value, type, key);
    const seen = order === undefined ? null : JSON.stringify(order);
    return [
      shop,
      answerId,
      responseId,
      questionId,
      options,
      textSealed,
      contactHash,
      seen,
      recalled,
      shop,
      responseId,
      index + 1,
      at,
    ];
  });
  // With `max` alone, or an ORDER BY, SQLite plans a statement anew for each value that it is bound to: ten times its own cost.
  const next = `(SELECT coalesce(max("sequence"), count(*)) FROM "Answer" WHERE "shopId" = ? AND "responseId" = ?) + ?`;
  await tx.$executeRawUnsafe(
    `INSERT INTO "Answer" ("shopId", "id", "responseId", "questionId", "options", "textSealed", "contactHash", "shownOrder", "recalled", "sequence", "at")
     VALUES ${answers.map(() => `(?, ?, ?, ?, ?, ?, ?, ?, ?, ${next}, ?)`).join(", ")}
     ON CONFLICT ("shopId", "id") ${finished ? MOVED_BEHIND_NEWER : "DO NOTHING"}`,
    ...rows,
  );
}

const MOVED_BEHIND_NEWER = `DO UPDATE SET "sequence" = excluded."sequence" WHERE EXISTS (
  SELECT 1 FROM "Answer" newer WHERE newer."shopId" = "Answer"."shopId" AND newer."responseId" = "Answer"."responseId"
    AND newer."questionId" = "Answer"."questionId" AND newer."sequence" > "Answer"."sequence")`;

export interface StoredAnswer extends GivenAnswer {
  onPath: boolean;
  at: Date;
}

/** Id and arrival of each. */
export const arrivalsOf = (answers: readonly StoredAnswer[]): Map<string, number> =>
  new Map(answers.map(({ answerId, at }) => [answerId, at.getTime()]));

export async function answersOf(tx: Tx, shop: ShopId, responseId: string, key: Key): Promise<StoredAnswer[]> {
  const rows = await tx.$queryRawUnsafe<
    (Pick<StoredAnswer, "questionId" | "sequence" | "onPath" | "recalled" | "at"> & {
      id: string;
      options: string;
      textSealed: string | null;
    })[]
  >(
    `SELECT "id", "questionId", "options", "textSealed", "sequence", "onPath", "recalled", "at" FROM "Answer"
     WHERE "shopId" = ? AND "responseId" = ?`,
    shop,
    responseId,
  );
  // In order of arrival; why not in SQL: see `addAnswers`.
  rows.sort((a, b) => a.sequence - b.sequence);
  return rows.map((row) => {
    const parsed: unknown =
      row.textSealed === null ? JSON.parse(row.options) : open(key, place(row.id), row.textSealed);
    const { id: answerId, questionId, sequence, at } = row;
    const [onPath, recalled] = [Boolean(row.onPath), Boolean(row.recalled)];
    return { answerId, questionId, sequence, onPath, recalled, at, value: parsed as AnswerValue };
  });
}

export async function saveInterpretation(
  tx: Tx,
  shop: ShopId,
  response: { id: string; profileId: number | null; finishedAt: Date | null; flag?: Flag | undefined },
  answers: StoredAnswer[],
  meaning: Interpretation,
): Promise<void> {
  const moved = answers.filter((answer) => answer.onPath !== meaning.onPath.has(answer.answerId));
  for (const onPath of [true, false]) {
    const ids = moved.filter((answer) => answer.onPath !== onPath).map((answer) => answer.answerId);
    if (ids.length > 0) await tx.answer.updateMany({ where: { shopId: shop, id: { in: ids } }, data: { onPath } });
  }
  await tx.$executeRawUnsafe(
    `UPDATE "QuizResponse" SET "profileId" = ?, "finishedAt" = coalesce("finishedAt", ?),
       "stoppedAt" = CASE WHEN coalesce("finishedAt", ?) IS NULL THEN ? END,
       "outcomeId" = CASE WHEN coalesce("finishedAt", ?) IS NOT NULL THEN ? END,
       "flag" = coalesce(nullif("flag", 'crowd'), ?, "flag")
     WHERE "shopId" = ? AND "id" = ?`,
    response.profileId,
    response.finishedAt,
    response.finishedAt,
    meaning.stoppedAt ?? null,
    response.finishedAt,
    meaning.outcomeId ?? null,
    response.flag ?? null,
    shop,
    response.id,
  );
}

/** With the arrival of the answer that each stands on. Raw: every arrival passes here. */
export async function currentTraits(tx: Tx, shop: ShopId, profileId: number): Promise<CurrentTrait[]> {
  const rows = await tx.$queryRawUnsafe<(Omit<CurrentTrait, "toldAt"> & { toldAt: number | bigint })[]>(
    `SELECT t."id", t."key", t."value", coalesce(t."questionId", '') AS "questionId", coalesce(t."answerId", '') AS "answerId",
       coalesce(a."at", t."since") AS "toldAt"
     FROM "Trait" t LEFT JOIN "Answer" a ON a."shopId" = t."shopId" AND a."id" = t."answerId"
     WHERE t."shopId" = ? AND t."profileId" = ? AND t."until" IS NULL AND t."party" = 'told'`,
    shop,
    profileId,
  );
  return rows.map((row) => ({ ...row, toldAt: Number(row.toldAt) }));
}

export async function saveTraits(
  tx: Tx,
  shop: ShopId,
  profileId: number,
  quiz: PublishedQuiz,
  change: TraitChange,
  at: Date,
): Promise<void> {
  if (change.close.length > 0) {
    await tx.$executeRawUnsafe(
      `UPDATE "Trait" SET "until" = ? WHERE +"shopId" = ? AND +"profileId" = ? AND "id" IN (SELECT "value" FROM json_each(?))`,
      ...[at, shop, profileId, JSON.stringify(change.close)],
    );
  }
  if (change.add.length > 0) {
    const daysOf = await keptDays(
      tx,
      shop,
      change.add.map(({ key }) => key),
    );
    const { quizId, versionId } = quiz;
    await tx.$executeRawUnsafe(
      `INSERT INTO "Trait" ("shopId", "profileId", "key", "value", "questionId", "answerId", "party", "quizId", "versionId", "since", "forgetAt")
       VALUES ${change.add.map(() => `(?, ?, ?, ?, ?, ?, 'told', ?, ?, ?, ?)`).join(", ")}`,
      ...change.add.flatMap(({ key, value, questionId, answerId }) => {
        const forgetAt = keptUntil(at, daysOf(key));
        return [shop, profileId, key, value, questionId, answerId, quizId, versionId, at, forgetAt];
      }),
    );
  }
}

export async function addCartAdd(tx: Tx, shop: ShopId, responseId: string, variantId: string, at: Date): Promise<void> {
  const key = { shopId: shop, responseId, variantId };
  await tx.cartAdd.upsert({ where: { shopId_responseId_variantId: key }, create: { ...key, at }, update: {} });
}

export async function findResponse(tx: Tx, shop: ShopId, responseId: string): Promise<ResponseRow | undefined> {
  const [row] = await tx.$queryRawUnsafe<ResponseRow[]>(
    `SELECT "id", "profileId", "test", "versionId", "startedAt", "flag" FROM "QuizResponse" WHERE "shopId" = ? AND "id" = ?`,
    shop,
    responseId,
  );
  return row;
}

/** A response that was carried to an order through the cart: whose it is by then. */
export async function findResponseProfile(tx: Tx, shop: ShopId, responseId: string): Promise<number | undefined> {
  return (await findResponse(tx, shop, responseId))?.profileId ?? undefined;
}
