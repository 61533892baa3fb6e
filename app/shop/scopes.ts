interface Permission {
  /** What Shopify's own consent screen grants, in the merchant's words. */
  name: string;
  reason: string;
}

/** Why Candor asks for each scope: the same reasons as in shopify.app.toml. */
const permissions: Record<string, Permission> = {
  read_products: { name: "See your products", reason: "to recommend what fits an answer and is in stock." },
  read_orders: {
    name: "See recent orders",
    reason: "to join what people bought in the last 60 days to their answers.",
  },
  read_all_orders: {
    name: "See older orders",
    reason: "to know orders from before that, too. Without it, totals come from the customer's record in Shopify.",
  },
  read_customers: { name: "See customers", reason: "to know how often somebody ordered, and which tags they carry." },
  read_customer_merge: {
    name: "Notice merged customers",
    reason: "when you make one customer of two, what both told stays together.",
  },
  write_customers: {
    name: "Change customers",
    reason:
      "to tag them, to make the matching segment in Shopify, and to record a newsletter consent that was confirmed.",
  },
  write_discounts: {
    name: "Create discounts",
    reason: "to give each shopper who earned one a discount code of their own.",
  },
  read_discounts: { name: "See discounts", reason: "to find such a code again, so that none is made twice." },
};

export interface ScopeReason extends Permission {
  handle: string;
  granted: boolean;
}

export function scopeReasons(granted: string): ScopeReason[] {
  const has = new Set(granted.split(",").map((scope) => scope.trim()));
  // A write scope includes its read scope.
  const isGranted = (handle: string) => has.has(handle) || has.has(handle.replace(/^read_/, "write_"));
  return Object.entries(permissions).map(([handle, permission]) => ({
    ...permission,
    handle,
    granted: isGranted(handle),
  }));
}
