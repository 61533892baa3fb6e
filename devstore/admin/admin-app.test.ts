import { shopifyApi } from "@shopify/shopify-api";
import "@shopify/shopify-api/adapters/node";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findInstallation } from "../state.ts";
import { refundOrder } from "./merchant-acts.ts";
import { openStore, SECRET } from "./testing/store-under-test.ts";
import type { StoreUnderTest } from "./testing/store-under-test.ts";

let store: StoreUnderTest;

beforeEach(async () => {
  store = await openStore();
});
afterEach(async () => {
  await store.stopAll();
});

const get = (path: string) => fetch(`${store.admin}${path}`, { redirect: "manual" });
const text = async (path: string) => (await get(path)).text();
const post = (path: string, form: Record<string, string> = {}) =>
  fetch(`${store.admin}${path}`, { method: "POST", redirect: "manual", body: new URLSearchParams(form) });

const APP = "/store/candor-demo/apps/candor";

async function frameAddress(path = ""): Promise<URL> {
  const source = /id="app-frame"[^>]* data-src="([^"]*)"/.exec(await text(APP + path))?.[1] ?? "";
  return new URL(source.replaceAll("&#38;", "&"));
}

describe("installing the app", () => {
  test("asks for the declared scopes, opens the frame when granted, and forgets it all when uninstalled", async () => {
    const asked = await text(APP);
    for (const scope of store.desk.config.scopes) expect(asked).toContain(`<code>${scope}</code>`);
    expect(asked).not.toContain("app-frame");

    const granted = await post(`${APP}/install`);
    expect(granted.headers.get("location")).toBe(APP);
    expect(JSON.parse(findInstallation(store.state)?.scopes_json ?? "[]")).toEqual(store.desk.config.scopes);
    expect(await text(APP)).toContain("app-frame");

    await post(`${APP}/uninstall`);
    expect(findInstallation(store.state)).toBeUndefined();
    expect(await text(APP)).not.toContain("app-frame");
    expect((await post("/store/candor-demo/frame/id-token")).status).toBe(404);
  });

  test("an optional scope that the app sends the merchant for is shown, and granted with the rest", async () => {
    const sent = await get("/admin/oauth/install?client_id=candor-local-client-id&optional_scopes=read_all_orders");
    const page = await text(sent.headers.get("location") ?? "");
    expect(page).toContain("<code>read_all_orders</code>");
    await post(`${APP}/install`, { optional: "read_all_orders" });
    expect(findInstallation(store.state)?.scopes_json).toContain("read_all_orders");
  });

  test("another origin cannot act as the merchant", async () => {
    const headers = { origin: "http://localhost:1" };
    const response = await fetch(`${store.admin}${APP}/install`, { method: "POST", headers });
    expect(response.status).toBe(403);
    expect(findInstallation(store.state)).toBeUndefined();
  });
});

describe("the app's frame", () => {
  beforeEach(async () => {
    await post(`${APP}/install`);
  });

  test("carries what Shopify's admin sends, and Shopify's own library accepts it", async () => {
    const url = await frameAddress("/app/quizzes?tab=live%20ones&shop=evil.myshopify.com");
    expect(url.origin + url.pathname).toBe(`${store.tunnel}/app/quizzes`);
    const params = Object.fromEntries(url.searchParams);
    expect(params).toMatchObject({ embedded: "1", shop: "candor-demo.myshopify.com", locale: "en", tab: "live ones" });
    expect(Buffer.from(params["host"] ?? "", "base64").toString()).toBe("admin.shopify.com/store/candor-demo");
    const { hostName } = { hostName: "localhost" };
    const api = shopifyApi({
      apiKey: store.desk.config.clientId,
      apiSecretKey: SECRET,
      hostName,
      apiVersion: "2026-07" as never,
      isEmbeddedApp: true,
      logger: { level: 0 },
    });
    expect(await api.utils.validateHmac(params)).toBe(true);
    expect(await api.utils.validateHmac({ ...params, shop: "other.myshopify.com" })).toBe(false);
    expect(api.utils.sanitizeHost(params["host"] ?? "")).toBe(params["host"]);
    const token = await api.session.decodeSessionToken(params["id_token"] ?? "");
    expect(token.dest).toBe("https://candor-demo.myshopify.com");
  });

  test("is found under the client id too, as the library's redirects write it", async () => {
    const response = await get("/store/candor-demo/apps/candor-local-client-id/app?x=1");
    expect(response.headers.get("location")).toBe(`${APP}/app?x=1`);
  });

  test("the picker lists products, whether some were chosen before or not", async () => {
    const list = "/store/candor-demo/frame/resources?type=product";
    for (const url of [list, `${list}&id=gid://shopify/Product/1`]) {
      expect(await (await get(url)).json()).toBeInstanceOf(Array);
    }
  });

  test("addresses of the shop's own admin lead into the store's", async () => {
    const response = await get("/admin/themes/current/editor?context=apps");
    expect(response.headers.get("location")).toBe("/store/candor-demo/themes/current/editor?context=apps");
  });
});

describe("what the merchant does by hand", () => {
  beforeEach(() => {
    store.state.db.exec(`
      INSERT INTO customers (id, first_name, last_name, email, tags_json, created_at, updated_at)
        VALUES (1, 'Ann', 'O<b>Hara', 'ann@example.com', '["vip"]', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
               (2, 'Bea', 'Lane', 'bea@example.com', '[]', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z');
      INSERT INTO products (id, title, handle, created_at, updated_at) VALUES (5, 'Mug', 'mug', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z');
      INSERT INTO variants (id, product_id, price, inventory_quantity, created_at, updated_at) VALUES (6, 5, '4.10', 3, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z');
      INSERT INTO orders (id, name, customer_id, subtotal_price, total_price, current_total_price, processed_at, created_at, updated_at, custom_attributes_json)
        VALUES (7, '#1001', 1, '12.30', '12.30', '12.30', '2026-02-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-02-01T00:00:00Z', '[{"key":"_walk","value":"abc"}]');
      INSERT INTO order_lines (id, order_id, product_id, variant_id, title, quantity, current_quantity, price) VALUES (8, 7, 5, 6, 'Mug', 3, 3, '4.10');
      INSERT INTO segments (id, name, query, created_at, updated_at) VALUES (9, 'Loyal', 'customer_tags CONTAINS ''vip''', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z');`);
  });

  test("tags of a customer are added and removed; lists show and find them", async () => {
    await post("/store/candor-demo/customers/1/tags", { add: "Spring, gift lover" });
    await post("/store/candor-demo/customers/1/tags", { remove: "VIP" });
    const row = store.state.sql("SELECT tags_json FROM customers WHERE id = 1").get();
    expect(row).toEqual({ tags_json: '["gift lover","Spring"]' });
    const found = await text("/store/candor-demo/customers?q=gift+lov");
    expect(found).toContain("O&#60;b&#62;Hara");
    expect(found).not.toContain("Bea Lane");
  });

  test("a customer is subscribed and unsubscribed, and the app is told each time", async () => {
    await post(`${APP}/install`);
    const page = "/store/candor-demo/customers/1";
    expect(await text(page)).toContain("Subscribe to e-mails");
    await post(`${page}/marketing`, { wanted: "SUBSCRIBED" });
    expect(await text(page)).toContain("Unsubscribe from e-mails");
    await post(`${page}/marketing`, { wanted: "UNSUBSCRIBED" });
    await post(`${page}/marketing`, { wanted: "UNSUBSCRIBED" });
    const told = store.state
      .sql(
        "SELECT payload FROM webhook_deliveries WHERE topic = 'customers_email_marketing_consent/update' ORDER BY id",
      )
      .pluck()
      .all() as string[];
    expect(told.map((payload) => JSON.parse(payload) as object)).toMatchObject([
      { customer_id: 1, email_address: "ann@example.com", email_marketing_consent: { state: "subscribed" } },
      { customer_id: 1, email_address: "ann@example.com", email_marketing_consent: { state: "unsubscribed" } },
    ]);
  });

  test("two customers become one: orders and tags go to the one that is kept, and the app is told which", async () => {
    await post(`${APP}/install`);
    await post("/store/candor-demo/customers/2/merge", { other: "2" });
    await post("/store/candor-demo/customers/2/merge", { other: "999" });
    expect(await text("/store/candor-demo/customers/1")).toContain("O&#60;b&#62;Hara");
    await post("/store/candor-demo/customers/2/merge", { other: "1" });
    expect(store.state.sql("SELECT id, tags_json FROM customers").all()).toEqual([{ id: 2, tags_json: '["vip"]' }]);
    expect(store.state.sql("SELECT customer_id FROM orders").pluck().all()).toEqual([2]);
    const told = store.state
      .sql("SELECT payload FROM webhook_deliveries WHERE topic = 'customers/merge'")
      .pluck()
      .all();
    expect(told.map((payload) => JSON.parse(String(payload)) as object)).toEqual([
      {
        admin_graphql_api_customer_kept_id: "gid://shopify/Customer/2",
        admin_graphql_api_customer_deleted_id: "gid://shopify/Customer/1",
        admin_graphql_api_job_id: null,
        status: "completed",
        errors: [],
      },
    ]);
  });

  test("a native segment has its members, in the list and as a filter", async () => {
    expect(await text("/store/candor-demo/segments")).toMatch(/Loyal[\s\S]*?<td class="number">1<\/td>/);
    const members = await text("/store/candor-demo/customers?segment=9");
    expect(members).toContain("Ann ");
    expect(members).not.toContain("Bea Lane");
  });

  test("refunding and cancelling keep the sums right and return the stock", async () => {
    expect(await text("/store/candor-demo/orders/7")).toContain("<code>abc</code>");
    await post("/store/candor-demo/orders/7/cancel");
    expect(
      store.state
        .sql(
          "SELECT current_total_price AS left, total_refunded AS back, financial_status AS paid, cancelled_at IS NOT NULL AS off FROM orders",
        )
        .get(),
    ).toEqual({
      left: "0.00",
      back: "12.30",
      paid: "REFUNDED",
      off: 1,
    });
    expect(store.state.sql("SELECT inventory_quantity AS n FROM variants").get()).toEqual({ n: 6 });
    const again = await post("/store/candor-demo/orders/7/refund");
    expect(again.headers.get("location")).toContain("Nothing+is+left+to+refund");
  });

  test("of an order with a discount no more is given back than was paid", async () => {
    store.state
      .sql("UPDATE orders SET total_price = '10.00', current_total_price = '10.00', total_discounts = '2.30'")
      .run();
    const row = () => store.state.sql("SELECT current_total_price AS left, total_refunded AS back FROM orders").get();
    expect(refundOrder(store.state, 7, new Map([[8, 1]]))).toBeUndefined();
    expect(row()).toEqual({ left: "6.67", back: "3.33" });
    await post("/store/candor-demo/orders/7/refund");
    expect(row()).toEqual({ left: "0.00", back: "10.00" });
  });

  test("stock, price and status of a product can be set; nonsense is refused whole", async () => {
    await post("/store/candor-demo/products/5", {
      title: "Mug",
      status: "DRAFT",
      tags: "",
      "price-6": "5.00",
      "stock-6": "0",
    });
    const read = () =>
      store.state
        .sql(
          "SELECT price, inventory_quantity AS stock, status FROM variants JOIN products ON products.id = product_id",
        )
        .get();
    expect(read()).toEqual({ price: "5.00", stock: 0, status: "DRAFT" });
    const bad = await post("/store/candor-demo/products/5", {
      title: "Mug",
      status: "ACTIVE",
      "price-6": "cheap",
      "stock-6": "1",
    });
    expect(bad.headers.get("location")).toContain("Price+must+be");
    expect(read()).toEqual({ price: "5.00", stock: 0, status: "DRAFT" });
  });
});
