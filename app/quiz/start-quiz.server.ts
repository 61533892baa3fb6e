import type { QuizKind } from "../contract/quiz.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db.server.ts";
import { notFound } from "../platform/refusal.ts";
import { emptyQuiz } from "./empty-quiz.ts";
import { findTemplate } from "./find-template.ts";
import { fitProducts } from "./fit-template.ts";
import type { CountFitting } from "./fit-template.ts";
import { createQuiz } from "./quiz.store.server.ts";
import { priceThirds } from "./template.ts";

/** What a template is fitted to: the prices of this shop, and what its products answer. */
export interface Fitting {
  currency: string;
  prices: readonly number[];
  count: CountFitting;
}

/** A new draft from a template, fitted to this shop. */
export async function startQuiz(
  { db, clock }: { db: Database; clock: Clock },
  shop: ShopId,
  handle: string,
  { currency, prices, count }: Fitting,
): Promise<number> {
  const template = findTemplate(handle);
  if (!template) throw notFound("This template");
  const draft = fitProducts(template.content({ currency, priceThirds: priceThirds(prices) }), count);
  return db.transaction((tx) => createQuiz(tx, shop, { handle: template.handle, kind: template.kind, draft }, clock()));
}

/** A new draft with one empty question, named after its kind. */
export const startEmptyQuiz = (
  { db, clock }: { db: Database; clock: Clock },
  shop: ShopId,
  kind: QuizKind,
): Promise<number> =>
  db.transaction((tx) => createQuiz(tx, shop, { handle: kind, kind, draft: emptyQuiz(kind) }, clock()));
