import type { QuizContent } from "../contract/quiz.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { DraftCheck } from "../quiz/quiz-view.ts";
import { loadCatalog } from "../recommendation/load-catalog.server.ts";
import { checkDraft, feeds } from "./check-quiz.ts";
import { liveRules } from "./segment-use.store.server.ts";

interface CheckShop {
  id: ShopId;
  catalogRevision: number;
  currency: string;
}

/** Verifies a draft against the shop's catalogue and segments. */
export async function checkQuiz(
  tx: Tx,
  shop: CheckShop,
  quiz: { handle: string; content: QuizContent },
  now: Date,
): Promise<DraftCheck> {
  const index = await loadCatalog(tx, shop, now);
  const rules = await liveRules(tx, shop.id);
  const feedsSegments = rules.some((rule) => feeds(rule, quiz.handle, quiz.content));
  return checkDraft(index, quiz.content, feedsSegments);
}
