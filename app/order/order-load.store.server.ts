import type { Database, Statement } from "better-sqlite3";
import type { ShopId } from "../contract/shop.ts";
import { LINE, ORDER, TEXTS } from "./history-chunk.ts";
import type { Chunk, FarLine } from "./history-chunk.ts";

type OrdersChunk = Extract<Chunk, { kind: "orders" }>;
type Row = unknown[];

const ORDER_COLUMNS = `"id", "shopifyId", "customerId", "profileId", "name", "currency", "totalMicros", "refundedMicros",
  "responseId", "checkoutToken", "processedAt", "updatedAt", "cancelledAt"`;
/** What a number is bound as has a decimal point; as an integer it becomes the text of an id. */
const ID = "CAST(? AS INTEGER)";
const ORDER_MARKS = ["?", ID, ID, ...Array<string>(10).fill("?")];
/** Places of one order in what is bound. */
const BOUND = { ID: 0, SHOPIFY_ID: 1, CUSTOMER: 2, PROFILE: 3, PROCESSED: 10, UPDATED: 11, WIDTH: 13 } as const;
/** In the order of LINE. */
const LINE_COLUMNS = `"orderId", "shopifyId", "productId", "variantId", "quantity", "amountMicros"`;
const LINE_MARKS = ["?", "?", ID, ID, "?", "?"];
/** Many rows in one statement: fewer calls into SQLite. `OR ROLLBACK`: SQLite need not remember how to undo one statement. */
const ROWS = 32;

const repeat = (rows: number, marks: string[], extra: string) =>
  Array<string>(rows)
    .fill(`(${marks.join(", ")}, ${extra})`)
    .join(", ");

/** Binds `flat` to `many` (ROWS at a time) and `one` for what is left. Returns how many rows were inserted. */
function insertAll(flat: ArrayLike<unknown>, width: number, many: Statement, one: Statement): number {
  const step = width * ROWS;
  const page: Row = [];
  let inserted = 0;
  let start = 0;
  for (; start + step <= flat.length; start += step) {
    for (let at = 0; at < step; at += 1) page[at] = flat[start + at];
    inserted += many.run(page).changes;
  }
  page.length = width;
  for (; start < flat.length; start += width) {
    for (let at = 0; at < width; at += 1) page[at] = flat[start + at];
    inserted += one.run(page).changes;
  }
  return inserted;
}

/**
 * Writes chunks of a history load with prepared statements on a connection of its own. `loadedBy` marks the rows as written
 * by a load: children that come later than their parent are taken for such rows only, never into what a webhook told.
 */
export function orderLoader(db: Database, shop: ShopId, loadedBy: number, nowMs: number) {
  const { look, ownerOf, forget } = profileFinder(db, shop, nowMs);
  const insertOrders = (rows: number) =>
    db.prepare(
      `INSERT OR ROLLBACK INTO "Order" (${ORDER_COLUMNS}, "shopId", "loadedBy")
       VALUES ${repeat(rows, ORDER_MARKS, `${shop}, ${loadedBy}`)}
       ON CONFLICT ("shopId", "shopifyId") DO NOTHING`,
    );
  const insertLines = (rows: number, or: "ROLLBACK" | "IGNORE") =>
    db.prepare(
      `INSERT OR ${or} INTO "OrderLine" (${LINE_COLUMNS}, "shopId")
       VALUES ${repeat(rows, LINE_MARKS, String(shop))}`,
    );
  const manyOrders = insertOrders(ROWS);
  const oneOrder = insertOrders(1);
  const manyLines = insertLines(ROWS, "ROLLBACK");
  const oneLine = insertLines(1, "ROLLBACK");
  const lastId = db.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'Order'`).pluck();
  const slow = new SlowPath(db, shop, loadedBy, oneOrder, insertLines(1, "IGNORE"));

  function bindable(chunk: OrdersChunk): Bindable {
    look();
    return bindableOf(chunk, Number(lastId.get() ?? 0), ownerOf);
  }

  return {
    /** False: some of these orders are known already, roll back and `merge`. */
    insert(chunk: OrdersChunk): boolean {
      const { orders, lines } = bindable(chunk);
      const inserted = insertAll(orders, BOUND.WIDTH, manyOrders, oneOrder);
      if (inserted < orders.length / BOUND.WIDTH) return false;
      insertAll(lines, LINE.WIDTH, manyLines, oneLine);
      if (chunk.far.length > 0) slow.addFarLines(chunk.far);
      return true;
    },
    merge(chunk: OrdersChunk): void {
      slow.mergeOrders(bindable(chunk));
      slow.addFarLines(chunk.far);
    },
    /** Profiles that were made in a transaction that was rolled back are not there. */
    forget,
  };
}

interface Bindable {
  orders: Row;
  lines: Float64Array;
}

/** Rows as they are bound, orders numbered from `lastId` on. SQLite takes NaN for NULL. */
function bindableOf(chunk: OrdersChunk, lastId: number, ownerOf: (customer: number) => [number, number]): Bindable {
  const { orders: from, texts, lines: fromLines } = chunk;
  const orders: Row = [];
  for (let at = 0, text = 0, id = lastId + 1; at < from.length; at += ORDER.WIDTH, text += TEXTS, id += 1) {
    const customer = from[at + ORDER.CUSTOMER] as number;
    const [owner, profile] = Number.isNaN(customer) ? [NaN, NaN] : ownerOf(customer);
    orders.push(id, from[at + ORDER.SHOPIFY_ID], owner, profile, texts[text], texts[text + 1]);
    orders.push(from[at + ORDER.TOTAL], from[at + ORDER.REFUNDED], texts[text + 2], texts[text + 3]);
    orders.push(from[at + ORDER.PROCESSED], from[at + ORDER.UPDATED], from[at + ORDER.CANCELLED]);
  }
  const lines = fromLines.slice();
  // A line in the chunk is what is bound, but for the number of its order.
  for (let at = 0; at < fromLines.length; at += LINE.WIDTH)
    lines[at + LINE.ORDER] = lastId + 1 + (fromLines[at + LINE.ORDER] as number);
  return { orders, lines };
}

/** Some 20 MB: with fewer, a shop of more customers would look each of them up again and again. */
const REMEMBERED = 400_000;

interface Owner {
  id: number;
  customerId: string;
  mergedIntoId: number | null;
}

/**
 * The profile of a customer, made when missing; the last many are remembered, until anybody is merged. The file is older than a
 * merge of customers in Shopify: whom it names by their former number is the one that was kept.
 */
function profileFinder(db: Database, shop: ShopId, nowMs: number) {
  const columns = `"id", "customerId", "mergedIntoId" FROM "Profile" WHERE "shopId" = ${shop}`;
  const find = db.prepare<[string], Owner>(`SELECT ${columns} AND "customerId" = ?`);
  const next = db.prepare<[number], Owner>(`SELECT ${columns} AND "id" = ?`);
  const make = db.prepare(`INSERT INTO "Profile" ("shopId", "customerId", "createdAt") VALUES (${shop}, ?, ${nowMs})`);
  const merges = db.prepare<[], number>(`SELECT seq FROM sqlite_sequence WHERE name = 'Merge'`).pluck();
  const known = new Map<number, number>();
  const keptAs = new Map<number, number>();
  let seen = merges.get();

  function forget(): void {
    known.clear();
    keptAs.clear();
  }

  function keptOf(owner: Owner): Owner {
    const into = owner.mergedIntoId === null ? undefined : next.get(owner.mergedIntoId);
    return into === undefined ? owner : keptOf(into);
  }

  function profileOf(customer: number): number {
    const remembered = known.get(customer);
    if (remembered !== undefined) return remembered;
    const found = find.get(String(customer));
    const owner = found && keptOf(found);
    const id = owner?.id ?? Number(make.run(String(customer)).lastInsertRowid);
    if (known.size >= REMEMBERED) forget();
    known.set(customer, id);
    if (owner !== found && owner !== undefined) keptAs.set(customer, Number(owner.customerId));
    return id;
  }

  return {
    /** First thing in a transaction: meanwhile others may have merged. */
    look() {
      const now = merges.get();
      if (now !== seen) forget();
      seen = now;
    },
    ownerOf: (customer: number): [customer: number, profile: number] => {
      const profile = profileOf(customer);
      return [keptAs.get(customer) ?? customer, profile];
    },
    forget,
  };
}

interface Known {
  id: number;
  updatedAt: number;
  deletedAt: number | null;
  loadedBy: number | null;
}

/** Before its parent: an order that is hidden (deletedAt) and has no time of its own (updatedAt 0) until the parent comes. */
const isStub = (known: Known) => known.updatedAt === 0;

/** Duplicates, second loads, children far from their parents: rare, therefore one at a time. */
class SlowPath {
  readonly #loadedBy: number;
  readonly #find: Statement;
  readonly #overwrite: Statement;
  readonly #dropLines: Statement;
  readonly #makeStub: Statement;
  readonly #insertOrder: Statement;
  readonly #insertLine: Statement;

  constructor(db: Database, shop: ShopId, loadedBy: number, insertOrder: Statement, insertLine: Statement) {
    this.#loadedBy = loadedBy;
    this.#insertOrder = insertOrder;
    this.#insertLine = insertLine;
    this.#find = db.prepare(
      `SELECT "id", "updatedAt", "deletedAt", "loadedBy" FROM "Order" WHERE "shopId" = ${shop} AND "shopifyId" = ?`,
    );
    this.#overwrite = db.prepare(
      `UPDATE "Order" SET "customerId" = ${ID}, "profileId" = ?, "name" = ?, "currency" = ?, "totalMicros" = ?,
         "refundedMicros" = ?, "responseId" = ?, "checkoutToken" = ?, "processedAt" = ?, "updatedAt" = ?,
         "cancelledAt" = ?, "deletedAt" = NULL, "loadedBy" = ${loadedBy} WHERE "id" = ?`,
    );
    this.#dropLines = db.prepare(`DELETE FROM "OrderLine" WHERE "orderId" = ?`);
    this.#makeStub = db.prepare(
      `INSERT INTO "Order" ("shopId", "shopifyId", "currency", "totalMicros", "processedAt", "updatedAt", "deletedAt", "loadedBy")
       VALUES (${shop}, ?, '', 0, 0, 0, 0, ${loadedBy})`,
    );
  }

  /** Which order the lines of this one belong to; undefined: what we have is newer, deleted or whole. */
  #mergeOrder(row: Row): number | undefined {
    const known = this.#find.get(String(row[BOUND.SHOPIFY_ID])) as Known | undefined;
    if (known === undefined) {
      this.#insertOrder.run(row);
      return row[BOUND.ID] as number;
    }
    if (known.deletedAt !== null && !isStub(known)) return undefined;
    const updatedAt = row[BOUND.UPDATED] as number;
    if (known.updatedAt > updatedAt) return undefined;
    // The same again: of a load it may lack lines, of a webhook it is whole.
    if (known.updatedAt === updatedAt) return known.loadedBy === this.#loadedBy ? known.id : undefined;
    if (!isStub(known)) this.#dropLines.run(known.id);
    this.#overwrite.run(...row.slice(BOUND.CUSTOMER), known.id);
    return known.id;
  }

  mergeOrders({ orders, lines }: Bindable): void {
    const targets = new Map<unknown, number | undefined>();
    for (let at = 0; at < orders.length; at += BOUND.WIDTH) {
      targets.set(orders[at + BOUND.ID], this.#mergeOrder(orders.slice(at, at + BOUND.WIDTH)));
    }
    for (let at = 0; at < lines.length; at += LINE.WIDTH) {
      const [id, ...rest] = lines.subarray(at, at + LINE.WIDTH);
      const target = targets.get(id);
      if (target !== undefined) this.#insertLine.run([target, ...rest]);
    }
  }

  addFarLines(far: FarLine[]): void {
    for (const { orderId, line } of far) {
      if (this.#find.get(orderId) === undefined) this.#makeStub.run(orderId);
      const known = this.#find.get(orderId) as Known;
      if (known.loadedBy !== this.#loadedBy) continue;
      const { shopifyId, productId, variantId, quantity, amountMicros } = line;
      this.#insertLine.run([known.id, shopifyId, productId ?? null, variantId ?? null, quantity, amountMicros]);
    }
  }
}
