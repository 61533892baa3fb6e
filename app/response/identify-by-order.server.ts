import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { enqueue, wakeJob } from "../platform/queue.store.server.ts";
import { mergeProfile } from "../profile/merge.store.server.ts";
import { findProfile } from "../profile/profile.store.server.ts";
import { findResponseProfile } from "./response.store.server.ts";
import { findSurveysOf } from "./survey.store.server.ts";

/** What recording an order told: whose it is, and the response that its cart carried. */
export interface IdentifyingOrder {
  profileIds: number[];
  responseId: string | undefined;
  /** Whose thank-you page may have asked already. */
  orderId?: string;
}

/** An order proves who the anonymous shopper behind its cart was; then everybody concerned is settled. */
export async function identifyByOrder(tx: Tx, shop: ShopId, order: IdentifyingOrder, now: Date): Promise<void> {
  const [customerProfileId] = order.profileIds;
  if (order.responseId !== undefined && customerProfileId !== undefined) {
    const anonymousId = await findResponseProfile(tx, shop, order.responseId);
    const anonymous = anonymousId === undefined ? undefined : await findProfile(tx, shop, anonymousId);
    const customer = await findProfile(tx, shop, customerProfileId);
    if (anonymous !== undefined && customer !== undefined)
      await mergeProfile(tx, shop, anonymous, customer, { reason: "order", at: now });
  }
  if (order.orderId !== undefined) await wakeSurveys(tx, shop, order.orderId, now);
  for (const profileId of order.profileIds) await enqueue(tx, shop, "settle-profile", { profileId }, now);
}

/** The thank-you page is often faster than the order: its answer waits. */
async function wakeSurveys(tx: Tx, shop: ShopId, orderId: string, now: Date): Promise<void> {
  for (const responseId of await findSurveysOf(tx, shop, orderId))
    await wakeJob(tx, shop, "join-survey", { responseId }, now);
}
