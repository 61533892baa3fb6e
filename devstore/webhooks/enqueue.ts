import { randomUUID } from "node:crypto";
import { nowIso, nowMs } from "../clock.ts";
import { faultOption, strikes } from "../faults/faults.ts";
import { API_VERSION, findInstallation } from "../state.ts";
import type { State } from "../state.ts";
import { buildPayload } from "./payloads.ts";

const COMPLIANCE = new Set(["customers/data_request", "customers/redact", "shop/redact"]);

interface SubscriptionRow {
  readonly id: number;
  readonly uri: string;
  readonly include_fields_json: string;
}

/**
 * Something happened on Shopify's side (an order at checkout, a new customer, a changed product): builds the payload from
 * the tables now and queues one delivery per subscription. Call it inside the transaction that made the change.
 * Topics as in shopify.app.toml ("orders/create", "customer.tags_added"); `extra` adds to or, for topics without a
 * resource, is the body. Returns how many deliveries were queued.
 */
export function enqueueWebhook(state: State, topic: string, resourceId: number | string, extra: object = {}): number {
  if (findInstallation(state) === undefined && !COMPLIANCE.has(topic)) return 0;
  const subscriptions = state
    .sql("SELECT id, uri, include_fields_json FROM webhook_subscriptions WHERE topic = ? ORDER BY id")
    .all(topic) as SubscriptionRow[];
  if (subscriptions.length === 0) return 0;
  const occurred = topic.startsWith("customer.") ? { occurredAt: nowIso() } : {};
  const payload = buildPayload(state, topic, Number(resourceId), { ...extra, ...occurred });
  const eventId = randomUUID();
  for (const subscription of subscriptions) queueDelivery(state, { topic, subscription, payload, eventId, resourceId });
  return subscriptions.length;
}

interface NewDelivery {
  readonly topic: string;
  readonly subscription: SubscriptionRow;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly eventId: string;
  readonly resourceId: number | string;
}

function queueDelivery(state: State, delivery: NewDelivery): void {
  const fields = JSON.parse(delivery.subscription.include_fields_json) as string[];
  const body =
    fields.length === 0
      ? delivery.payload
      : Object.fromEntries(Object.entries(delivery.payload).filter(([key]) => fields.includes(key)));
  const dropped = strikes(state, "webhook-drop") !== undefined;
  const late = strikes(state, "webhook-delay");
  const copies = strikes(state, "webhook-duplicate") ? 2 : 1;
  const webhookId = randomUUID(); // a duplicate is the same delivery again: same X-Shopify-Webhook-Id
  for (let copy = 0; copy < copies; copy += 1) {
    state
      .sql(
        `INSERT INTO webhook_deliveries
           (webhook_id, event_id, topic, uri, resource, payload, api_version, triggered_at, state, next_attempt_ms)
         VALUES (?, ?, ?, ?, ?, ?, '${API_VERSION}', ?, ?, ?)`,
      )
      .run(
        webhookId,
        delivery.eventId,
        delivery.topic,
        delivery.subscription.uri,
        String(delivery.resourceId),
        JSON.stringify(body),
        `${new Date(nowMs()).toISOString().slice(0, 23)}Z`,
        dropped ? "dropped" : "pending",
        nowMs() + (late ? faultOption(late, "ms", 10_000) : 0),
      );
  }
}
