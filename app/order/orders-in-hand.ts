import { fromGid } from "../shopify/gid.ts";
import { LINE, ORDER, TEXTS } from "./history-chunk.ts";
import type { Chunk, ChunkOptions, FarLine, InHand, OrderText } from "./history-chunk.ts";
import { NumberTable } from "./number-table.ts";
import { matchLine, matchOrder } from "./order-line-text.ts";
import { keepable, readAdminLine, readAdminOrder } from "./order.ts";
import type { AdminOrder, OrderLineRecord, OrderRecord } from "./order.ts";

/** Orders that are sorted together: more share pages better and hold more memory. */
const TOGETHER = 20_000;
const LINES_EACH = 4;

/** Beside an order's numbers: its first and last line. Beside a line's: the next one of its order. NaN: none. */
const FIRST = ORDER.WIDTH;
const LAST = ORDER.WIDTH + 1;
const NEXT = LINE.WIDTH;

type RawLine = Parameters<typeof readAdminLine>[0] & { __parentId: string };

class Held {
  readonly orders = new NumberTable(ORDER.WIDTH + 2, TOGETHER);
  readonly lines = new NumberTable(LINE.WIDTH + 1, TOGETHER * LINES_EACH);
  readonly texts: OrderText[] = [];
  /** Where each order begins in `orders`. */
  readonly places = new Map<number, number>();
  readonly far: FarLine[] = [];
}

/**
 * Orders are collected, then written sorted by customer: neighbours share pages of the indexes by profile, so that a page is
 * written once for many orders instead of once for each.
 */
export class OrdersInHand implements InHand {
  readonly takesParts = true;
  readonly #options: ChunkOptions;
  #held = new Held();

  constructor(options: ChunkOptions) {
    this.#options = options;
  }

  get isFull(): boolean {
    return this.#held.places.size + this.#held.far.length >= TOGETHER;
  }

  add(text: string): number {
    let count = 0;
    for (let start = 0; start < text.length; count += 1) {
      const newline = text.indexOf("\n", start);
      const end = newline === -1 ? text.length : newline;
      this.#addText(text.slice(start, end));
      start = end + 1;
    }
    return count;
  }

  #addText(json: string): void {
    const child = matchLine(json);
    if (child) return this.#addLine(child.orderId, child.line);
    const order = matchOrder(json);
    if (order) return this.#addOrder(order);
    const object = JSON.parse(json) as AdminOrder | RawLine;
    if (!("__parentId" in object)) return this.#addOrder(readAdminOrder(object, []));
    const orderId = fromGid("Order", object.__parentId);
    if (orderId === undefined) throw new TypeError("a line without an order");
    this.#addLine(orderId, readAdminLine(object));
  }

  #addOrder(read: OrderRecord): void {
    const { orders, texts, places } = this.#held;
    const id = idOf(read.shopifyId);
    if (places.has(id)) return;
    const { nowMs, isErased } = this.#options;
    const order = keepable(read, read.customerId !== undefined && isErased(read.customerId), nowMs);
    const at = orders.add();
    places.set(id, at);
    const { values } = orders;
    values[at + ORDER.SHOPIFY_ID] = id;
    values[at + ORDER.CUSTOMER] = idOf(order.customerId);
    values[at + ORDER.TOTAL] = order.totalMicros;
    values[at + ORDER.REFUNDED] = order.refundedMicros;
    values[at + ORDER.PROCESSED] = order.processedAt;
    values[at + ORDER.UPDATED] = order.updatedAt;
    values[at + ORDER.CANCELLED] = order.cancelledAt ?? NaN;
    values[at + FIRST] = NaN;
    values[at + LAST] = NaN;
    const { name, currency, responseId = null, checkoutToken = null } = order;
    texts.push(name, currency, responseId, checkoutToken);
  }

  #addLine(orderId: string, line: OrderLineRecord): void {
    const { orders, lines, places, far } = this.#held;
    const place = places.get(idOf(orderId));
    if (place === undefined) return void far.push({ orderId, line });
    const id = idOf(line.shopifyId);
    // The same line again: an order has few, so that looking is cheaper than remembering.
    for (let at = orders.values[place + FIRST] as number; !Number.isNaN(at); at = lines.values[at + NEXT] as number) {
      if (lines.values[at + LINE.SHOPIFY_ID] === id) return;
    }
    const at = lines.add();
    const last = orders.values[place + LAST] as number;
    if (Number.isNaN(last)) orders.values[place + FIRST] = at;
    else lines.values[last + NEXT] = at;
    orders.values[place + LAST] = at;
    const { values } = lines;
    values[at + LINE.SHOPIFY_ID] = id;
    values[at + LINE.PRODUCT] = idOf(line.productId);
    values[at + LINE.VARIANT] = idOf(line.variantId);
    values[at + LINE.QUANTITY] = line.quantity;
    values[at + LINE.AMOUNT] = line.amountMicros;
    values[at + NEXT] = NaN;
  }

  /** Lines without their order come last. */
  *drain(size: () => number): Generator<Chunk> {
    const held = this.#held;
    this.#held = new Held();
    const sorted = placesByCustomer(held);
    for (let start = 0; start < sorted.length;) {
      const page = sorted.subarray(start, start + size());
      start += page.length;
      yield chunkOf(held, page);
    }
    for (let start = 0; start < held.far.length;) {
      const far = held.far.slice(start, start + size());
      start += far.length;
      yield { kind: "orders", orders: new Float64Array(), texts: [], lines: new Float64Array(), far };
    }
  }
}

/** Shopify's numbers stay far below 2^53. One beyond would be rounded: better to stop than to be wrong. */
function idOf(id: string | undefined): number {
  if (id === undefined) return NaN;
  const number = Number(id);
  if (!Number.isSafeInteger(number)) throw new RangeError("an id is too large");
  return number;
}

function placesByCustomer({ orders, places }: Held): Uint32Array {
  const customerAt = (place: number) => orders.values[place + ORDER.CUSTOMER] || 0;
  return Uint32Array.from(places.values()).sort((a, b) => customerAt(a) - customerAt(b));
}

function chunkOf({ orders: held, lines: heldLines, texts: heldTexts }: Held, places: Uint32Array): Chunk {
  const orders = new Float64Array(places.length * ORDER.WIDTH);
  const texts: OrderText[] = [];
  const lines = new NumberTable(LINE.WIDTH, places.length * LINES_EACH);
  places.forEach((place, count) => {
    orders.set(held.values.subarray(place, place + ORDER.WIDTH), count * ORDER.WIDTH);
    const text = (place / (ORDER.WIDTH + 2)) * TEXTS;
    for (let at = text; at < text + TEXTS; at += 1) texts.push(heldTexts[at] as OrderText);
    for (let at = held.values[place + FIRST] as number; !Number.isNaN(at); at = heldLines.values[at + NEXT] as number) {
      const to = lines.add();
      lines.values.set(heldLines.values.subarray(at, at + LINE.WIDTH), to);
      lines.values[to + LINE.ORDER] = count;
    }
  });
  return { kind: "orders", orders, texts, lines: lines.values.slice(0, lines.rows * LINE.WIDTH), far: [] };
}
