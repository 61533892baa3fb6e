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

/** Columns of one order in `orders`; the writer fills ID and PROFILE. */
export const ORDER = { ID: 0, SHOPIFY_ID: 1, CUSTOMER: 2, PROFILE: 3, UPDATED: 12, WIDTH: 14 } as const;
/** Columns of one line in `lines`; ORDER holds the order's place in the chunk until the writer puts its id there. */
export const LINE = { ORDER: 0, SHOPIFY_ID: 1, PROFILE: 2, AMOUNT: 6, WIDTH: 8 } as const;

export interface ChunkOptions {
  nowMs: number;
  isErased: (customerId: string) => boolean;
}

type Parsed = Record<string, unknown> & { __parentId?: string };

type RawLine = Parameters<typeof readAdminLine>[0];

export function ordersChunk(parsed: unknown[], options: ChunkOptions): Chunk {
  const orders: unknown[] = [];
  const lines: unknown[] = [];
  const far: FarLine[] = [];
  const places = new Map<string, number>();
  const seenLines = new Set<string>();
  for (const object of parsed as Parsed[]) {
    if (object.__parentId === undefined) {
      const order = object as unknown as AdminOrder;
      if (places.has(order.id)) continue;
      places.set(order.id, orders.length);
      pushOrder(orders, order, options);
      continue;
    }
    const place = places.get(object.__parentId);
    const line = readAdminLine(object as unknown as RawLine);
    if (place === undefined) {
      const orderId = fromGid("Order", object.__parentId);
      if (orderId !== undefined) far.push({ orderId, line });
    } else if (!seenLines.has(line.shopifyId)) {
      seenLines.add(line.shopifyId);
      pushLine(lines, orders, place, line);
    }
  }
  return { kind: "orders", orders, lines, far };
}

function pushOrder(orders: unknown[], raw: AdminOrder, { nowMs, isErased }: ChunkOptions): void {
  const read = readAdminOrder(raw, []);
  const order = keepable(read, read.customerId !== undefined && isErased(read.customerId), nowMs);
  orders.push(
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
  );
}

const TOTAL = 6;
const PROCESSED = 11;

function pushLine(lines: unknown[], orders: unknown[], place: number, line: OrderLineRecord): void {
  (orders[place + TOTAL] as number) += line.amountMicros;
  lines.push(
    place,
    line.shopifyId,
    null,
    line.productId ?? null,
    line.variantId ?? null,
    line.quantity,
    line.amountMicros,
    orders[place + PROCESSED],
  );
}

interface RawCustomer {
  id: string;
  numberOfOrders: string | number;
  amountSpent: { amount: string };
}

/** Numbers only: names and addresses are not even asked for. */
export function customersChunk(parsed: unknown[], { isErased }: ChunkOptions): Chunk {
  const customers: unknown[] = [];
  for (const raw of parsed as RawCustomer[]) {
    const id = fromGid("Customer", raw.id);
    if (id === undefined || isErased(id)) continue;
    customers.push(id, Number(raw.numberOfOrders), toMicros(raw.amountSpent.amount));
  }
  return { kind: "customers", customers };
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
  *chunks(size: number): Generator<Chunk> {
    let products: ProductRecord[] = [];
    for (const [gid, product] of this.#products) {
      products.push(readAdminProduct(product, [...(this.#variants.get(gid)?.values() ?? [])]));
      if (products.length >= size) {
        yield { kind: "products", products };
        products = [];
      }
    }
    yield { kind: "products", products };
  }
}
