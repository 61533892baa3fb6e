import type { PublishedQuiz } from "../contract/quiz.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { CHECKOUT_SURVEY, checkoutSurvey } from "./checkout-survey.ts";
import { addVersion, createQuiz, findVersion } from "./quiz.store.server.ts";

/** One version per shop, with a fixed id: made with the first answer, so that nothing has to be set up. */
const VERSION_ID = `${CHECKOUT_SURVEY}-1`;

export async function ensureCheckoutSurvey(tx: Tx, shop: ShopId, now: Date): Promise<PublishedQuiz> {
  const known = await findVersion(tx, shop, VERSION_ID);
  if (known !== undefined) return known;
  const id = await createQuiz(tx, shop, { handle: CHECKOUT_SURVEY, kind: "survey", draft: checkoutSurvey }, now);
  await addVersion(tx, shop, { id }, { id: VERSION_ID, content: checkoutSurvey }, now);
  const made = await findVersion(tx, shop, VERSION_ID);
  if (made === undefined) throw new Error("the checkout survey could not be made");
  return made;
}
