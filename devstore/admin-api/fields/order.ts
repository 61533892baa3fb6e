import { isoOf, nowMs } from "../../clock.ts";
import { countOf, listTable } from "../connection.ts";
import type { SortKey, SqlListing } from "../connection.ts";
import { json, text, withType } from "../context.ts";
import type { Args, Context, FieldResolver, Registry, Row } from "../context.ts";
import { timesDecimal } from "../decimal.ts";
import {
  booleanField,
  compileSearch,
  containsField,
  enumField,
  numberField,
  tagField,
  textField,
  timeField,
} from "../search.ts";
import type { SearchFields } from "../search.ts";
import { metafieldFields } from "./metafield.ts";
import {
  findRow,
  flag,
  gidField,
  idArgument,
  legacyId,
  money,
  moneyBag,
  pathOf,
  referredRow,
  tagsField,
} from "./shared.ts";

const SIXTY_DAYS_MS = 60 * 86_400_000;

const SEARCH: SearchFields = {
  default: containsField("orders.name", "orders.email"),
  id: numberField("orders.id"),
  name: (_comparator, value) => ({
    sql: "(orders.name = ? OR orders.name = ?)",
    params: [value, `#${value}`],
  }),
  customer_id: numberField("orders.customer_id"),
  email: textField("orders.email"),
  cart_token: textField("orders.cart_token"),
  checkout_token: textField("orders.checkout_token"),
  financial_status: enumField("orders.financial_status", [
    "PAID",
    "PARTIALLY_REFUNDED",
    "REFUNDED",
    "PENDING",
    "VOIDED",
    "AUTHORIZED",
  ]),
  fulfillment_status: enumField("orders.fulfillment_status", [
    "FULFILLED",
    "UNFULFILLED",
    "PARTIAL",
    "UNSHIPPED",
    "SHIPPED",
  ]),
  status: (_comparator, value) => {
    switch (value.toLowerCase()) {
      case "any":
        return { sql: "1", params: [] };
      case "open":
        return { sql: "(orders.cancelled_at IS NULL AND orders.closed_at IS NULL)", params: [] };
      case "closed":
        return { sql: "orders.closed_at IS NOT NULL", params: [] };
      case "cancelled":
        return { sql: "orders.cancelled_at IS NOT NULL", params: [] };
      case "not_closed":
        return { sql: "orders.closed_at IS NULL", params: [] };
      default:
        return `Input \`${value}\` is not an accepted value.`;
    }
  },
  tag: tagField("orders.tags_json"),
  source_name: textField("orders.source_name"),
  test: booleanField("orders.test"),
  created_at: timeField("orders.created_at", "created_at"),
  processed_at: timeField("orders.processed_at", "processed_at"),
  updated_at: timeField("orders.updated_at", "updated_at"),
};

const SORTS: Readonly<Record<string, SortKey>> = {
  ID: { sql: "orders.id", kind: "id" },
  RELEVANCE: { sql: "orders.id", kind: "id" },
  PROCESSED_AT: { sql: "orders.processed_at", kind: "time" },
  CREATED_AT: { sql: "orders.created_at", kind: "time" },
  UPDATED_AT: { sql: "orders.updated_at", kind: "time" },
  ORDER_NUMBER: { sql: "orders.id", kind: "id" },
  TOTAL_PRICE: { sql: "CAST(orders.total_price AS REAL)", kind: "number" },
};

/** Without read_all_orders the app sees the last 60 days only (shopify-facts "Orders"). */
function visible(context: Context): { where: string[]; params: unknown[] } {
  if (context.scopes.has("read_all_orders")) return { where: [], params: [] };
  return { where: ["orders.created_at >= ?"], params: [isoOf(nowMs() - SIXTY_DAYS_MS)] };
}

export function listOrders(
  context: Context,
  args: Args,
  path: (string | number)[],
  only?: { sql: string; params: unknown[] },
): SqlListing {
  const search = compileSearch(context, args["query"], SEARCH, path);
  const window = visible(context);
  return listTable("Order", "orders", {
    where: [...window.where, ...(only ? [only.sql] : []), ...(search ? [search.sql] : [])],
    params: [...window.params, ...(only?.params ?? []), ...(search?.params ?? [])],
    sort: SORTS[String(args["sortKey"] ?? "PROCESSED_AT")] ?? (SORTS["ID"] as SortKey),
    reverse: args["reverse"] === true,
  });
}

function findOrder(context: Context, id: number): Row | null {
  const window = visible(context);
  const where = ["id = ?", ...window.where].join(" AND ");
  return withType("Order", context.state.sql(`SELECT * FROM orders WHERE ${where}`).get(id, ...window.params));
}

const attributes: FieldResolver = (row) =>
  (json(row, "custom_attributes_json") as { key: string; value: string }[]).map((one) => ({
    __typename: "Attribute",
    ...one,
  }));

const bagOf = (amount: string, currency: unknown) => {
  const value = money(amount, currency);
  return { __typename: "MoneyBag", shopMoney: value, presentmentMoney: value };
};

/** Three letters, so that it may stand in the SQL: each line then knows its currency without another look-up. */
const currencyLiteral = (row: Row): string => /^[A-Z]{3}$/.exec(text(row, "currency_code"))?.[0] ?? "GBP";

const currencyOfOrder = (row: Row, context: Context): string => {
  if (typeof row["currency_code"] === "string") return row["currency_code"];
  const order = context.state.sql("SELECT currency_code FROM orders WHERE id = ?").get(row["order_id"]);
  return (order as { currency_code: string } | undefined)?.currency_code ?? "GBP";
};

const lineMoney =
  (amount: (row: Row) => string): FieldResolver =>
  (row, _args, context) =>
    bagOf(amount(row), currencyOfOrder(row, context));

const orderFieldsOnly: Readonly<Record<string, FieldResolver>> = {
  ...metafieldFields("Order"),
  id: gidField("Order"),
  legacyResourceId: legacyId,
  number: (row) => Number(text(row, "name").replaceAll(/\D/g, "")),
  tags: tagsField,
  customAttributes: attributes,
  currencyCode: (row) => row["currency_code"],
  presentmentCurrencyCode: (row) => row["currency_code"],
  customer: (row, _args, context) => referredRow(context, "Customer", "customers", row["customer_id"]),
  totalPriceSet: moneyBag("total_price"),
  currentTotalPriceSet: moneyBag("current_total_price"),
  originalTotalPriceSet: moneyBag("total_price"),
  subtotalPriceSet: moneyBag("subtotal_price"),
  totalDiscountsSet: moneyBag("total_discounts"),
  totalTaxSet: moneyBag("total_tax"),
  totalShippingPriceSet: moneyBag("total_shipping"),
  totalRefundedSet: moneyBag("total_refunded"),
  netPaymentSet: moneyBag("current_total_price"),
  totalReceivedSet: moneyBag("total_price"),
  displayFinancialStatus: (row) => row["financial_status"],
  displayFulfillmentStatus: (row) => row["fulfillment_status"],
  closed: (row) => row["closed_at"] !== null,
  cancelReason: (row) => row["cancel_reason"],
  customerLocale: (row) => row["locale"],
  discountCodes: (row) => json(row, "discount_codes_json"),
  discountCode: (row) => (json(row, "discount_codes_json") as string[])[0] ?? null,
  test: flag("test"),
  confirmed: () => true,
  fullyPaid: (row) => row["financial_status"] !== "PENDING",
  subtotalLineItemsQuantity: (row, _args, context) =>
    (
      context.state
        .sql("SELECT COALESCE(SUM(quantity), 0) AS n FROM order_lines WHERE order_id = ?")
        .get(row["id"]) as { n: number }
    ).n,
  lineItems: (row, args) =>
    listTable("LineItem", "order_lines", {
      select: `order_lines.*, '${currencyLiteral(row)}' AS currency_code`,
      where: ["order_lines.order_id = ?"],
      params: [row["id"]],
      sort: { sql: "order_lines.position", kind: "number" },
      reverse: args["reverse"] === true,
    }),
  refunds: (row, args, context) => {
    const first = typeof args["first"] === "number" ? args["first"] : 250;
    const rows = context.state
      .sql("SELECT * FROM refunds WHERE order_id = ? ORDER BY id LIMIT ?")
      .all(row["id"], first);
    return rows.map((one) => withType("Refund", { ...(one as object), currency_code: row["currency_code"] }));
  },
};

export const orderFields: Registry = {
  Order: orderFieldsOnly,
  LineItem: {
    id: gidField("LineItem"),
    name: (row) => (row["variant_title"] ? `${text(row, "title")} - ${text(row, "variant_title")}` : row["title"]),
    unfulfilledQuantity: () => 0,
    refundableQuantity: (row) => row["current_quantity"],
    customAttributes: attributes,
    originalUnitPriceSet: lineMoney((row) => text(row, "price")),
    discountedUnitPriceSet: lineMoney((row) => text(row, "price")),
    discountedUnitPriceAfterAllDiscountsSet: lineMoney((row) => text(row, "price")),
    originalTotalSet: lineMoney((row) => timesDecimal(text(row, "price"), Number(row["quantity"]))),
    discountedTotalSet: lineMoney((row) => timesDecimal(text(row, "price"), Number(row["quantity"]))),
    totalDiscountSet: lineMoney(() => "0"),
    product: (row, _args, context) => referredRow(context, "Product", "products", row["product_id"]),
    variant: (row, _args, context) => referredRow(context, "ProductVariant", "variants", row["variant_id"]),
    isGiftCard: () => false,
    requiresShipping: () => true,
  },
  Refund: {
    id: gidField("Refund"),
    legacyResourceId: legacyId,
    updatedAt: (row) => row["created_at"],
    totalRefundedSet: moneyBag("total_refunded"),
    order: (row, _args, context) => (row["order_id"] === null ? null : findOrder(context, Number(row["order_id"]))),
    refundLineItems: (row) =>
      listTable("RefundLineItem", "refund_lines", {
        where: ["refund_lines.refund_id = ?"],
        params: [row["id"]],
        select: "refund_lines.*, (SELECT order_id FROM refunds WHERE refunds.id = refund_id) AS order_id",
      }),
  },
  RefundLineItem: {
    id: gidField("RefundLineItem"),
    priceSet: lineMoney((row) => text(row, "price")),
    subtotalSet: lineMoney((row) => timesDecimal(text(row, "price"), Number(row["quantity"]))),
    restockType: () => "NO_RESTOCK",
    restocked: () => false,
    lineItem: (row, _args, context) =>
      row["order_line_id"] === null ? null : findRow(context, "LineItem", "order_lines", Number(row["order_line_id"])),
  },
  QueryRoot: {
    order: (_row, args, context) => findOrder(context, idArgument(args, "Order")),
    orders: (_row, args, context, info) => listOrders(context, args, pathOf(info)),
    ordersCount: (_row, args, context, info) => {
      const count = countOf(context.state, listOrders(context, args, pathOf(info)));
      const limit = args["limit"] === null ? Infinity : Number(args["limit"] ?? 10_000);
      return { __typename: "Count", count: Math.min(count, limit), precision: count > limit ? "AT_LEAST" : "EXACT" };
    },
  },
};

/** For `node(id:)`, which obeys the same window. */
export const orderNode = (context: Context, id: number): Row | null => findOrder(context, id);
