import type { ShopId } from "../contract/shop.ts";
import { addressHashOf } from "../optin/opt-in.store.server.ts";
import type { Tx } from "../platform/db.server.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { phoneHashesOf } from "../response/contact.store.server.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";
import { CompliancePayload, jobOf } from "./compliance.ts";
import type { ComplianceTopic, Receipt } from "./compliance.ts";
import { addRequest, finishRequest } from "./compliance.store.server.ts";

/** Notes the request and queues its answer. A shop we know nothing of is answered at once: nothing is kept. */
export async function recordCompliance(
  tx: Tx,
  shop: ShopId | undefined,
  webhook: { topic: ComplianceTopic; shopDomain: string; webhookId: string; payload: unknown },
  now: Date,
  masterKey: Key,
): Promise<void> {
  const payload = CompliancePayload.parse(webhook.payload);
  const receipt = await receiptOf(tx, shop, payload, masterKey);
  const { topic, shopDomain, webhookId } = webhook;
  const requestId = await addRequest(tx, { shopDomain, topic, webhookId, receipt, at: now });
  if (requestId === undefined) return;
  if (shop === undefined) return finishRequest(tx, requestId, { receipt: { counts: {} }, at: now });
  await enqueue(tx, shop, jobOf(topic), { requestId }, now);
}

async function receiptOf(
  tx: Tx,
  shop: ShopId | undefined,
  { customer }: CompliancePayload,
  masterKey: Key,
): Promise<Receipt> {
  if (customer === undefined) return {};
  const { id: customerId, email, phone } = customer;
  if (shop === undefined) return { customerId };
  const key = await dataKeyOf(tx, shop, masterKey);
  return {
    customerId,
    ...(email != null && { addressHash: addressHashOf(key, email) }),
    ...(phone != null && { phoneHashes: phoneHashesOf(key, phone) }),
  };
}
