import { createWriteStream } from "node:fs";
import { once } from "node:events";

export interface Size {
  orders: number;
  customers: number;
}

const DAY = 86_400_000;
const END = Date.UTC(2026, 5, 30);

/** Repeatable numbers in [0, 1). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

const gid = (kind: string, id: number) => `gid:\\/\\/shopify\\/${kind}\\/${id}`;
const iso = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** What Shopify writes for our BulkOrders query: an order, then its lines (2.5 on average), slashes escaped as there. */
export async function makeOrdersFile(file: string, { orders, customers }: Size): Promise<{ lines: number }> {
  const out = createWriteStream(file);
  const random = randomFrom(7);
  let count = 0;
  let text = "";
  let line = 14_000_000_000_000;
  for (let index = 0; index < orders; index += 1) {
    const order = gid("Order", 5_600_000_000_000 + index * 32_768);
    const at = END - Math.floor((1 - index / orders) * 730 * DAY);
    // A few buy much, many once; every twentieth order is a guest's.
    const who = Math.floor(random() ** 2 * customers);
    const customer = index % 20 === 0 ? "null" : `{"id":"${gid("Customer", 7_000_000_000_000 + who * 32_768)}"}`;
    const refunded = index % 25 === 0 ? "12.50" : "0.0";
    const lines = 1 + Math.floor(random() * 4);
    const sold: string[] = [];
    let cents = 0;
    for (let part = 0; part < lines; part += 1) {
      const product = Math.floor(random() ** 2 * 1200);
      const price = Math.floor(random() * 9000) + 100;
      const quantity = 1 + Math.floor(random() * 3);
      cents += price * quantity;
      sold.push(
        `{"id":"${gid("LineItem", line++)}","quantity":${quantity},"originalUnitPriceSet":{"shopMoney":{"amount":"${(price / 100).toFixed(2)}"}},` +
          `"product":{"id":"${gid("Product", 8_000_000_000_000 + product)}"},"variant":{"id":"${gid("ProductVariant", 45_000_000_000_000 + product)}"},` +
          `"__parentId":"${order}"}\n`,
      );
    }
    text +=
      `{"id":"${order}","name":"#${1001 + index}","processedAt":"${iso(at)}","updatedAt":"${iso(at + DAY)}","cancelledAt":null,` +
      `"currencyCode":"EUR","cartToken":"hWN${index}a7c1d2e3f4","checkoutToken":"${index}c0ffee00c0ffee00c0ffee00","customer":${customer},` +
      `"customAttributes":[],"totalPriceSet":{"shopMoney":{"amount":"${(cents / 100).toFixed(2)}"}},` +
      `"totalRefundedSet":{"shopMoney":{"amount":"${refunded}"}}}\n${sold.join("")}`;
    count += 1 + lines;
    if (text.length > 1 << 20) {
      if (!out.write(text)) await once(out, "drain");
      text = "";
    }
  }
  out.end(text);
  await once(out, "finish");
  return { lines: count };
}

export async function makeCustomersFile(file: string, customers: number): Promise<void> {
  const out = createWriteStream(file);
  let text = "";
  for (let index = 0; index < customers; index += 1) {
    text += `{"id":"${gid("Customer", 7_000_000_000_000 + index * 32_768)}","numberOfOrders":"3","amountSpent":{"amount":"99.5"}}\n`;
    if (text.length > 1 << 20) {
      if (!out.write(text)) await once(out, "drain");
      text = "";
    }
  }
  out.end(text);
  await once(out, "finish");
}
