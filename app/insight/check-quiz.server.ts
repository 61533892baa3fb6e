import type { QuizContent, QuizKind } from "../contract/quiz.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { DraftCheck } from "../quiz/quiz-view.ts";
import { loadCatalog } from "../recommendation/load-catalog.server.ts";
import { checkDraft, namesUsed } from "./check-quiz.ts";
import { liveRules } from "./segment-use.store.server.ts";

interface CheckShop {
  id: ShopId;
  catalogRevision: number;
  currency: string;
  askQuestions: number;
}

/** Verifies a draft against the shop's catalogue and segments. */
export async function checkQuiz(
  tx: Tx,
  shop: CheckShop,
  quiz: { handle: string; kind: QuizKind; content: QuizContent },
  now: Date,
): Promise<DraftCheck> {
  const index = await loadCatalog(tx, shop, now);
  const rules = await liveRules(tx, shop.id);
  const used = new Set(rules.flatMap((rule) => namesUsed(rule, quiz.handle)));
  return checkDraft(index, quiz.content, { used, kind: quiz.kind, budget: shop.askQuestions });
}
