import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { profileOfCustomer } from "../profile/profile.store.server.ts";
import { isErased } from "../profile/tombstone.store.server.ts";
import type { Topic } from "../shopify/webhook.ts";
import { shopInBody } from "../shopify/webhook.ts";
import { keepable } from "./order.ts";
import type { OrderRecord } from "./order.ts";
import { findOrder, fingerprintOf, refreshOrderFacts, saveDeletedOrder, saveOrder } from "./order.store.server.ts";
import type { StoredOrder } from "./order.store.server.ts";
import { parseWebhookOrder } from "./webhook-order.ts";

export interface RecordedOrder {
  /** Whose facts changed: settle them. The order's own customer comes first. */
  profileIds: number[];
  /** The quiz response that the cart carried. */
  responseId: string | undefined;
  /** Where it was written. */
  orderId?: string;
}

const NOTHING: RecordedOrder = { profileIds: [], responseId: undefined };

type Decision = "write" | "skip" | "ask";

/** Newest wins; deleted stays deleted. Equal times with different content: Shopify must say which is true. */
function decide(known: StoredOrder | undefined, order: OrderRecord): Decision {
  if (known === undefined) return "write";
  if (known.deleted || known.updatedAt > order.updatedAt) return "skip";
  if (known.updatedAt < order.updatedAt) return "write";
  return known.fingerprint === fingerprintOf(order) ? "skip" : "ask";
}

/**
 * Records one order in the caller's transaction: order, lines, its customer's profile and facts. `truth`: it was fetched just
 * now, so it wins over an equal time.
 */
export async function recordOrder(
  tx: Tx,
  shop: ShopId,
  given: OrderRecord,
  now: Date,
  { truth = false, tombstoneKey }: { truth?: boolean; tombstoneKey: Key },
): Promise<RecordedOrder> {
  const erased = given.customerId !== undefined && (await isErased(tx, shop, tombstoneKey, given.customerId));
  const order = keepable(given, erased, now.getTime());
  const known = await findOrder(tx, shop, order.shopifyId);
  const decision = decide(known, order);
  if (decision === "ask" && !truth) {
    await enqueue(tx, shop, "refresh-order", { orderId: order.shopifyId }, now);
    return NOTHING;
  }
  if (decision === "skip") return NOTHING;
  const profile = order.customerId === undefined ? undefined : await profileOfCustomer(tx, shop, order.customerId, now);
  // By the number that Shopify kept, where it was made one customer with another meanwhile.
  await saveOrder(tx, shop, { ...order, customerId: profile?.customerId ?? undefined }, profile?.id);
  const saved = await findOrder(tx, shop, order.shopifyId);
  const profileIds = [...new Set([profile?.id, known?.profileId])].filter((id) => id !== undefined);
  // Most news of an order are of its parcels: what a customer with very many orders bought is not gone through again for each.
  if (known?.facts !== saved?.facts) {
    for (const id of profileIds) await refreshOrderFacts(tx, shop, id, known === undefined ? saved?.id : undefined);
  }
  return { profileIds, responseId: order.responseId, orderId: order.shopifyId };
}

type OrderTopic = Extract<Topic, `orders/${string}`>;

/** From a verified webhook. What cannot be read, or does not say of which shop it is, is fetched again by its number (A12). */
export async function recordOrderWebhook(
  tx: Tx,
  shop: ShopId,
  topic: OrderTopic,
  payload: unknown,
  now: Date,
  tombstoneKey: Key,
): Promise<RecordedOrder> {
  const body = (payload ?? {}) as Record<string, unknown>;
  const orderId = String(body.id);
  if (!/^\d{1,20}$/.test(orderId)) return NOTHING;
  if (topic === "orders/delete") return deleteOrder(tx, shop, orderId, now);
  const order = parseWebhookOrder(payload);
  if (order === undefined || shopInBody(body) === undefined) {
    await enqueue(tx, shop, "refresh-order", { orderId }, now);
    return NOTHING;
  }
  return recordOrder(tx, shop, order, now, { tombstoneKey });
}

async function deleteOrder(tx: Tx, shop: ShopId, orderId: string, now: Date): Promise<RecordedOrder> {
  const known = await findOrder(tx, shop, orderId);
  await saveDeletedOrder(tx, shop, orderId, now);
  if (known?.profileId === undefined) return NOTHING;
  await refreshOrderFacts(tx, shop, known.profileId);
  return { profileIds: [known.profileId], responseId: undefined };
}
