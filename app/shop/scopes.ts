/** Why Candor asks for each scope: the same reasons as in shopify.app.toml, in the merchant's words. */
const reasons: Record<string, string> = {
  read_products: "to recommend from your catalogue, in stock.",
  read_orders: "to join order history to answers (the last 60 days, unless all orders are granted).",
  read_all_orders: "to know orders older than 60 days. Without it, lifetime figures come from the customer record.",
  read_customers: "to know how often somebody ordered, and which tags they carry.",
  read_customer_merge: "to hear when you make one customer of two: what both told stays together.",
  write_customers:
    "to tag customers, to make the matching segment in Shopify, and to record confirmed newsletter consent.",
  write_discounts: "to give each shopper who earned one a discount code of their own.",
  read_discounts: "to find such a code again, so that none is made twice.",
};

export interface ScopeReason {
  handle: string;
  reason: string;
  granted: boolean;
}

export function scopeReasons(granted: string): ScopeReason[] {
  const has = new Set(granted.split(",").map((scope) => scope.trim()));
  // A write scope includes its read scope.
  const isGranted = (handle: string) => has.has(handle) || has.has(handle.replace(/^read_/, "write_"));
  return Object.entries(reasons).map(([handle, reason]) => ({ handle, reason, granted: isGranted(handle) }));
}
