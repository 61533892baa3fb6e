import { toMicros } from "../contract/money.ts";
import { fromGid } from "../shopify/gid.ts";
import { readAdminProduct, readAdminVariant } from "../catalog/product.ts";
import type { AdminMetafield, AdminProduct, AdminVariant, ProductRecord, VariantRecord } from "../catalog/product.ts";
import type { OrderLineRecord } from "./order.ts";

/**
 * What goes from the thread that parses to the thread that writes. Of orders the numbers, ids too, are handed over as memory:
 * nothing is copied, and nothing is left for the garbage collector. No value is NaN there.
 */
export type Chunk =
  | { kind: "orders"; orders: Float64Array; texts: OrderText[]; lines: Float64Array; far: FarLine[] }
  | { kind: "customers"; customers: unknown[] }
  | { kind: "products"; products: ProductRecord[] };

/** A line whose order is not in the same chunk: written before, or still to come (F22). */
export interface FarLine {
  orderId: string;
  line: OrderLineRecord;
}

/** What moves the position alone. */
export const EMPTY: Chunk = { kind: "customers", customers: [] };

/** Numbers of one order in `orders`. */
export const ORDER = {
  SHOPIFY_ID: 0,
  CUSTOMER: 1,
  TOTAL: 2,
  REFUNDED: 3,
  PROCESSED: 4,
  UPDATED: 5,
  CANCELLED: 6,
  WIDTH: 7,
} as const;
/** Name, currency, response and checkout token of one order after the other in `texts`. */
export type OrderText = string | null;
export const TEXTS = 4;
/** Numbers of one line in `lines`; ORDER counts the orders of the chunk from 0. */
export const LINE = { ORDER: 0, SHOPIFY_ID: 1, PRODUCT: 2, VARIANT: 3, QUANTITY: 4, AMOUNT: 5, WIDTH: 6 } as const;

export interface ChunkOptions {
  nowMs: number;
  isErased: (customerId: string) => boolean;
}

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

type Parsed = Record<string, unknown> & { __parentId?: string };

const parseAll = (text: string): unknown[] => JSON.parse(`[${text.replaceAll("\n", ",")}]`) as unknown[];

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

function put<T>(ofAll: Map<string, Map<string, T>>, parent: string, id: string, value: T): void {
  const known = ofAll.get(parent) ?? new Map<string, T>();
  ofAll.set(parent, known.set(id, value));
}

/** Products wait here for their variants and metafields: a catalogue is small enough to be held and read from the start each time. */
export class CatalogueInHand implements InHand {
  readonly takesParts = false;
  readonly isFull = false;
  readonly #products = new Map<string, AdminProduct>();
  readonly #variants = new Map<string, Map<string, VariantRecord>>();
  /** By their own ids too: a file that is read again says the same again. */
  readonly #metafields = new Map<string, Map<string, AdminMetafield>>();

  add(text: string): number {
    const parsed = parseAll(text) as Parsed[];
    for (const object of parsed) {
      const parent = object.__parentId;
      if (parent === undefined) {
        const product = object as unknown as AdminProduct;
        this.#products.set(product.id, product);
        continue;
      }
      if (fromGid("Metafield", String(object["id"])) !== undefined) {
        put(this.#metafields, parent, String(object["id"]), object as unknown as AdminMetafield);
        continue;
      }
      const variant = readAdminVariant(object as unknown as AdminVariant);
      put(this.#variants, parent, variant.id, variant);
    }
    return parsed.length;
  }

  *drain(size: () => number): Generator<Chunk> {
    let products: ProductRecord[] = [];
    for (const [gid, product] of this.#products) {
      const [metafields, variants] = [this.#metafields.get(gid), this.#variants.get(gid)];
      products.push(readAdminProduct(product, [...(metafields?.values() ?? [])], [...(variants?.values() ?? [])]));
      if (products.length >= size()) {
        yield { kind: "products", products };
        products = [];
      }
    }
    if (products.length > 0) yield { kind: "products", products };
  }
}
