import { z } from "zod";
import { sumMicros, timesMicros, toMicros } from "../contract/money.ts";
import { RESPONSE_ATTRIBUTE, responseIdIn } from "./order.ts";
import type { OrderRecord } from "./order.ts";

const Id = z.union([z.number().int().positive().transform(String), z.string().regex(/^\d{1,20}$/)]);
const Instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const Money = z.string().transform((text, context) => {
  try {
    return toMicros(text);
  } catch {
    context.addIssue({ code: "custom", message: "not an amount of money" });
    return z.NEVER;
  }
});

const WebhookLine = z.object({
  id: Id,
  product_id: Id.nullish(),
  variant_id: Id.nullish(),
  quantity: z.number().int(),
  price: Money,
});
const Refund = z.object({
  transactions: z
    .array(z.object({ kind: z.string(), status: z.string(), amount: Money, currency: z.string().nullish() }))
    .default([]),
});
const WebhookOrder = z.object({
  id: Id,
  name: z.string().default(""),
  currency: z.string(),
  total_price: Money,
  processed_at: Instant,
  updated_at: Instant,
  cancelled_at: Instant.nullish(),
  customer: z.object({ id: Id }).nullish(),
  note_attributes: z.array(z.object({ name: z.string(), value: z.string().nullish() })).default([]),
  checkout_token: z.string().max(200).nullish(),
  line_items: z.array(WebhookLine),
  refunds: z.array(Refund).default([]),
});

/** The body of orders/create, updated and cancelled. Undefined when it is no order that we can read. */
export function parseWebhookOrder(payload: unknown): OrderRecord | undefined {
  const parsed = WebhookOrder.safeParse(payload);
  if (!parsed.success) return undefined;
  const body = parsed.data;
  const lines = body.line_items.map((line) => ({
    shopifyId: line.id,
    productId: line.product_id ?? undefined,
    variantId: line.variant_id ?? undefined,
    quantity: line.quantity,
    amountMicros: timesMicros(line.quantity, line.price),
  }));
  const refunds = body.refunds.flatMap((refund) => refund.transactions);
  const given = refunds.filter(({ kind, status }) => kind === "refund" && status === "success");
  // Paid back in the shopper's own currency: what that is in the shop's only Shopify says.
  if (given.some(({ currency }) => (currency ?? body.currency) !== body.currency)) return undefined;
  return {
    shopifyId: body.id,
    customerId: body.customer?.id,
    name: body.name,
    currency: body.currency,
    totalMicros: body.total_price,
    refundedMicros: sumMicros(given.map((transaction) => transaction.amount)),
    responseId: responseIdIn(body.note_attributes.find(({ name }) => name === RESPONSE_ATTRIBUTE)?.value),
    checkoutToken: body.checkout_token ?? undefined,
    processedAt: body.processed_at,
    updatedAt: body.updated_at,
    cancelledAt: body.cancelled_at ?? undefined,
    lines,
  };
}
