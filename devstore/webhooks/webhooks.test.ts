import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingHttpHeaders, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { openTestStore } from "../admin-api/testing/open-store.ts";
import type { TestStore } from "../admin-api/testing/open-store.ts";
import { isoOf, nowMs } from "../clock.ts";
import { enqueueWebhook } from "./enqueue.ts";

interface Arrival {
  headers: IncomingHttpHeaders;
  body: string;
}

describe("webhooks", () => {
  let store: TestStore;
  let app: Server;
  let arrivals: Arrival[] = [];
  let answers: number[] = [];

  beforeAll(async () => {
    app = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        arrivals.push({ headers: request.headers, body });
        response.statusCode = answers.shift() ?? 200;
        response.end();
      });
    });
    await new Promise<void>((resolve) => app.listen(0, "localhost", resolve));
    store = await openTestStore({
      background: true,
      appUrl: `http://localhost:${(app.address() as AddressInfo).port}`,
    });
    const now = isoOf(nowMs());
    store.state
      .sql(
        "INSERT INTO customers (id, first_name, email, tags_json, created_at, updated_at) VALUES (7, 'Ada', 'ada@example.com', '[\"vip\"]', ?, ?)",
      )
      .run(now, now);
    store.state
      .sql(
        `INSERT INTO orders (id, name, customer_id, subtotal_price, total_price, current_total_price, processed_at, created_at, updated_at, cart_token, checkout_token, custom_attributes_json)
         VALUES (70, '#70', 7, '5.10', '5.10', '5.10', ?, ?, ?, 'c1', 'k1', '[{"key":"_candor","value":"v"}]')`,
      )
      .run(now, now, now);
    store.state
      .sql(
        "INSERT INTO order_lines (id, order_id, product_id, variant_id, title, quantity, current_quantity, price) VALUES (700, 70, 8, 9, 'Mug', 2, 2, '2.55')",
      )
      .run();
    await store.control("POST", "/settings", { "webhooks:retry_scale": "0.02" });
  });
  afterAll(async () => {
    await store.close();
    app.closeAllConnections();
    app.close();
  });
  beforeEach(async () => {
    await store.control("DELETE", "/faults");
    store.state.sql("DELETE FROM webhook_deliveries").run();
    arrivals = [];
    answers = [];
  });

  const settled = (topic: string) =>
    vi.waitFor(
      async () => {
        const rows = (await store.control("GET", `/state/webhooks?topic=${topic}`)).body as unknown as {
          state: string;
          attempts: number;
        }[];
        if (rows.length === 0 || rows.some((row) => row.state === "pending")) throw new Error("not yet");
        return rows;
      },
      { timeout: 50_000, interval: 30 },
    );

  test("an order arrives with Shopify's headers, a signature over the raw body, and the REST shape", async () => {
    enqueueWebhook(store.state, "orders/create", 70);
    await settled("orders/create");
    const [arrival] = arrivals;
    const hmac = createHmac("sha256", store.platform.secret)
      .update(arrival?.body ?? "")
      .digest("base64");
    expect(arrival?.headers).toMatchObject({
      "x-shopify-topic": "orders/create",
      "x-shopify-hmac-sha256": hmac,
      "x-shopify-shop-domain": "candor-demo.myshopify.com",
      "x-shopify-api-version": "2026-07",
      "x-shopify-webhook-id": expect.stringMatching(/^[\w-]{36}$/) as string,
      "x-shopify-event-id": expect.stringMatching(/^[\w-]{36}$/) as string,
      "x-shopify-triggered-at": expect.stringMatching(/^\d{4}-.*Z$/) as string,
    });
    const order = JSON.parse(arrival?.body ?? "{}") as { customer: object };
    expect(order).toMatchObject({
      id: 70,
      admin_graphql_api_id: "gid://shopify/Order/70",
      cart_token: "c1",
      checkout_token: "k1",
      note_attributes: [{ name: "_candor", value: "v" }],
      total_price: "5.10",
      customer: { id: 7 },
      line_items: [{ product_id: 8, variant_id: 9, quantity: 2, price: "2.55" }],
    });
    expect(order.customer).not.toHaveProperty("tags");
  });

  test("a refused delivery is tried again, the same one, until it is taken", async () => {
    answers = [500, 503, 200];
    enqueueWebhook(store.state, "customers/create", 7);
    const [row] = await settled("customers/create");
    expect(row).toMatchObject({ state: "delivered", attempts: 3 });
    expect(new Set(arrivals.map((arrival) => arrival.headers["x-shopify-webhook-id"])).size).toBe(1);
  });

  test("after eight retries it is lost", async () => {
    await store.control("POST", "/settings", { "webhooks:retry_scale": "0.001" });
    answers = Array<number>(9).fill(500);
    enqueueWebhook(store.state, "customers/create", 7);
    expect(await settled("customers/create")).toMatchObject([{ state: "failed", attempts: 9 }]);
    expect(arrivals).toHaveLength(9);
  });

  test("dropped, doubled and sent again on order", async () => {
    await store.control("POST", "/faults", { kind: "webhook-drop", count: 1 });
    enqueueWebhook(store.state, "orders/updated", 70);
    expect(await settled("orders/updated")).toMatchObject([{ state: "dropped" }]);
    await store.control("POST", "/faults", { kind: "duplicate webhooks", count: 1 });
    enqueueWebhook(store.state, "orders/create", 70);
    expect(await settled("orders/create")).toHaveLength(2);
    await store.control("POST", "/redeliver", { topic: "orders/create" });
    expect(await settled("orders/create")).toHaveLength(4);
    expect(new Set(arrivals.map((arrival) => arrival.headers["x-shopify-webhook-id"])).size).toBe(1);
  });

  test("compliance topics bring Shopify's body", async () => {
    await store.control("POST", "/webhooks", { topic: "customers/redact", id: 7 });
    await settled("customers/redact");
    expect(JSON.parse(arrivals[0]?.body ?? "{}")).toMatchObject({
      shop_domain: "candor-demo.myshopify.com",
      customer: { id: 7, email: "ada@example.com" },
      orders_to_redact: [70],
    });
  });

  test("an uninstall is told, and then silence but for the compliance topics", async () => {
    await store.control("POST", "/uninstall");
    await settled("app/uninstalled");
    expect(enqueueWebhook(store.state, "orders/create", 70)).toBe(0);
    expect((await store.control("POST", "/webhooks", { topic: "shop/redact" })).status).toBe(202);
    await settled("shop/redact");
    expect(arrivals.map((arrival) => arrival.headers["x-shopify-topic"])).toEqual(["app/uninstalled", "shop/redact"]);
  });
});
