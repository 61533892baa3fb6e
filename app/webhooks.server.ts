import type { ShopId } from "./contract/shop.ts";
import { withdrawMarketing } from "./customer/withdraw-marketing.server.ts";
import { recordProductWebhook } from "./catalog/record-product.server.ts";
import { noteRedemptions } from "./incentive/note-redemptions.server.ts";
import { recordOrderWebhook } from "./order/record-order.server.ts";
import type { Tx } from "./platform/db.server.ts";
import { dropJobs, enqueue } from "./platform/queue.store.server.ts";
import type { Key } from "./platform/secret.server.ts";
import { isComplianceTopic } from "./privacy/compliance.ts";
import { recordCompliance } from "./privacy/record-compliance.server.ts";
import { identifyByOrder } from "./response/identify-by-order.server.ts";
import { forgetSessions, lastGrantAt } from "./shop/session.store.server.ts";
import { findShop, saveUninstall } from "./shop/shop.store.server.ts";
import type { Shop } from "./shop/shop.store.server.ts";
import { fromGid } from "./shopify/gid.ts";
import type { Webhook } from "./shopify/webhook.server.ts";

type Stored = Omit<Webhook, "triggeredAt"> & { triggeredAt?: string };

interface WebhookKeys {
  tombstone: Key;
  master: Key;
}

/** Joins webhook topics to rooms. Runs in the transaction that moves the inbox on; whatever is longer becomes a job. */
export async function recordWebhook(tx: Tx, webhook: Stored, now: Date, keys: WebhookKeys): Promise<void> {
  const { topic, payload } = webhook;
  const shop = await findShop(tx, webhook.shop);
  if (isComplianceTopic(topic)) {
    const { webhookId } = webhook;
    return recordCompliance(tx, shop?.id, { topic, shopDomain: webhook.shop, webhookId, payload }, now, keys.master);
  }
  if (shop === undefined || shop.uninstalledAt !== null) return;
  switch (topic) {
    case "app/uninstalled":
      return uninstall(tx, shop, webhook, now);
    case "app/scopes_update":
      return enqueue(tx, shop.id, "refresh-shop", {}, now);
    case "bulk_operations/finish":
      return wakeHistory(tx, shop.id, now);
    case "orders/create":
    case "orders/updated":
    case "orders/cancelled":
    case "orders/delete": {
      const order = await recordOrderWebhook(tx, shop.id, topic, payload, now, keys.tombstone);
      await noteRedemptions(tx, shop.id, payload, now, keys.master);
      await identifyByOrder(tx, shop.id, order, now);
      return;
    }
    case "products/create":
    case "products/update":
    case "products/delete":
      await recordProductWebhook(tx, shop.id, topic, payload, now);
      return;
    case "customers/create":
    case "customers/delete":
    case "customer.tags_added":
    case "customer.tags_removed":
      return customerChanged(tx, shop.id, topic, payload, now);
    case "customers/merge":
      await customerChanged(tx, shop.id, topic, payload, now);
      return customersMerged(tx, shop.id, payload, now);
    case "customers_email_marketing_consent/update":
      return withdrawMarketing(tx, shop.id, payload, now, keys.master);
  }
}

/**
 * A webhook of an earlier install that comes late must not end the new one. When the new install came first, the shop's row
 * never left: then the newest token proves that Candor was installed after the uninstall.
 */
async function uninstall(tx: Tx, shop: Shop, webhook: Stored, now: Date): Promise<void> {
  const grantedAt = await lastGrantAt(tx, shop.domain);
  const provenAt = grantedAt !== undefined && grantedAt > shop.installedAt ? grantedAt : shop.installedAt;
  if (webhook.triggeredAt !== undefined && new Date(webhook.triggeredAt) < provenAt) return;
  await saveUninstall(tx, shop.id, now);
  await forgetSessions(tx, shop.domain);
  await dropJobs(tx, shop.id, ["answer-data-request", "redact-customer", "redact-shop"]);
}

async function wakeHistory(tx: Tx, shop: ShopId, now: Date): Promise<void> {
  for (const kind of ["products", "customers", "orders"] as const) {
    await enqueue(tx, shop, "sync-history", { kind }, now);
  }
}

async function customerChanged(tx: Tx, shop: ShopId, topic: string, payload: unknown, now: Date): Promise<void> {
  for (const customerId of customerIdsIn(payload)) {
    if (topic.startsWith("customer.tags_")) await enqueue(tx, shop, "sync-customer", { customerId }, now);
    else await enqueue(tx, shop, "refresh-customer", { customerId }, now);
  }
}

async function customersMerged(tx: Tx, shop: ShopId, payload: unknown, now: Date): Promise<void> {
  const body = (payload ?? {}) as Record<string, unknown>;
  const keptId = fromGid("Customer", String(body.admin_graphql_api_customer_kept_id));
  const goneId = fromGid("Customer", String(body.admin_graphql_api_customer_deleted_id));
  if (body.status === "failed") return;
  if (keptId !== undefined && goneId !== undefined) await enqueue(tx, shop, "merge-customers", { goneId, keptId }, now);
}

/** The topics name the customer in different ways: `id`, `customerId` (a gid), or both sides of a merge. */
function customerIdsIn(payload: unknown): string[] {
  const body = (payload ?? {}) as Record<string, unknown>;
  const candidates = [
    body.id,
    body.customerId,
    body.customer_id,
    body.admin_graphql_api_customer_id,
    body.admin_graphql_api_customer_kept_id,
    body.admin_graphql_api_customer_deleted_id,
  ];
  const ids = candidates.map((value) => {
    const text = String(value ?? "");
    return /^\d{1,20}$/.test(text) ? text : fromGid("Customer", text);
  });
  return [...new Set(ids.filter((id) => id !== undefined))];
}
