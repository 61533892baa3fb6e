import { z } from "zod";
import type { HistoryKind } from "./history.ts";

// What is wrong with a line of Shopify's export, in words. Used once reading has failed: what reads them fast says only that.

const gid = (kind: string) => z.templateLiteral([`gid://shopify/${kind}/`, z.string().regex(/^\d{1,20}$/)]);
const instant = z.iso.datetime({ offset: true });
const money = z.object({ amount: z.string().regex(/^-?\d+(\.\d+)?$/, "not an amount of money") });
const price = z.object({ shopMoney: money });
const whole = z.number().int();
const count = whole.or(z.string().regex(/^\d+$/));

const order = z.object({
  id: gid("Order"),
  name: z.string(),
  processedAt: instant,
  updatedAt: instant,
  cancelledAt: instant.nullable(),
  currencyCode: z.string(),
  checkoutToken: z.string().nullable(),
  customer: z.object({ id: gid("Customer") }).nullable(),
  customAttributes: z.array(z.object({ key: z.string(), value: z.string().nullable() })),
  totalPriceSet: price,
  totalRefundedSet: price,
});
const line = z.object({
  id: gid("LineItem"),
  quantity: whole,
  originalUnitPriceSet: price,
  product: z.object({ id: gid("Product") }).nullable(),
  variant: z.object({ id: gid("ProductVariant") }).nullable(),
  __parentId: gid("Order"),
});
const customer = z.object({ id: gid("Customer"), numberOfOrders: count, amountSpent: money });
const product = z.object({
  id: gid("Product"),
  handle: z.string(),
  title: z.string(),
  productType: z.string(),
  vendor: z.string(),
  tags: z.array(z.string()),
  status: z.string(),
  publishedAt: instant.nullable(),
  updatedAt: instant,
});
const metafield = z.object({ id: gid("Metafield"), namespace: z.string(), type: z.string(), value: z.string() });
const variant = z.object({
  id: gid("ProductVariant"),
  title: z.string(),
  price: z.string().regex(/^-?\d+(\.\d+)?$/, "not an amount of money"),
  position: whole,
  availableForSale: z.boolean(),
});

function formOf(kind: HistoryKind, value: Record<string, unknown>): z.ZodType {
  const child = "__parentId" in value;
  switch (kind) {
    case "orders":
      return child ? line : order;
    case "customers":
      return customer;
    case "products":
      if (!child) return product;
      return String(value["id"]).includes("/Metafield/") ? metafield : variant;
  }
}

/** Where and why: "totalPriceSet › shopMoney: expected object, received null". Nothing of what stands there: it may be personal. */
export function faultIn(kind: HistoryKind, json: string): string {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return "it is not JSON";
  }
  if (typeof value !== "object" || value === null) return "it is no record";
  const issue = formOf(kind, value as Record<string, unknown>).safeParse(value).error?.issues[0];
  if (issue === undefined) return "it could not be understood";
  return `${issue.path.join(" › ")}: ${issue.message.replace(/^Invalid input: /, "")}`;
}
