/** The topics that shopify.app.toml subscribes to. */
const TOPICS = [
  "customers/data_request",
  "customers/redact",
  "shop/redact",
  "app/uninstalled",
  "app/scopes_update",
  "bulk_operations/finish",
  "orders/create",
  "orders/updated",
  "orders/cancelled",
  "orders/delete",
  "products/create",
  "products/update",
  "products/delete",
  "customers/create",
  "customers/delete",
  "customer.tags_added",
  "customer.tags_removed",
  "customers/merge",
  "customers_email_marketing_consent/update",
] as const;
export type Topic = (typeof TOPICS)[number];

export const isTopic = (text: string): text is Topic => (TOPICS as readonly string[]).includes(text);

type Body = Record<string, unknown>;

const gidOf = (body: Body): string => (typeof body.admin_graphql_api_id === "string" ? body.admin_graphql_api_id : "");

/** The shop that a body itself names, where Shopify puts it. */
export function shopInBody(body: Body): string | undefined {
  const domain = body.shop_domain ?? body.myshopify_domain;
  if (typeof domain === "string") return domain.toLowerCase();
  if (typeof body.order_status_url !== "string" || !URL.canParse(body.order_status_url)) return undefined;
  // Only a permanent name tells: the page may as well be on the merchant's own domain.
  const host = new URL(body.order_status_url).hostname;
  return host.endsWith(".myshopify.com") ? host : undefined;
}

/**
 * Could Shopify have sent this body under this topic and shop? Only the body is signed, so a signed body may come back under
 * other headers: what a topic would do must be backed by the body itself.
 */
export function isPlausible(topic: Topic, shop: string, payload: unknown): boolean {
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) return false;
  const body = payload as Body;
  const named = shopInBody(body);
  if (named !== undefined && named !== shop) return false;
  switch (topic) {
    case "customers/data_request":
      return typeof body.shop_domain === "string" && "customer" in body && "data_request" in body;
    case "customers/redact":
      return typeof body.shop_domain === "string" && "customer" in body && !("data_request" in body);
    case "shop/redact":
      return typeof body.shop_domain === "string" && !("customer" in body);
    case "app/uninstalled":
      return typeof body.myshopify_domain === "string";
    case "app/scopes_update":
      return Array.isArray(body.current);
    case "bulk_operations/finish":
      return gidOf(body).startsWith("gid://shopify/BulkOperation/");
    case "orders/create":
    case "orders/updated":
    case "orders/cancelled":
      return gidOf(body).startsWith("gid://shopify/Order/");
    case "products/create":
    case "products/update":
      return gidOf(body).startsWith("gid://shopify/Product/");
    case "orders/delete":
    case "products/delete":
      // A deletion tells the number alone; a whole order under this topic was an update once.
      return body.id !== undefined && gidOf(body) === "";
    case "customers/create":
      return gidOf(body).startsWith("gid://shopify/Customer/");
    case "customers/delete":
      // Empty of everything but ids: a living customer's body carries when it was created.
      return body.id !== undefined && body.created_at === undefined;
    case "customer.tags_added":
    case "customer.tags_removed":
      return Array.isArray(body.tags);
    case "customers/merge":
      return gidOf(body).startsWith("gid://shopify/Customer/") || "admin_graphql_api_customer_kept_id" in body;
    case "customers_email_marketing_consent/update":
      return body.customer_id !== undefined && typeof body.email_marketing_consent === "object";
  }
}
