import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Refusal } from "../platform/refusal.ts";
import { keyFromText } from "../platform/secret.server.ts";
import { verifyWebhook, webhookJson } from "./webhook.server.ts";

const SECRET = "hush";
const SHOP = "candor-demo.myshopify.com";

function webhook(topic: string, payload: unknown, change: Record<string, string | undefined> = {}) {
  const raw = Buffer.from(typeof payload === "string" ? payload : JSON.stringify(payload));
  const headers = {
    "x-shopify-topic": topic,
    "x-shopify-shop-domain": SHOP,
    "x-shopify-webhook-id": "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
    "x-shopify-triggered-at": "2026-07-01T12:00:00.123456789Z",
    "x-shopify-hmac-sha256": createHmac("sha256", SECRET).update(raw).digest("base64"),
    ...change,
  };
  return () => verifyWebhook(headers, raw, keyFromText(SECRET));
}

function statusOf(attempt: () => unknown): number {
  try {
    attempt();
    return 200;
  } catch (error) {
    if (error instanceof Refusal) return error.status;
    throw error;
  }
}

const order = { id: 1, admin_graphql_api_id: "gid://shopify/Order/1", line_items: [] };

describe("verifyWebhook", () => {
  it("reads what Shopify signed", () => {
    expect(webhook("orders/create", order)()).toMatchObject({
      topic: "orders/create",
      shop: SHOP,
      webhookId: "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
      triggeredAt: new Date("2026-07-01T12:00:00.123Z"),
      payload: order,
    });
  });

  it("is stored with its payload as it came", () => {
    const raw = `{"id": 12345678901234567890, "admin_graphql_api_id":"gid://shopify/Order/1",\n"note":"\\u2028 \\ud83c\\udf81" }`;
    const received = webhook("orders/create", raw)();
    const { text: _, ...expected } = received;
    expect(JSON.parse(webhookJson(received))).toEqual(JSON.parse(JSON.stringify(expected)));
    expect(webhookJson(received)).toContain("12345678901234567890");
  });

  it("A11: unsigned 400, wrong 401", () => {
    expect(statusOf(webhook("orders/create", order, { "x-shopify-hmac-sha256": undefined }))).toBe(400);
    expect(statusOf(webhook("orders/create", order, { "x-shopify-hmac-sha256": "AAAA" }))).toBe(401);
    const other = createHmac("sha256", "other").update(JSON.stringify(order)).digest("base64");
    expect(statusOf(webhook("orders/create", order, { "x-shopify-hmac-sha256": other }))).toBe(401);
  });

  it("A12: refuses a shop that the body contradicts", () => {
    const other = "other.myshopify.com";
    const bodies = {
      "shop/redact": { shop_id: 1, shop_domain: SHOP },
      "customers/redact": { shop_domain: SHOP, customer: { id: 1 } },
      "app/uninstalled": { myshopify_domain: SHOP },
      "orders/create": { ...order, order_status_url: `https://${SHOP}/1/orders/abc/authenticate?key=x` },
    };
    for (const [topic, body] of Object.entries(bodies)) {
      expect(statusOf(webhook(topic, body)), topic).toBe(200);
      expect(statusOf(webhook(topic, body, { "x-shopify-shop-domain": other })), topic).toBe(400);
    }
  });

  it("A12: refuses a topic that the body does not fit", () => {
    const request = { shop_domain: SHOP, customer: { id: 1 }, data_request: { id: 9 } };
    expect(statusOf(webhook("customers/data_request", request))).toBe(200);
    expect(statusOf(webhook("customers/redact", request))).toBe(400);
    expect(statusOf(webhook("shop/redact", { shop_domain: SHOP, customer: { id: 1 } }))).toBe(400);
    for (const topic of ["orders/delete", "products/update", "app/uninstalled", "customers/redact", "shop/redact"]) {
      expect(statusOf(webhook(topic, order)), topic).toBe(400);
    }
    expect(statusOf(webhook("orders/delete", { id: 1 }))).toBe(200);
    const living = { id: 1, created_at: "2026-01-01T00:00:00Z", admin_graphql_api_id: "gid://shopify/Customer/1" };
    expect(statusOf(webhook("customers/delete", living))).toBe(400);
  });

  it("A12: refuses topics and shops that are none, A13: and broken bodies", () => {
    expect(statusOf(webhook("orders/explode", order))).toBe(400);
    expect(statusOf(webhook("orders/create", order, { "x-shopify-shop-domain": "evil.com" }))).toBe(400);
    expect(statusOf(webhook("orders/create", order, { "x-shopify-webhook-id": undefined }))).toBe(400);
    for (const body of ["{", "[]", "null", "1"]) expect(statusOf(webhook("orders/create", body))).toBe(400);
  });
});
