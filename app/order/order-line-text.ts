import { timesMicros } from "../contract/money.ts";
import type { Micros } from "../contract/shop.ts";
import type { OrderLineRecord, OrderRecord } from "./order.ts";

// The short way through a line of Shopify's file. Its lines have the fields in the order of our query; whatever looks otherwise
// in any way (an escape, another order, one more field) takes the long way: JSON.parse and the readers in order.ts.

const gid = (kind: string) => `"gid:\\\\?/\\\\?/shopify\\\\?/${kind}\\\\?/(\\d{1,20})"`;
const text = `"([^"\\\\]{0,200})"`;
const textOrNull = `(?:null|${text})`;
/** What an export that was started by a former version has besides. */
const unread = `(?:null|"[^"\\\\]{0,200}")`;
const money = `\\{"shopMoney":\\{"amount":"(-?\\d{1,15}(?:\\.\\d{1,6})?)"\\}\\}`;

const LINE = new RegExp(
  `^\\{"id":${gid("LineItem")},"quantity":(-?\\d{1,9}),"originalUnitPriceSet":${money},` +
    `"product":(?:null|\\{"id":${gid("Product")}\\}),"variant":(?:null|\\{"id":${gid("ProductVariant")}\\}),` +
    `"__parentId":${gid("Order")}\\}$`,
);

const ORDER = new RegExp(
  `^\\{"id":${gid("Order")},"name":${text},"processedAt":${text},"updatedAt":${text},"cancelledAt":${textOrNull},` +
    `"currencyCode":${text},(?:"cartToken":${unread},)?"checkoutToken":${textOrNull},` +
    `"customer":(?:null|\\{"id":${gid("Customer")}\\}),"customAttributes":\\[\\],"totalPriceSet":${money},"totalRefundedSet":${money}\\}$`,
);

const POINT = ".".charCodeAt(0);
const ZERO = "0".charCodeAt(0);

/** What `toMicros` says, of an amount as the patterns let through: digits, and six at most behind a point. */
function priceOf(amount: string): Micros {
  const negative = amount.startsWith("-");
  let digits = 0;
  let unit = 1_000_000;
  let behindPoint = false;
  for (let at = negative ? 1 : 0; at < amount.length; at += 1) {
    const code = amount.charCodeAt(at);
    if (code === POINT) behindPoint = true;
    else {
      digits = digits * 10 + (code - ZERO);
      if (behindPoint) unit /= 10;
    }
  }
  return timesMicros(negative ? -unit : unit, digits as Micros);
}

export interface ChildLine {
  orderId: string;
  line: OrderLineRecord;
}

export function matchLine(json: string): ChildLine | undefined {
  const match = LINE.exec(json);
  if (match === null) return undefined;
  const [, shopifyId, count, amount, productId, variantId, orderId] = match as unknown as [string, ...string[]];
  if (shopifyId === undefined || amount === undefined || orderId === undefined) return undefined;
  const quantity = Number(count);
  const amountMicros = timesMicros(quantity, priceOf(amount));
  return { orderId, line: { shopifyId, productId, variantId, quantity, amountMicros } };
}

/** What `readAdminOrder` makes of it, without lines. */
export function matchOrder(json: string): OrderRecord | undefined {
  const match = ORDER.exec(json);
  if (match === null) return undefined;
  const [, shopifyId, name, processedAt, updatedAt, cancelledAt, currency, checkoutToken, customerId] =
    match as unknown as [string, string, string, string, string, string?, string?, string?, string?];
  const [total, refunded] = match.slice(-2);
  if (currency === undefined || total === undefined || refunded === undefined) return undefined;
  return {
    shopifyId,
    customerId,
    name,
    currency,
    totalMicros: priceOf(total),
    refundedMicros: priceOf(refunded),
    responseId: undefined,
    checkoutToken,
    processedAt: Date.parse(processedAt),
    updatedAt: Date.parse(updatedAt),
    cancelledAt: cancelledAt === undefined ? undefined : Date.parse(cancelledAt),
    lines: [],
  };
}
