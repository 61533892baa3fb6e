import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { listTraits } from "../profile/trait-dictionary.store.server.ts";
import { findVersion, listVersions, publishedNames, requireQuiz } from "../quiz/quiz.store.server.ts";
import type { EditorView } from "../quiz/quiz-view.ts";
import { checkQuiz } from "./check-quiz.server.ts";
import { wasAnsweredByShoppers } from "./results.store.server.ts";

interface EditorShop {
  id: ShopId;
  catalogRevision: number;
  currency: string;
  askQuestions: number;
}

/** All that the editor shows of one quiz of this shop. */
export async function loadEditor(tx: Tx, shop: EditorShop, quizId: number, now: Date): Promise<EditorView> {
  const quiz = await requireQuiz(tx, shop.id, quizId);
  const versions = await listVersions(tx, shop.id, quizId);
  const live = quiz.publishedVersionId === null ? undefined : await findVersion(tx, shop.id, quiz.publishedVersionId);
  const line = versions.find((version) => version.id === live?.versionId);
  const published =
    live && line
      ? {
          number: line.number,
          at: line.publishedAt.toISOString(),
          isDraft: JSON.stringify(live.content) === JSON.stringify(quiz.draft),
        }
      : undefined;
  return {
    id: quiz.id,
    handle: quiz.handle,
    kind: quiz.kind,
    draft: quiz.draft,
    revision: quiz.revision,
    save: quiz.save,
    check: await checkQuiz(tx, shop, { handle: quiz.handle, kind: quiz.kind, content: quiz.draft }, now),
    currency: shop.currency,
    published,
    answered: published !== undefined && (await wasAnsweredByShoppers(tx, shop.id, quizId)),
    fixedNames: await publishedNames(tx, shop.id, quizId),
    traits: (await listTraits(tx, shop.id)).map(({ key, name, type }) => ({ key, name, type })),
  };
}
