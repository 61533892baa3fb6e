import { randomInt } from "node:crypto";
import { sumDecimals, timesDecimal } from "../admin-api/decimal.ts";
import { changeTags } from "../admin-api/tags.ts";
import { isoOf, nowIso, nowMs } from "../clock.ts";
import { gid } from "../state.ts";
import type { State } from "../state.ts";
import { enqueueWebhook } from "../webhooks/enqueue.ts";

/** What the merchant does by hand, and what Shopify then tells the apps. Each act is one transaction. */

export function editCustomerTags(
  state: State,
  id: number,
  change: { add?: string[]; remove?: string[] },
): string | undefined {
  return state.db.transaction(() => {
    const done = changeTags(state, "Customer", id, change);
    if (done === undefined) return "There is no such customer.";
    const note = (tags: readonly string[]) => ({ tags, customerId: gid("Customer", id) });
    if (done.added.length > 0) enqueueWebhook(state, "customer.tags_added", id, note(done.added));
    if (done.removed.length > 0) enqueueWebhook(state, "customer.tags_removed", id, note(done.removed));
    if (done.added.length + done.removed.length > 0) enqueueWebhook(state, "customers/update", id);
    return done.error;
  })();
}

/** The newsletter tick on the customer's page. */
export function changeEmailConsent(
  state: State,
  id: number,
  wanted: "SUBSCRIBED" | "UNSUBSCRIBED",
): string | undefined {
  return state.db.transaction(() => {
    const now = nowIso();
    const { changes } = state
      .sql(
        `UPDATE customers SET email_marketing_state = ?, email_marketing_opt_in_level = 'SINGLE_OPT_IN', email_marketing_updated_at = ?,
           updated_at = ? WHERE id = ? AND email IS NOT NULL AND email_marketing_state <> ?`,
      )
      .run(wanted, now, now, id, wanted);
    if (changes === 0) return "Nothing changed: the customer has no e-mail address, or this was so already.";
    enqueueWebhook(state, "customers/update", id);
    enqueueWebhook(state, "customers_email_marketing_consent/update", id);
    return undefined;
  })();
}

type Line = {
  id: number;
  product_id: number | null;
  variant_id: number | null;
  sku: string | null;
  title: string;
  current_quantity: number;
  price: string;
};
type OrderRow = {
  id: number;
  name: string;
  customer_id: number | null;
  total_price: string;
  current_total_price: string;
  total_refunded: string;
  total_discounts: string;
  cancelled_at: string | null;
};

function findOrder(state: State, id: number): OrderRow | undefined {
  return state.sql("SELECT * FROM orders WHERE id = ?").get(id) as OrderRow | undefined;
}

/** Gives back all that is left of an order, or so many pieces of single lines; stock returns. */
export function refundOrder(state: State, id: number, pieces: ReadonlyMap<number, number> | "all"): string | undefined {
  return state.db.transaction(() => {
    const order = findOrder(state, id);
    if (!order) return "There is no such order.";
    const lines = state.sql("SELECT * FROM order_lines WHERE order_id = ? ORDER BY position").all(id) as Line[];
    const given = lines
      .map((line) => ({ line, quantity: pieces === "all" ? line.current_quantity : (pieces.get(line.id) ?? 0) }))
      .filter(({ quantity }) => quantity > 0);
    if (given.length === 0) return "Nothing is left to refund.";
    if (given.some(({ line, quantity }) => quantity > line.current_quantity))
      return "More than was sold cannot be refunded.";
    writeRefund(state, order, given);
    enqueueWebhook(state, "refunds/create", id);
    enqueueWebhook(state, "orders/updated", id);
    return undefined;
  })();
}

/** What was paid for the pieces: of an order with a discount their share, to the cent; with the last piece all that is left. */
function amountOf(state: State, order: OrderRow, given: { line: Line; quantity: number }[]): string {
  const price = sumDecimals(given.map(({ line, quantity }) => timesDecimal(line.price, quantity)));
  if (Number(order.total_discounts) === 0) return price;
  const { n: left } = state
    .sql("SELECT SUM(current_quantity) AS n FROM order_lines WHERE order_id = ?")
    .get(order.id) as {
    n: number;
  };
  if (given.reduce((sum, { quantity }) => sum + quantity, 0) === left) return order.current_total_price;
  const paid = Number(order.total_price);
  return ((Number(price) * paid) / (paid + Number(order.total_discounts))).toFixed(2);
}

function writeRefund(state: State, order: OrderRow, given: { line: Line; quantity: number }[]): void {
  const now = nowIso();
  const refundId = newId();
  const amount = amountOf(state, order, given);
  state
    .sql(
      "INSERT INTO refunds (id, order_id, name, customer_id, total_refunded, processed_at, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .run(refundId, order.id, `R${order.name}`, order.customer_id, amount, now, now);
  for (const { line, quantity } of given) {
    state
      .sql(
        "INSERT INTO refund_lines (id, refund_id, order_line_id, product_id, variant_id, sku, title, quantity, price) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      )
      .run(newId(), refundId, line.id, line.product_id, line.variant_id, line.sku, line.title, quantity, line.price);
    state.sql("UPDATE order_lines SET current_quantity = current_quantity - ? WHERE id = ?").run(quantity, line.id);
    state
      .sql("UPDATE variants SET inventory_quantity = inventory_quantity + ? WHERE id = ? AND tracked = 1")
      .run(quantity, line.variant_id);
  }
  const left = state
    .sql("SELECT COALESCE(SUM(current_quantity), 0) AS n FROM order_lines WHERE order_id = ?")
    .get(order.id) as { n: number };
  state
    .sql(
      "UPDATE orders SET total_refunded = ?, current_total_price = ?, financial_status = ?, updated_at = ? WHERE id = ?",
    )
    .run(
      sumDecimals([order.total_refunded, amount]),
      sumDecimals([order.current_total_price, amount.startsWith("-") ? amount.slice(1) : `-${amount}`]),
      left.n === 0 ? "REFUNDED" : "PARTIALLY_REFUNDED",
      now,
      order.id,
    );
}

/** Cancelling refunds what is left, as Shopify's dialog does by default. */
export function cancelOrder(state: State, id: number): string | undefined {
  return state.db.transaction(() => {
    const order = findOrder(state, id);
    if (!order) return "There is no such order.";
    if (order.cancelled_at !== null) return "The order is cancelled already.";
    refundOrder(state, id, "all");
    const now = isoOf(nowMs());
    state
      .sql(
        "UPDATE orders SET cancelled_at = ?, cancel_reason = 'CUSTOMER', closed_at = COALESCE(closed_at, ?), updated_at = ? WHERE id = ?",
      )
      .run(now, now, now, id);
    enqueueWebhook(state, "orders/cancelled", id);
    enqueueWebhook(state, "orders/updated", id);
    return undefined;
  })();
}

export type ProductEdit = {
  title: string;
  status: string;
  tags: string[];
  variants: { id: number; price: string; stock: number }[];
};

export function editProduct(state: State, id: number, edit: ProductEdit): string | undefined {
  if (edit.title.trim() === "") return "Title can't be blank";
  if (!["ACTIVE", "DRAFT", "ARCHIVED"].includes(edit.status)) return "Status is not known";
  if (edit.variants.some(({ price }) => !/^\d{1,9}(\.\d{1,3})?$/.test(price)))
    return "Price must be a number, like 12.50";
  if (edit.variants.some(({ stock }) => !Number.isInteger(stock))) return "Stock must be a whole number";
  return state.db.transaction(() => {
    const now = nowIso();
    const changed = state
      .sql("UPDATE products SET title = ?, status = ?, updated_at = ? WHERE id = ?")
      .run(edit.title.trim(), edit.status, now, id);
    if (changed.changes === 0) return "There is no such product.";
    for (const variant of edit.variants) {
      state
        .sql("UPDATE variants SET price = ?, inventory_quantity = ?, updated_at = ? WHERE id = ? AND product_id = ?")
        .run(variant.price, variant.stock, now, variant.id, id);
    }
    const before = state.sql("SELECT tags_json FROM products WHERE id = ?").get(id) as { tags_json: string };
    const error = changeTags(state, "Product", id, {
      remove: JSON.parse(before.tags_json) as string[],
      add: edit.tags,
    })?.error;
    enqueueWebhook(state, "products/update", id);
    return error;
  })();
}

/** Shopify's ids say nothing and only grow; here they only have to be new. */
function newId(): number {
  return Number(`${Math.floor(nowMs() / 1000)}${randomInt(100_000, 999_999)}`);
}
