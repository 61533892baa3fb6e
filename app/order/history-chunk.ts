import { toMicros } from "../contract/money.ts";
import { fromGid } from "../shopify/gid.ts";
import { readAdminProduct, readAdminVariant } from "../catalog/product.ts";
import type { AdminProduct, AdminVariant, ProductRecord, VariantRecord } from "../catalog/product.ts";
import { matchLine, matchOrder } from "./order-line-text.ts";
import { keepable, readAdminLine, readAdminOrder } from "./order.ts";
import type { AdminOrder, OrderLineRecord } from "./order.ts";

/** What goes from the thread that parses to the thread that writes: flat rows, ready to be bound. */
export type Chunk =
  | { kind: "orders"; orders: unknown[]; lines: unknown[]; far: FarLine[] }
  | { kind: "customers"; customers: unknown[] }
  | { kind: "products"; products: ProductRecord[] };

/** A line whose order is not in the same chunk: written before, or still to come (F22). */
export interface FarLine {
  orderId: string;
  line: OrderLineRecord;
}

/** What moves the position alone. */
export const EMPTY: Chunk = { kind: "customers", customers: [] };

/** Columns of one order in `orders`; the writer fills ID and PROFILE. */
export const ORDER = {
  ID: 0,
  SHOPIFY_ID: 1,
  CUSTOMER: 2,
  PROFILE: 3,
  PROCESSED: 11,
  UPDATED: 12,
  WIDTH: 14,
} as const;
/** Columns of one line in `lines`; ORDER holds the order's place in the chunk until the writer puts its id there. */
export const LINE = { ORDER: 0, SHOPIFY_ID: 1, PROFILE: 2, AMOUNT: 6, WIDTH: 8 } as const;

export interface ChunkOptions {
  nowMs: number;
  isErased: (customerId: string) => boolean;
}

type Parsed = Record<string, unknown> & { __parentId?: string };

type RawLine = Parameters<typeof readAdminLine>[0];

/** What was read and not yet handed to the writer. */
export interface InHand {
  /** Takes whole lines; returns how many. A line that is no JSON in the middle of a file is corruption: throws. */
  add(text: string): number;
  /** Time to hand over. */
  readonly isFull: boolean;
  /** Whether what came of a file that was cut may be kept. */
  readonly takesParts: boolean;
  /** Hands over all that was collected, about `size()` rows at a time. */
  drain(size: () => number): Generator<Chunk>;
}

const parseAll = (text: string): unknown[] => JSON.parse(`[${text.replaceAll("\n", ",")}]`) as unknown[];

/** Orders that are sorted together: more share pages better and hold more memory. */
const TOGETHER = 20_000;

interface OrderInHand {
  row: unknown[];
  lines: unknown[];
  sortKey: number;
}

/**
 * Orders are collected, then written sorted by customer: neighbours share pages of the indexes by profile, so that a page is
 * written once for many orders instead of once for each.
 */
export class OrdersInHand implements InHand {
  readonly takesParts = true;
  readonly #orders = new Map<string, OrderInHand>();
  readonly #seenLines = new Set<string>();
  #far: FarLine[] = [];
  readonly #options: ChunkOptions;

  constructor(options: ChunkOptions) {
    this.#options = options;
  }

  get isFull(): boolean {
    return this.#orders.size + this.#far.length >= TOGETHER;
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
    const object = JSON.parse(json) as Parsed;
    if (object.__parentId === undefined) return this.#addOrder(object as unknown as AdminOrder);
    const orderId = fromGid("Order", object.__parentId);
    if (orderId === undefined) throw new TypeError("a line without an order");
    this.#addLine(orderId, readAdminLine(object as unknown as RawLine));
  }

  #addOrder(order: AdminOrder): void {
    const row = orderRow(order, this.#options);
    const id = row[ORDER.SHOPIFY_ID] as string;
    if (this.#orders.has(id)) return;
    this.#orders.set(id, { row, lines: [], sortKey: Number(row[ORDER.CUSTOMER] ?? 0) });
  }

  #addLine(orderId: string, line: OrderLineRecord): void {
    const order = this.#orders.get(orderId);
    if (order === undefined) this.#far.push({ orderId, line });
    else if (!this.#seenLines.has(line.shopifyId)) {
      this.#seenLines.add(line.shopifyId);
      pushLine(order, line);
    }
  }

  /** Lines without their order come last. */
  *drain(size: () => number): Generator<Chunk> {
    const sorted = [...this.#orders.values()].sort((a, b) => a.sortKey - b.sortKey);
    const far = this.#far;
    this.#orders.clear();
    this.#seenLines.clear();
    this.#far = [];
    for (let start = 0; start < sorted.length;) {
      const page = sorted.slice(start, start + size());
      start += page.length;
      yield flatten(page);
    }
    for (let start = 0; start < far.length;) {
      const page = far.slice(start, start + size());
      start += page.length;
      yield { kind: "orders", orders: [], lines: [], far: page };
    }
  }
}

function flatten(page: OrderInHand[]): Chunk {
  const orders: unknown[] = [];
  const lines: unknown[] = [];
  for (const order of page) {
    const place = orders.length;
    for (const value of order.row) orders.push(value);
    for (let at = 0; at < order.lines.length; at += LINE.WIDTH) order.lines[at + LINE.ORDER] = place;
    for (const value of order.lines) lines.push(value);
  }
  return { kind: "orders", orders, lines, far: [] };
}

function orderRow(raw: AdminOrder, { nowMs, isErased }: ChunkOptions): unknown[] {
  const read = readAdminOrder(raw, []);
  const order = keepable(read, read.customerId !== undefined && isErased(read.customerId), nowMs);
  return [
    null,
    order.shopifyId,
    order.customerId ?? null,
    null,
    order.name,
    order.currency,
    order.totalMicros,
    order.refundedMicros,
    order.responseId ?? null,
    order.cartToken ?? null,
    order.checkoutToken ?? null,
    order.processedAt,
    order.updatedAt,
    order.cancelledAt ?? null,
  ];
}

function pushLine({ row, lines }: OrderInHand, line: OrderLineRecord): void {
  lines.push(
    null,
    line.shopifyId,
    null,
    line.productId ?? null,
    line.variantId ?? null,
    line.quantity,
    line.amountMicros,
    row[ORDER.PROCESSED],
  );
}

interface RawCustomer {
  id: string;
  numberOfOrders: string | number;
  amountSpent: { amount: string };
}

/** Numbers only: names and addresses are not even asked for. */
export class CustomersInHand implements InHand {
  readonly takesParts = true;
  readonly isFull = true;
  readonly #isErased: ChunkOptions["isErased"];
  #rows: unknown[][] = [];

  constructor({ isErased }: ChunkOptions) {
    this.#isErased = isErased;
  }

  add(text: string): number {
    const parsed = parseAll(text) as RawCustomer[];
    for (const raw of parsed) {
      const id = fromGid("Customer", raw.id);
      if (id === undefined || this.#isErased(id)) continue;
      this.#rows.push([id, Number(raw.numberOfOrders), toMicros(raw.amountSpent.amount)]);
    }
    return parsed.length;
  }

  *drain(size: () => number): Generator<Chunk> {
    const rows = this.#rows;
    this.#rows = [];
    for (let start = 0; start < rows.length;) {
      const page = rows.slice(start, start + size());
      start += page.length;
      yield { kind: "customers", customers: page.flat() };
    }
  }
}

/** Products wait here for their variants: a catalogue is small enough to be held and read from the start each time. */
export class CatalogueInHand implements InHand {
  readonly takesParts = false;
  readonly isFull = false;
  readonly #products = new Map<string, AdminProduct>();
  readonly #variants = new Map<string, Map<string, VariantRecord>>();

  add(text: string): number {
    const parsed = parseAll(text) as Parsed[];
    for (const object of parsed) {
      const parent = object.__parentId;
      if (parent === undefined) {
        const product = object as unknown as AdminProduct;
        this.#products.set(product.id, product);
        continue;
      }
      const variant = readAdminVariant(object as unknown as AdminVariant);
      const known = this.#variants.get(parent) ?? new Map<string, VariantRecord>();
      this.#variants.set(parent, known.set(variant.id, variant));
    }
    return parsed.length;
  }

  *drain(size: () => number): Generator<Chunk> {
    let products: ProductRecord[] = [];
    for (const [gid, product] of this.#products) {
      products.push(readAdminProduct(product, [...(this.#variants.get(gid)?.values() ?? [])]));
      if (products.length >= size()) {
        yield { kind: "products", products };
        products = [];
      }
    }
    if (products.length > 0) yield { kind: "products", products };
  }
}
