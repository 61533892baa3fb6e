import type { ShopId } from "../contract/shop.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db.server.ts";
import { notFound } from "../platform/refusal.ts";
import { findTemplate } from "./find-template.ts";
import { createQuiz } from "./quiz.store.server.ts";
import { priceThirds } from "./template.ts";

/** A new draft from a template, its budgets fitted to the prices of this shop. */
export async function startQuiz(
  { db, clock }: { db: Database; clock: Clock },
  shop: ShopId,
  handle: string,
  { currency, prices }: { currency: string; prices: readonly number[] },
): Promise<number> {
  const template = findTemplate(handle);
  if (!template) throw notFound("This template");
  const draft = template.content({ currency, priceThirds: priceThirds(prices) });
  return db.transaction((tx) => createQuiz(tx, shop, { handle: template.handle, kind: template.kind, draft }, clock()));
}
