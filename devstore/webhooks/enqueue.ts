import type { State } from "../state.ts";

/**
 * Something happened on Shopify's side (an order at checkout, a new customer, a changed product): builds the payload from
 * the tables now and queues one delivery per subscription. Call it inside the transaction that made the change.
 */
export function enqueueWebhook(_state: State, _topic: string, _resourceId: number | string, _extra: object = {}): void {
  // Filled in with the payload builders (devstore/webhooks/payloads.ts); the signature stays.
}
