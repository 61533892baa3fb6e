import type { Incentive } from "../contract/quiz.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { termsOf } from "./incentive.ts";
import type { PoolView } from "./incentive-fields.ts";
import { countCodes } from "./incentive.store.server.ts";

/** Undefined before the first publication on these terms. */
export async function viewPool(
  read: Tx,
  shop: ShopId,
  quizId: number,
  incentive: Incentive | undefined,
): Promise<PoolView | undefined> {
  return incentive?.kind === "discount" ? countCodes(read, shop, quizId, termsOf(incentive)) : undefined;
}
