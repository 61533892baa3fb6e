import type { State } from "../state.ts";
import { gid } from "../state.ts";
import { sumDecimals, timesDecimal } from "../admin-api/decimal.ts";

/** Payloads in the shape of Shopify's REST resources, which webhooks carry (shopify.dev "Webhooks", sample payloads). */
type Record_ = Readonly<Record<string, unknown>>;

const one = (state: State, sql: string, ...params: unknown[]) => state.sql(sql).get(...params) as Record_ | undefined;
const many = (state: State, sql: string, ...params: unknown[]) => state.sql(sql).all(...params) as Record_[];
const parse = (value: unknown): unknown => JSON.parse(String(value));

/** 2026-07-01T09:30:00Z → 2026-07-01T09:30:00+00:00, as webhooks write it. */
const offset = (time: unknown): string | null =>
  time === null || time === undefined ? null : String(time).replace(/Z$/, "+00:00");

/** Customer data of a webhook: no tags, marketing consent, order count or spend since 2025-01 (shopify.dev changelog "New customer's webhook"). */
function customerBody(row: Record_): Record_ {
  return {
    id: row["id"],
    email: row["email"],
    created_at: offset(row["created_at"]),
    updated_at: offset(row["updated_at"]),
    first_name: row["first_name"],
    last_name: row["last_name"],
    state: String(row["state"]).toLowerCase(),
    note: row["note"],
    verified_email: row["verified_email"] === 1,
    multipass_identifier: null,
    tax_exempt: row["tax_exempt"] === 1,
    phone: row["phone"],
    currency: null,
    tax_exemptions: [],
    admin_graphql_api_id: gid("Customer", String(row["id"])),
  };
}

function emailConsentPayload(state: State, id: number): Record_ {
  const row = one(state, "SELECT * FROM customers WHERE id = ?", id) ?? {};
  return {
    customer_id: id,
    email_address: row["email"],
    email_marketing_consent: {
      state: String(row["email_marketing_state"]).toLowerCase(),
      opt_in_level: String(row["email_marketing_opt_in_level"] ?? "single_opt_in").toLowerCase(),
      consent_updated_at: offset(row["email_marketing_updated_at"]),
    },
  };
}

function customerPayload(state: State, id: number): Record_ {
  const row = one(state, "SELECT * FROM customers WHERE id = ?", id);
  return row ? { ...customerBody(row), addresses: [] } : { id };
}

const priceSet = (amount: unknown, currency: unknown) => ({
  shop_money: { amount, currency_code: currency },
  presentment_money: { amount, currency_code: currency },
});

function lineBody(row: Record_, currency: unknown): Record_ {
  const properties = (parse(row["custom_attributes_json"]) as { key: string; value: string }[]).map(
    ({ key, value }) => ({ name: key, value }),
  );
  return {
    id: row["id"],
    admin_graphql_api_id: gid("LineItem", String(row["id"])),
    current_quantity: row["current_quantity"],
    fulfillable_quantity: 0,
    fulfillment_status: "fulfilled",
    gift_card: false,
    grams: 0,
    name: row["variant_title"] ? `${String(row["title"])} - ${String(row["variant_title"])}` : row["title"],
    price: row["price"],
    price_set: priceSet(row["price"], currency),
    product_exists: row["product_id"] !== null,
    product_id: row["product_id"],
    properties,
    quantity: row["quantity"],
    requires_shipping: true,
    sku: row["sku"],
    taxable: true,
    title: row["title"],
    total_discount: "0.00",
    variant_id: row["variant_id"],
    variant_title: row["variant_title"],
    vendor: row["vendor"],
  };
}

function orderRefunds(state: State, orderId: number, currency: unknown): Record_[] {
  return many(state, "SELECT * FROM refunds WHERE order_id = ? ORDER BY id", orderId).map((refund) => ({
    id: refund["id"],
    admin_graphql_api_id: gid("Refund", String(refund["id"])),
    created_at: offset(refund["created_at"]),
    processed_at: offset(refund["processed_at"]),
    note: refund["note"],
    order_id: orderId,
    transactions: [{ kind: "refund", status: "success", amount: refund["total_refunded"], currency }],
    refund_line_items: many(state, "SELECT * FROM refund_lines WHERE refund_id = ? ORDER BY id", refund["id"]).map(
      (line) => ({
        id: line["id"],
        line_item_id: line["order_line_id"],
        quantity: line["quantity"],
        subtotal: timesDecimal(String(line["price"]), Number(line["quantity"])),
        restock_type: "no_restock",
      }),
    ),
  }));
}

function orderPrices(row: Record_): Record_ {
  const currency = row["currency_code"];
  return {
    current_subtotal_price: row["current_total_price"],
    current_total_discounts: row["total_discounts"],
    current_total_price: row["current_total_price"],
    current_total_price_set: priceSet(row["current_total_price"], currency),
    current_total_tax: row["total_tax"],
    subtotal_price: row["subtotal_price"],
    total_discounts: row["total_discounts"],
    total_line_items_price: sumDecimals([String(row["subtotal_price"]), String(row["total_discounts"])]),
    total_price: row["total_price"],
    total_price_set: priceSet(row["total_price"], currency),
    total_tax: row["total_tax"],
  };
}

function orderPayload(state: State, id: number): Record_ {
  const row = one(state, "SELECT * FROM orders WHERE id = ?", id);
  if (row === undefined) return { id };
  const customer =
    row["customer_id"] === null ? undefined : one(state, "SELECT * FROM customers WHERE id = ?", row["customer_id"]);
  const currency = row["currency_code"];
  const attributes = (parse(row["custom_attributes_json"]) as { key: string; value: string }[]).map(
    ({ key, value }) => ({ name: key, value }),
  );
  const number = Number(String(row["name"]).replaceAll(/\D/g, ""));
  const lines = many(state, "SELECT * FROM order_lines WHERE order_id = ? ORDER BY position, id", id);
  return {
    id: row["id"],
    admin_graphql_api_id: gid("Order", id),
    buyer_accepts_marketing: false,
    cancel_reason: row["cancel_reason"] === null ? null : String(row["cancel_reason"]).toLowerCase(),
    cancelled_at: offset(row["cancelled_at"]),
    cart_token: row["cart_token"],
    checkout_token: row["checkout_token"],
    closed_at: offset(row["closed_at"]),
    confirmation_number: row["confirmation_number"],
    confirmed: true,
    contact_email: row["email"],
    created_at: offset(row["created_at"]),
    currency,
    ...orderPrices(row),
    customer: customer ? customerBody(customer) : null,
    customer_locale: row["locale"],
    discount_codes: (parse(row["discount_codes_json"]) as string[]).map((code) => ({
      code,
      amount: row["total_discounts"],
      type: "percentage",
    })),
    email: row["email"],
    financial_status: String(row["financial_status"]).toLowerCase(),
    fulfillment_status: row["fulfillment_status"] === "FULFILLED" ? "fulfilled" : null,
    landing_site: row["landing_page"],
    line_items: lines.map((line) => lineBody(line, currency)),
    name: row["name"],
    note: row["note"],
    note_attributes: attributes,
    number,
    order_number: number,
    phone: row["phone"],
    presentment_currency: currency,
    processed_at: offset(row["processed_at"]),
    refunds: orderRefunds(state, id, currency),
    source_name: row["source_name"],
    tags: (parse(row["tags_json"]) as string[]).join(", "),
    test: row["test"] === 1,
    token: row["status_token"],
    updated_at: offset(row["updated_at"]),
  };
}

function productPayload(state: State, id: number): Record_ {
  const row = one(state, "SELECT * FROM products WHERE id = ?", id);
  if (row === undefined) return { id };
  const variants = many(state, "SELECT * FROM variants WHERE product_id = ? ORDER BY position, id", id);
  return {
    id: row["id"],
    admin_graphql_api_id: gid("Product", id),
    body_html: row["description_html"],
    created_at: offset(row["created_at"]),
    handle: row["handle"],
    product_type: row["product_type"],
    published_at: offset(row["published_at"]),
    status: String(row["status"]).toLowerCase(),
    tags: (parse(row["tags_json"]) as string[]).join(", "),
    template_suffix: null,
    title: row["title"],
    updated_at: offset(row["updated_at"]),
    vendor: row["vendor"],
    variants: variants.map((variant) => ({
      id: variant["id"],
      admin_graphql_api_id: gid("ProductVariant", String(variant["id"])),
      product_id: id,
      title: variant["title"],
      price: variant["price"],
      compare_at_price: variant["compare_at_price"],
      sku: variant["sku"],
      position: variant["position"],
      inventory_policy: String(variant["inventory_policy"]).toLowerCase(),
      inventory_quantity: variant["inventory_quantity"],
      created_at: offset(variant["created_at"]),
      updated_at: offset(variant["updated_at"]),
    })),
    images: many(state, "SELECT * FROM images WHERE product_id = ? ORDER BY position, id", id).map((image) => ({
      id: image["id"],
      product_id: id,
      position: image["position"],
      alt: image["alt_text"],
      src: `https://cdn.shopify.com${String(image["path"])}`,
    })),
  };
}

function bulkPayload(state: State, id: number): Record_ {
  const row = one(state, "SELECT * FROM bulk_operations WHERE id = ?", id) ?? {};
  return {
    admin_graphql_api_id: gid("BulkOperation", id),
    completed_at: row["completed_at"],
    created_at: row["created_at"],
    error_code: row["error_code"] === null ? null : String(row["error_code"]).toLowerCase(),
    status: String(row["status"]).toLowerCase(),
    type: String(row["type"]).toLowerCase(),
  };
}

function shopPayload(state: State): Record_ {
  const row = one(state, "SELECT * FROM shop") ?? {};
  return {
    id: row["id"],
    name: row["name"],
    email: row["email"],
    domain: row["domain"],
    myshopify_domain: row["domain"],
    currency: row["currency_code"],
    iana_timezone: row["timezone"],
    country_code: row["country_code"],
    plan_name: row["plan_name"],
    created_at: offset(row["created_at"]),
  };
}

/** The body of one event, built from the tables as they are now. */
export function buildPayload(state: State, topic: string, resourceId: number, extra: object): Record_ {
  const [resource, event] = topic.split("/");
  if (event === "delete") return { id: resourceId, ...extra };
  switch (resource) {
    case "orders":
      return { ...orderPayload(state, resourceId), ...extra };
    case "customers":
      // Compliance topics and merges bring their whole body themselves.
      if (["data_request", "redact", "merge"].includes(event ?? "")) return { ...extra };
      return { ...customerPayload(state, resourceId), ...extra };
    case "customers_email_marketing_consent":
      return { ...emailConsentPayload(state, resourceId), ...extra };
    case "products":
      return { ...productPayload(state, resourceId), ...extra };
    case "bulk_operations":
      return bulkPayload(state, resourceId);
    case "app":
      return event === "scopes_update"
        ? { id: resourceId, shop_id: gid("Shop", String(shopPayload(state)["id"])), ...extra }
        : { ...shopPayload(state), ...extra };
    case "shop":
      return event === "redact" ? { ...extra } : { ...shopPayload(state), ...extra };
    case "customer.tags_added":
    case "customer.tags_removed":
      return { customerId: gid("Customer", resourceId), ...extra };
    default:
      return { ...extra };
  }
}
