// An order that was just placed, signed by Shopify: a customer, an address, three lines.
import { createHmac, randomUUID } from "node:crypto";
import { SHOP } from "../../tests/real-app/real-app.ts";
import { measureDoor } from "../door/measure.ts";
import type { Arrivals } from "../door/measure.ts";
import type { BenchOptions, BenchResult } from "../result.ts";
import { orderPayload } from "./order-payload.ts";

interface Sent {
  webhookId: string;
  payload: object;
}

const TRIGGERED_AT = "2026-07-01T12:00:00.123456789Z";

const orders: Arrivals<Sent> = {
  keyKind: "w",
  make: (index) => ({ webhookId: randomUUID(), payload: orderPayload(index) }),
  rowOf: ({ webhookId, payload }) => ({
    kind: "webhook",
    shop: SHOP,
    // As the door stores it: with the headers that Shopify sent along.
    body: JSON.stringify({
      topic: "orders/create",
      shop: SHOP,
      webhookId,
      triggeredAt: new Date(TRIGGERED_AT),
      payload,
    }),
    seen: [{ key: `w${webhookId}`, digest: SHOP }],
  }),
  requestOf({ webhookId, payload }, home) {
    const body = JSON.stringify(payload);
    return {
      path: "/webhooks",
      headers: {
        "Content-Type": "application/json",
        "X-Shopify-Topic": "orders/create",
        "X-Shopify-Shop-Domain": SHOP,
        "X-Shopify-Webhook-Id": webhookId,
        "X-Shopify-Triggered-At": TRIGGERED_AT,
        "X-Shopify-Hmac-Sha256": createHmac("sha256", home.clientSecret).update(body).digest("base64"),
      },
      body,
    };
  },
};

export const run = (options: BenchOptions): Promise<BenchResult> => measureDoor(options, orders);
