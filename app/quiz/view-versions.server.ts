import type { QuizContent } from "../contract/quiz.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { changesBetween } from "./diff.ts";
import { listContents, requireQuiz } from "./quiz.store.server.ts";
import type { VersionView } from "./quiz-view.ts";

/** Every version that shoppers have seen, newest first, with what changed since the one before. */
export async function viewVersions(tx: Tx, shop: ShopId, quizId: number): Promise<VersionView[]> {
  const { publishedVersionId } = await requireQuiz(tx, shop, quizId);
  const versions = await listContents(tx, shop, quizId);
  return versions.map(({ id, number, publishedAt, content }, at) => ({
    number,
    at: publishedAt.toISOString(),
    live: id === publishedVersionId,
    content,
    changes: changesSince(versions[at + 1]?.content, content),
  }));
}

const changesSince = (before: QuizContent | undefined, content: QuizContent): string[] | undefined =>
  before && changesBetween(before, content);
