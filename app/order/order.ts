import type { Micros } from "../contract/shop.ts";
import { fromGid } from "../shopify/gid.ts";
import { timesMicros, toMicros } from "../contract/money.ts";

export interface OrderLineRecord {
  shopifyId: string;
  productId: string | undefined;
  variantId: string | undefined;
  quantity: number;
  amountMicros: Micros;
}

/** An order as Candor keeps it, wherever it came from. Instants are epoch milliseconds. */
export interface OrderRecord {
  shopifyId: string;
  customerId: string | undefined;
  name: string;
  currency: string;
  /** As Shopify says, never the sum of the lines: an order-level discount is in no line. */
  totalMicros: Micros;
  refundedMicros: Micros;
  responseId: string | undefined;
  checkoutToken: string | undefined;
  processedAt: number;
  updatedAt: number;
  cancelledAt: number | undefined;
  lines: OrderLineRecord[];
}

/** The cart attribute that the widget leaves, so that an order finds the response that led to it. */
export const RESPONSE_ATTRIBUTE = "_candor";
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function responseIdIn(value: string | null | undefined): string | undefined {
  const text = value?.trim().toLowerCase() ?? "";
  return UUID.test(text) ? text : undefined;
}

interface AdminLine {
  id: string;
  quantity: number;
  originalUnitPriceSet: { shopMoney: { amount: string } };
  product: { id: string } | null;
  variant: { id: string } | null;
}

/** What `order(id)` and a line of the bulk file have in common. */
export interface AdminOrder {
  id: string;
  name: string;
  processedAt: string;
  updatedAt: string;
  cancelledAt: string | null;
  currencyCode: string;
  checkoutToken: string | null;
  customer: { id: string } | null;
  customAttributes: { key: string; value: string | null }[];
  /** What was to pay at first: discounts taken off, tax and delivery in it, refunds not. */
  totalPriceSet: { shopMoney: { amount: string } };
  totalRefundedSet: { shopMoney: { amount: string } };
}

export function readAdminLine(line: AdminLine): OrderLineRecord {
  return {
    shopifyId: requireId("LineItem", line.id),
    productId: line.product ? fromGid("Product", line.product.id) : undefined,
    variantId: line.variant ? fromGid("ProductVariant", line.variant.id) : undefined,
    quantity: line.quantity,
    amountMicros: timesMicros(line.quantity, toMicros(line.originalUnitPriceSet.shopMoney.amount)),
  };
}

/** An order of the Admin API with the lines that came with it. */
export function readAdminOrder(order: AdminOrder, lines: OrderLineRecord[]): OrderRecord {
  const attribute = order.customAttributes.find(({ key }) => key === RESPONSE_ATTRIBUTE);
  return {
    shopifyId: requireId("Order", order.id),
    customerId: order.customer ? fromGid("Customer", order.customer.id) : undefined,
    name: order.name,
    currency: order.currencyCode,
    totalMicros: toMicros(order.totalPriceSet.shopMoney.amount),
    refundedMicros: toMicros(order.totalRefundedSet.shopMoney.amount),
    responseId: responseIdIn(attribute?.value),
    checkoutToken: order.checkoutToken ?? undefined,
    processedAt: Date.parse(order.processedAt),
    updatedAt: Date.parse(order.updatedAt),
    cancelledAt: order.cancelledAt === null ? undefined : Date.parse(order.cancelledAt),
    lines,
  };
}

function requireId(kind: "Order" | "LineItem", gid: string): string {
  const id = fromGid(kind, gid);
  if (id === undefined) throw new TypeError(`not the id of a ${kind}`);
  return id;
}

const TOKEN_DAYS = 90;
const RESPONSE_DAYS = 730;
const DAY_MS = 86_400_000;

/** Drops what we would have to forget today already (retention of the columns), and everything personal of an erased person. */
export function keepable(order: OrderRecord, erased: boolean, nowMs: number): OrderRecord {
  const days = (nowMs - order.processedAt) / DAY_MS;
  return {
    ...order,
    customerId: erased ? undefined : order.customerId,
    name: erased ? "" : order.name,
    responseId: erased || days >= RESPONSE_DAYS ? undefined : order.responseId,
    checkoutToken: erased || days >= TOKEN_DAYS ? undefined : order.checkoutToken,
  };
}
