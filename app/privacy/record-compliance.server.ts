import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import { CompliancePayload, jobOf } from "./compliance.ts";
import type { ComplianceTopic } from "./compliance.ts";
import { addRequest, finishRequest } from "./compliance.store.server.ts";

/** Notes the request and queues its answer. A shop we know nothing of is answered at once: nothing is kept. */
export async function recordCompliance(
  tx: Tx,
  shop: ShopId | undefined,
  webhook: { topic: ComplianceTopic; shopDomain: string; webhookId: string; payload: unknown },
  now: Date,
): Promise<void> {
  const payload = CompliancePayload.parse(webhook.payload);
  const receipt = payload.customer === undefined ? {} : { customerId: payload.customer.id };
  const { topic, shopDomain, webhookId } = webhook;
  const requestId = await addRequest(tx, { shopDomain, topic, webhookId, receipt, at: now });
  if (requestId === undefined) return;
  if (shop === undefined) return finishRequest(tx, requestId, { receipt: { counts: {} }, at: now });
  await enqueue(tx, shop, jobOf(topic), { requestId }, now);
}
