import { nowIso } from "../clock.ts";
import { type CodeDiscount, findUsable, redeem, takenOff } from "../discounts/discounts.ts";
import { moneyText, parseUnits } from "../loader/decimal.ts";
import { readSetting, readShop, type State, writeSetting } from "../state.ts";
import { type Cart, saveCart } from "../storefront/cart.ts";
import { newToken } from "../storefront/visitor.ts";
import { enqueueWebhook } from "../webhooks/enqueue.ts";

export interface Buyer {
  email: string;
  firstName: string;
  lastName: string;
  acceptsMarketing: boolean;
  /** Set when the buyer is logged in. */
  customerId: number | undefined;
}

export interface PlacedOrder {
  orderId: number;
  statusToken: string;
}

/** Somebody else was faster: the lines that cannot be had any more. */
export class OutOfStock extends Error {
  readonly titles: readonly string[];

  constructor(titles: readonly string[]) {
    super(`sold out: ${titles.join(", ")}`);
    this.titles = titles;
  }
}

/** The code is spent, or was never this buyer's to use; known for sure only now that the buyer is. */
export class DiscountRefused extends Error {}

interface LineRow {
  variant_id: number;
  product_id: number;
  title: string;
  variant_title: string;
  sku: string | null;
  vendor: string;
  price: string;
  inventory_quantity: number;
  inventory_policy: string;
  tracked: number;
}

function readLines(state: State, cart: Cart): (LineRow & { quantity: number; properties: Record<string, string> })[] {
  return cart.items.flatMap(({ variantId, quantity, properties }) => {
    const row = state
      .sql(
        `SELECT variants.id AS variant_id, product_id, products.title AS title, variants.title AS variant_title, sku, vendor, price,
           inventory_quantity, inventory_policy, tracked
         FROM variants JOIN products ON products.id = product_id WHERE variants.id = ? AND status = 'ACTIVE'`,
      )
      .get(variantId) as LineRow | undefined;
    return row ? [{ ...row, quantity, properties }] : [];
  });
}

/** The logged-in customer, the one with this e-mail, or a new one without an account: as Shopify's checkout does. */
function requireCustomer(state: State, buyer: Buyer, locale: string): number {
  const now = nowIso();
  const known =
    buyer.customerId ??
    (
      state.sql("SELECT id FROM customers WHERE email = ? COLLATE NOCASE").get(buyer.email) as
        { id: number } | undefined
    )?.id;
  if (known !== undefined) {
    state
      .sql(
        "UPDATE customers SET first_name = coalesce(first_name, ?), last_name = coalesce(last_name, ?), updated_at = ? WHERE id = ?",
      )
      .run(buyer.firstName || null, buyer.lastName, now, known);
  }
  const id = known ?? nextId(state, "customers");
  if (known === undefined) {
    const { country_code: country } = readShop(state);
    state
      .sql(
        `INSERT INTO customers (id, first_name, last_name, email, state, locale, country_code, created_at, updated_at)
         VALUES (?, ?, ?, ?, 'DISABLED', ?, ?, ?, ?)`,
      )
      .run(id, buyer.firstName || null, buyer.lastName, buyer.email, locale, country, now, now);
    enqueueWebhook(state, "customers/create", id);
  }
  if (buyer.acceptsMarketing) {
    const { changes } = state
      .sql(
        `UPDATE customers SET email_marketing_state = 'SUBSCRIBED', email_marketing_opt_in_level = 'SINGLE_OPT_IN',
           email_marketing_updated_at = ? WHERE id = ? AND email_marketing_state <> 'SUBSCRIBED'`,
      )
      .run(now, id);
    if (changes > 0) enqueueWebhook(state, "customers_email_marketing_consent/update", id);
  }
  return id;
}

/** Only names of tables written here reach this. */
function nextId(state: State, table: "customers" | "orders" | "order_lines"): number {
  return (state.sql(`SELECT coalesce(max(id), 5470000000000) + 1 AS id FROM ${table}`).get() as { id: number }).id;
}

/** #1001, #1002 …: names that no loaded invoice has. */
function nextName(state: State): string {
  const number = Number(readSetting(state, "next_order_number") ?? "1001");
  writeSetting(state, "next_order_number", String(number + 1));
  return `#${number}`;
}

export interface Checkout {
  token: string;
  cart: Cart;
  locale: string;
  /** Empty: none. */
  discountCode: string;
}

function requireDiscount(state: State, code: string, customerId: number): CodeDiscount | undefined {
  if (code === "") return undefined;
  const usable = findUsable(state, code, customerId);
  if ("fault" in usable) throw new DiscountRefused(usable.fault);
  return usable.discount;
}

/** Makes an order of the cart, takes its pieces out of stock and tells the apps, in one transaction. */
export function placeOrder(state: State, checkout: Checkout, buyer: Buyer): PlacedOrder {
  return state.db.transaction(() => {
    const { cart, token } = checkout;
    const lines = readLines(state, cart);
    const short = lines.filter(
      (line) => line.tracked && line.inventory_policy === "DENY" && line.inventory_quantity < line.quantity,
    );
    if (short.length > 0 || lines.length === 0) throw new OutOfStock(short.map(({ title }) => title));
    const now = nowIso();
    const customerId = requireCustomer(state, buyer, checkout.locale);
    const orderId = nextId(state, "orders");
    const statusToken = newToken();
    const whole = lines.reduce((sum, { price, quantity }) => sum + (parseUnits(price) ?? 0n) * BigInt(quantity), 0n);
    const discount = requireDiscount(state, checkout.discountCode, customerId);
    const off = discount === undefined ? "0.00" : takenOff(discount.value, moneyText(whole));
    const total = moneyText(whole - (parseUnits(off) ?? 0n));
    const attributes = Object.entries(cart.attributes).map(([key, value]) => ({ key, value }));
    const shop = readShop(state);
    state
      .sql(
        `INSERT INTO orders (id, name, customer_id, email, currency_code, subtotal_price, total_price, current_total_price,
           fulfillment_status, processed_at, created_at, updated_at, custom_attributes_json, note, cart_token, checkout_token,
           locale, landing_page, country_code, confirmation_number, status_token, total_discounts, discount_codes_json)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'UNFULFILLED', ?, ?, ?, ?, ?, ?, ?, ?, '/', ?, ?, ?, ?, ?)`,
      )
      .run(
        ...[orderId, nextName(state), customerId, buyer.email, shop.currency_code, total, total, total, now, now, now],
        ...[JSON.stringify(attributes), cart.note, cart.token, token, checkout.locale, shop.country_code],
        ...[newToken().slice(0, 9).toUpperCase(), statusToken, off, JSON.stringify(discount ? [discount.code] : [])],
      );
    if (discount !== undefined) redeem(state, discount, orderId, customerId);
    lines.forEach((line, index) => writeLine(state, orderId, index + 1, line));
    state
      .sql("UPDATE checkouts SET order_id = ?, customer_id = ?, email = ?, completed_at = ? WHERE token = ?")
      .run(orderId, customerId, buyer.email, now, token);
    saveCart(state, { ...cart, items: [], attributes: {}, note: null }, buyer.customerId);
    enqueueWebhook(state, "orders/create", orderId);
    for (const productId of new Set(lines.map((line) => line.product_id)))
      enqueueWebhook(state, "products/update", productId);
    return { orderId, statusToken };
  })();
}

function writeLine(state: State, orderId: number, position: number, line: ReturnType<typeof readLines>[number]): void {
  const properties = Object.entries(line.properties).map(([key, value]) => ({ key, value }));
  const variantTitle = line.variant_title === "Default Title" ? null : line.variant_title;
  const now = nowIso();
  state
    .sql(
      `INSERT INTO order_lines (id, order_id, position, product_id, variant_id, title, variant_title, sku, vendor, quantity,
         current_quantity, price, custom_attributes_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      ...[nextId(state, "order_lines"), orderId, position, line.product_id, line.variant_id, line.title, variantTitle],
      ...[line.sku, line.vendor, line.quantity, line.quantity, line.price, JSON.stringify(properties)],
    );
  state
    .sql("UPDATE variants SET inventory_quantity = inventory_quantity - ?, updated_at = ? WHERE id = ? AND tracked = 1")
    .run(line.quantity, now, line.variant_id);
  state.sql("UPDATE products SET updated_at = ? WHERE id = ?").run(now, line.product_id);
}
