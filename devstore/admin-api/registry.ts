import type { Registry, TypeFields } from "./context.ts";
import { bulkFields } from "./fields/bulk.ts";
import { customerFields } from "./fields/customer.ts";
import { customerWriteFields } from "./fields/customer-write.ts";
import { discountFields } from "./fields/discount.ts";
import { metafieldRegistry } from "./fields/metafield.ts";
import { orderFields } from "./fields/order.ts";
import { productFields } from "./fields/product.ts";
import { recordWriteFields } from "./fields/record-write.ts";
import { segmentFields } from "./fields/segment.ts";
import { shopFields } from "./fields/shop.ts";
import { taggingFields } from "./fields/tagging.ts";
import { themeFields } from "./fields/theme.ts";
import { webhookFields } from "./fields/webhook.ts";

/** Every type and field that the development store resolves. A field in no part is refused loudly. */
export const registry: Registry = merge([
  shopFields,
  productFields,
  orderFields,
  customerFields,
  customerWriteFields,
  recordWriteFields,
  discountFields,
  metafieldRegistry,
  segmentFields,
  taggingFields,
  themeFields,
  webhookFields,
  bulkFields,
]);

function merge(parts: readonly Registry[]): Registry {
  const all: Record<string, TypeFields> = {};
  for (const part of parts) for (const [type, fields] of Object.entries(part)) all[type] = { ...all[type], ...fields };
  return all;
}
