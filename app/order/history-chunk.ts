import { toMicros } from "../contract/money.ts";
import { fromGid } from "../shopify/gid.ts";
import { readAdminProduct, readAdminVariant } from "../catalog/product.ts";
import type { AdminProduct, AdminVariant, ProductRecord, VariantRecord } from "../catalog/product.ts";
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
  TOTAL: 6,
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

interface OrderInHand {
  row: unknown[];
  lines: unknown[];
  sortKey: number;
}

/**
 * Orders are collected, then written sorted by customer: neighbours share pages of the indexes by profile, so that a page is
 * written once for many orders instead of once for each.
 */
export class OrdersInHand {
  readonly #orders = new Map<string, OrderInHand>();
  readonly #seenLines = new Set<string>();
  #far: FarLine[] = [];
  readonly #options: ChunkOptions;

  constructor(options: ChunkOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#orders.size + this.#far.length;
  }

  add(parsed: unknown[]): void {
    for (const object of parsed as Parsed[]) {
      if (object.__parentId === undefined) this.#addOrder(object as unknown as AdminOrder);
      else this.#addLine(object.__parentId, object as unknown as RawLine);
    }
  }

  #addOrder(order: AdminOrder): void {
    if (this.#orders.has(order.id)) return;
    const row = orderRow(order, this.#options);
    this.#orders.set(order.id, { row, lines: [], sortKey: Number(row[ORDER.CUSTOMER] ?? 0) });
  }

  #addLine(parentId: string, raw: RawLine): void {
    const line = readAdminLine(raw);
    const order = this.#orders.get(parentId);
    if (order === undefined) {
      const orderId = fromGid("Order", parentId);
      if (orderId !== undefined) this.#far.push({ orderId, line });
    } else if (!this.#seenLines.has(line.shopifyId)) {
      this.#seenLines.add(line.shopifyId);
      pushLine(order, line);
    }
  }

  /** Hands over all that was collected, `size()` orders at a time; lines without their order come last. */
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
    0,
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
  (row[ORDER.TOTAL] as number) += line.amountMicros;
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
export function* customerChunks(parsed: unknown[], { isErased }: ChunkOptions, size: () => number): Generator<Chunk> {
  const rows: unknown[][] = [];
  for (const raw of parsed as RawCustomer[]) {
    const id = fromGid("Customer", raw.id);
    if (id === undefined || isErased(id)) continue;
    rows.push([id, Number(raw.numberOfOrders), toMicros(raw.amountSpent.amount)]);
  }
  for (let start = 0; start < rows.length;) {
    const page = rows.slice(start, start + size());
    start += page.length;
    yield { kind: "customers", customers: page.flat() };
  }
}

/** Products wait here for their variants: a catalogue is small enough to be held and read from the start each time. */
export class CatalogueInHand {
  readonly #products = new Map<string, AdminProduct>();
  readonly #variants = new Map<string, Map<string, VariantRecord>>();

  add(parsed: unknown[]): void {
    for (const object of parsed as Parsed[]) {
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
  }

  /** In chunks that are written quickly. */
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
