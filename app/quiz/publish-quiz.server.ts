import { QuizContent } from "../contract/quiz.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database, Tx } from "../platform/db.server.ts";
import type { MintId } from "../platform/id.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import { nameFreshParts } from "./rename.ts";
import {
  addVersion,
  deleteQuiz,
  findVersion,
  listVersions,
  publishedNames,
  requireQuiz,
  saveDraft,
  unpublishQuiz,
} from "./quiz.store.server.ts";
import type { Quiz, VersionLine } from "./quiz.store.server.ts";
import { isSame } from "./same.ts";
import type { DraftCheck, DraftSave } from "./quiz-view.ts";

export interface PublishDeps {
  db: Database;
  clock: Clock;
  mintId: MintId;
  /** Verifies against this shop's catalogue and segments: later rooms' work. */
  check(quiz: Pick<Quiz, "handle" | "kind">, content: QuizContent): Promise<DraftCheck>;
}

export type Publishing =
  | { version: VersionLine; revision: number; content: QuizContent; check: DraftCheck }
  | { revision: number; check: DraftCheck };

/** Saves what is in the editor and makes it what shoppers see; with errors it is only saved, and says why. */
export async function publishQuiz(
  { db, clock, mintId, check }: PublishDeps,
  shop: ShopId,
  id: number,
  save: DraftSave,
  draft: QuizContent,
): Promise<Publishing> {
  const quiz = await requireQuiz(db.read, shop, id);
  const content = nameFreshParts(draft, await publishedNames(db.read, shop, id));
  const checked = await check(quiz, content);
  const works = checked.findings.every((finding) => finding.severity !== "error");
  return db.transaction(async (tx) => {
    const now = clock();
    const saved = await saveDraft(tx, shop, id, save, content, now);
    if (!works) return { revision: saved, check: checked };
    // What verify lets through parses; a fault here is ours and leaves everything as it was.
    const parsed = QuizContent.parse(content);
    const version =
      (await liveIfSame(tx, shop, id, parsed)) ??
      (await addVersion(tx, shop, quiz, { id: mintId(), content: parsed }, now));
    await enqueue(tx, shop, "push-quiz", { quizId: id }, now);
    if (content.incentive !== undefined) await enqueue(tx, shop, "fill-codes", { quizId: id }, now);
    await enqueue(tx, shop, "define-traits", { quizId: id }, now);
    return { version, revision: saved, content, check: checked };
  });
}

/** What shoppers see already, word for word: another version of it would only have those who are answering start afresh. */
async function liveIfSame(tx: Tx, shop: ShopId, id: number, content: QuizContent): Promise<VersionLine | undefined> {
  const { publishedVersionId } = await requireQuiz(tx, shop, id);
  const live = publishedVersionId === null ? undefined : await findVersion(tx, shop, publishedVersionId);
  if (live === undefined || !isSame(live.content, content)) return undefined;
  return (await listVersions(tx, shop, id)).find((line) => line.id === live.versionId);
}

/** Shoppers no longer see it; answers and versions stay. */
export async function takeQuizDown(
  { db, clock }: Pick<PublishDeps, "db" | "clock">,
  shop: ShopId,
  id: number,
): Promise<void> {
  await db.transaction(async (tx) => {
    await requireQuiz(tx, shop, id);
    await unpublishQuiz(tx, shop, id, clock());
    await enqueue(tx, shop, "push-quiz", { quizId: id }, clock());
  });
}

export async function removeQuiz(
  { db, clock }: Pick<PublishDeps, "db" | "clock">,
  shop: ShopId,
  id: number,
): Promise<void> {
  await db.transaction(async (tx) => {
    await requireQuiz(tx, shop, id);
    await deleteQuiz(tx, shop, id, clock());
    await enqueue(tx, shop, "push-quiz", { quizId: id }, clock());
  });
}
