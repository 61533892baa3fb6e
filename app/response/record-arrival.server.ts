import type { AskingArrival } from "../asking/answer-asking.server.ts";
import { recordAsking } from "../asking/record-asking.server.ts";
import type { PublishedQuiz } from "../contract/quiz.ts";
import type { ShopId } from "../contract/shop.ts";
import type { InboxRow } from "../platform/inbox.ts";
import type { Tx } from "../platform/db.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { findPublishedVersionId, findVersion } from "../quiz/quiz.store.server.ts";
import { dataKeyOf, findShopId } from "../shop/shop.store.server.ts";
import type { ResponseArrival } from "./receive-response.server.ts";
import type { SurveyArrival } from "./receive-survey.server.ts";
import { recordResponse } from "./record-response.server.ts";
import { recordSurvey } from "./record-survey.server.ts";
import { recordVote } from "./record-vote.server.ts";

const MAX_KEPT = 2_000;

/** Keeps what never changes while it exists: a version's content, a shop's key (shop numbers are never given twice). */
function keeping<T>(load: (tx: Tx, shop: ShopId, id: string) => Promise<T | undefined>) {
  const kept = new Map<string, T>();
  return async (tx: Tx, shop: ShopId, id: string): Promise<T | undefined> => {
    const name = `${shop}/${id}`;
    const known = kept.get(name);
    if (known !== undefined) return known;
    const loaded = await load(tx, shop, id);
    if (loaded === undefined) return undefined;
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(name, loaded);
    return loaded;
  };
}

/** Records inbox rows of kind "response": a quiz walk or a thank-you page's answer. A shop that has been erased keeps nothing. */
export function arrivalRecorder(masterKey: Key): (tx: Tx, row: InboxRow) => Promise<void> {
  const versionOf = keeping<PublishedQuiz>(findVersion);
  const keyOf = keeping<Key>((tx, shop) => dataKeyOf(tx, shop, masterKey));

  return async (tx, row) => {
    const shop = await findShopId(tx, row.shop);
    if (shop === undefined) return;
    const key = await keyOf(tx, shop, "data key");
    if (key === undefined) throw new Error("a shop has a data key");
    const arrival = JSON.parse(row.body) as ResponseArrival | SurveyArrival | { asking: AskingArrival };
    const at = new Date(row.receivedAt);
    if ("asking" in arrival) return recordAsking(tx, shop, arrival.asking, at);
    if ("survey" in arrival) return recordSurvey(tx, shop, arrival.survey, at, key);
    const { submitted, customerId, device, client, crowded } = arrival;
    const quiz = await versionOf(tx, shop, submitted.versionId);
    if (quiz === undefined) throw new Error("the version of an acknowledged response is missing");
    const who = { customerId, device, client, crowded };
    const arrived = { submitted, quiz, ...who, source: "storefront", test: false, at } as const;
    await recordResponse(tx, shop, arrived, key);
    if (quiz.kind !== "poll") return;
    const liveId = await findPublishedVersionId(tx, shop, quiz.handle);
    const live = (liveId && (await versionOf(tx, shop, liveId))) || quiz;
    await recordVote(tx, shop, { responseId: submitted.responseId, customerId, quiz, live, at }, key);
  };
}
