import type { InboxRow } from "../platform/inbox.ts";
import type { Tx } from "../platform/db.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { findVersion } from "../quiz/quiz.store.server.ts";
import { dataKeyOf, findShop } from "../shop/shop.store.server.ts";
import type { ResponseArrival } from "./receive-response.server.ts";
import type { SurveyArrival } from "./receive-survey.server.ts";
import { recordResponse } from "./record-response.server.ts";
import { recordSurvey } from "./record-survey.server.ts";

/** One inbox row of kind "response": a quiz walk or a thank-you page's answer. A shop that has been erased keeps nothing. */
export async function recordArrival(tx: Tx, row: InboxRow, masterKey: Key): Promise<void> {
  const shop = await findShop(tx, row.shop);
  if (shop === undefined) return;
  const arrival = JSON.parse(row.body) as ResponseArrival | SurveyArrival;
  const key = await dataKeyOf(tx, shop.id, masterKey);
  const at = new Date(row.receivedAt);
  if ("survey" in arrival) return recordSurvey(tx, shop.id, arrival.survey, at, key);
  const { submitted, customerId } = arrival;
  const quiz = await findVersion(tx, shop.id, submitted.versionId);
  if (quiz === undefined) throw new Error("the version of an acknowledged response is missing");
  await recordResponse(tx, shop.id, { submitted, quiz, customerId, source: "storefront", test: false, at }, key);
}
