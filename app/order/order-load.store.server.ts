import type { Database, Statement } from "better-sqlite3";
import type { ShopId } from "../contract/shop.ts";
import { LINE, ORDER } from "./history-chunk.ts";
import type { Chunk, FarLine } from "./history-chunk.ts";

type OrdersChunk = Extract<Chunk, { kind: "orders" }>;
type Row = unknown[];

const ORDER_COLUMNS = `"id", "shopifyId", "customerId", "profileId", "name", "currency", "totalMicros", "refundedMicros",
  "responseId", "cartToken", "checkoutToken", "processedAt", "updatedAt", "cancelledAt"`;
const LINE_COLUMNS = `"orderId", "shopifyId", "profileId", "productId", "variantId", "quantity", "amountMicros", "processedAt"`;
/** Many rows in one statement: fewer calls into SQLite. `OR ROLLBACK`: SQLite need not remember how to undo one statement. */
const ROWS = 32;

const marks = (width: number, extra: string) => `(${Array.from({ length: width }, () => "?").join(", ")}, ${extra})`;

/** Binds `flat` to `many` (ROWS at a time) and `one` for what is left. Returns how many rows were inserted. */
function insertAll(flat: Row, width: number, many: Statement, one: Statement): number {
  let inserted = 0;
  let start = 0;
  for (const step = width * ROWS; start + step <= flat.length; start += step) {
    inserted += many.run(flat.slice(start, start + step)).changes;
  }
  for (; start < flat.length; start += width) inserted += one.run(flat.slice(start, start + width)).changes;
  return inserted;
}

/**
 * Writes chunks of a history load with prepared statements on a connection of its own. `loadedBy` marks the rows as written
 * by a load: children that come later than their parent are taken for such rows only, never into what a webhook told.
 */
export function orderLoader(db: Database, shop: ShopId, loadedBy: number, nowMs: number) {
  const { profileOf, forget } = profileFinder(db, shop, nowMs);
  const insertOrders = (rows: number) =>
    db.prepare(
      `INSERT OR ROLLBACK INTO "Order" (${ORDER_COLUMNS}, "shopId", "loadedBy")
       VALUES ${Array(rows)
         .fill(marks(ORDER.WIDTH, `${shop}, ${loadedBy}`))
         .join(", ")}
       ON CONFLICT ("shopId", "shopifyId") DO NOTHING`,
    );
  const insertLines = (rows: number, or: "ROLLBACK" | "IGNORE") =>
    db.prepare(
      `INSERT OR ${or} INTO "OrderLine" (${LINE_COLUMNS}, "shopId")
       VALUES ${Array(rows)
         .fill(marks(LINE.WIDTH, String(shop)))
         .join(", ")}`,
    );
  const manyOrders = insertOrders(ROWS);
  const oneOrder = insertOrders(1);
  const manyLines = insertLines(ROWS, "ROLLBACK");
  const oneLine = insertLines(1, "ROLLBACK");
  const lastId = db.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'Order'`).pluck();
  const slow = new SlowPath(db, shop, loadedBy, oneOrder, insertLines(1, "IGNORE"));

  function number(orders: Row): void {
    let id = Number(lastId.get() ?? 0);
    for (let place = 0; place < orders.length; place += ORDER.WIDTH) {
      orders[place + ORDER.ID] = id += 1;
      const customer = orders[place + ORDER.CUSTOMER];
      if (customer !== null) orders[place + ORDER.PROFILE] = profileOf(customer as string);
    }
  }

  return {
    /** False: some of these orders are known already, roll back and `merge`. */
    insert({ orders, lines, far }: OrdersChunk): boolean {
      number(orders);
      if (insertAll(orders, ORDER.WIDTH, manyOrders, oneOrder) < orders.length / ORDER.WIDTH) return false;
      joinLines(lines, orders);
      insertAll(lines, LINE.WIDTH, manyLines, oneLine);
      if (far.length > 0) slow.addFarLines(far);
      return true;
    },
    merge({ orders, lines, far }: OrdersChunk): void {
      number(orders);
      slow.mergeOrders(orders, lines);
      slow.addFarLines(far);
    },
    /** Profiles that were made in a transaction that was rolled back are not there. */
    forget,
  };
}

/** Puts the order's id and profile where the parser left its place. */
function joinLines(lines: Row, orders: Row): void {
  for (let at = 0; at < lines.length; at += LINE.WIDTH) {
    const place = lines[at + LINE.ORDER] as number;
    lines[at + LINE.ORDER] = orders[place + ORDER.ID];
    lines[at + LINE.PROFILE] = orders[place + ORDER.PROFILE];
  }
}

const REMEMBERED = 100_000;

/** The profile of a customer, made when missing; the last many are remembered. */
function profileFinder(db: Database, shop: ShopId, nowMs: number) {
  const find = db.prepare(`SELECT "id" FROM "Profile" WHERE "shopId" = ${shop} AND "customerId" = ?`).pluck();
  const make = db.prepare(`INSERT INTO "Profile" ("shopId", "customerId", "createdAt") VALUES (${shop}, ?, ${nowMs})`);
  const known = new Map<string, number>();
  function profileOf(customerId: string): number {
    const remembered = known.get(customerId);
    if (remembered !== undefined) return remembered;
    const found = find.get(customerId) as number | undefined;
    const id = found ?? Number(make.run(customerId).lastInsertRowid);
    if (known.size >= REMEMBERED) known.clear();
    known.set(customerId, id);
    return id;
  }
  return { profileOf, forget: () => known.clear() };
}

interface Known {
  id: number;
  profileId: number | null;
  updatedAt: number;
  deletedAt: number | null;
  loadedBy: number | null;
  processedAt: number;
}

/** Before its parent: an order that is hidden (deletedAt) and has no time of its own (updatedAt 0) until the parent comes. */
const isStub = (known: Known) => known.updatedAt === 0;

/** Duplicates, second loads, children far from their parents: rare, therefore one at a time. */
class SlowPath {
  readonly #loadedBy: number;
  readonly #find: Statement;
  readonly #overwrite: Statement;
  readonly #dropLines: Statement;
  readonly #adoptLines: Statement;
  readonly #makeStub: Statement;
  readonly #insertOrder: Statement;
  readonly #insertLine: Statement;

  constructor(db: Database, shop: ShopId, loadedBy: number, insertOrder: Statement, insertLine: Statement) {
    this.#loadedBy = loadedBy;
    this.#insertOrder = insertOrder;
    this.#insertLine = insertLine;
    this.#find = db.prepare(
      `SELECT "id", "profileId", "updatedAt", "deletedAt", "loadedBy", "processedAt" FROM "Order"
       WHERE "shopId" = ${shop} AND "shopifyId" = ?`,
    );
    this.#overwrite = db.prepare(
      `UPDATE "Order" SET "customerId" = ?, "profileId" = ?, "name" = ?, "currency" = ?, "totalMicros" = ?,
         "refundedMicros" = ?, "responseId" = ?, "cartToken" = ?, "checkoutToken" = ?, "processedAt" = ?, "updatedAt" = ?,
         "cancelledAt" = ?, "deletedAt" = NULL, "loadedBy" = ${loadedBy} WHERE "id" = ?`,
    );
    this.#dropLines = db.prepare(`DELETE FROM "OrderLine" WHERE "orderId" = ?`);
    this.#adoptLines = db.prepare(`UPDATE "OrderLine" SET "profileId" = ?, "processedAt" = ? WHERE "orderId" = ?`);
    this.#makeStub = db.prepare(
      `INSERT INTO "Order" ("shopId", "shopifyId", "currency", "totalMicros", "processedAt", "updatedAt", "deletedAt", "loadedBy")
       VALUES (${shop}, ?, '', 0, 0, 0, 0, ${loadedBy})`,
    );
  }

  /** Which order the lines of this one belong to; undefined: what we have is newer, deleted or whole. */
  #mergeOrder(row: Row): number | undefined {
    const known = this.#find.get(row[ORDER.SHOPIFY_ID]) as Known | undefined;
    if (known === undefined) {
      this.#insertOrder.run(row);
      return row[ORDER.ID] as number;
    }
    if (known.deletedAt !== null && !isStub(known)) return undefined;
    const updatedAt = row[ORDER.UPDATED] as number;
    if (known.updatedAt > updatedAt) return undefined;
    // The same again: of a load it may lack lines, of a webhook it is whole.
    if (known.updatedAt === updatedAt) return known.loadedBy === this.#loadedBy ? known.id : undefined;
    if (!isStub(known)) this.#dropLines.run(known.id);
    this.#overwrite.run(...row.slice(ORDER.CUSTOMER), known.id);
    this.#adoptLines.run(row[ORDER.PROFILE], row[ORDER.PROCESSED], known.id);
    return known.id;
  }

  mergeOrders(orders: Row, lines: Row): void {
    const targets = new Map<number, number | undefined>();
    for (let place = 0; place < orders.length; place += ORDER.WIDTH) {
      targets.set(place, this.#mergeOrder(orders.slice(place, place + ORDER.WIDTH)));
    }
    for (let at = 0; at < lines.length; at += LINE.WIDTH) {
      const line = lines.slice(at, at + LINE.WIDTH);
      const place = line[LINE.ORDER] as number;
      const target = targets.get(place);
      if (target === undefined) continue;
      line[LINE.ORDER] = target;
      line[LINE.PROFILE] = orders[place + ORDER.PROFILE];
      this.#insertLine.run(line);
    }
  }

  addFarLines(far: FarLine[]): void {
    for (const { orderId, line } of far) {
      if (this.#find.get(orderId) === undefined) this.#makeStub.run(orderId);
      const known = this.#find.get(orderId) as Known;
      if (known.loadedBy !== this.#loadedBy) continue;
      const { shopifyId, productId, variantId, quantity, amountMicros } = line;
      const ids = [productId ?? null, variantId ?? null];
      this.#insertLine.run([known.id, shopifyId, known.profileId, ...ids, quantity, amountMicros, known.processedAt]);
    }
  }
}
