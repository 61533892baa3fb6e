/** What a scope lets an app do, in the merchant's words. */
const WORDS: Record<string, string> = {
  read_products: "View products and collections",
  write_products: "Edit products and collections",
  read_orders: "View orders of the last 60 days",
  read_all_orders: "View all orders, older than 60 days too",
  write_orders: "Edit orders",
  read_customers: "View customers",
  read_customer_merge: "View which customers were merged",
  write_customers: "Edit customers, their tags and segments",
  read_themes: "View themes",
  write_themes: "Edit themes",
  read_discounts: "View discounts",
  write_discounts: "Edit discounts",
};

export function describeScope(scope: string): string {
  return WORDS[scope] ?? scope.replaceAll("_", " ");
}
