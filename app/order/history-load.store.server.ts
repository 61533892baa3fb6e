import DatabaseFile from "better-sqlite3";
import type { Database } from "better-sqlite3";
import type { ShopId } from "../contract/shop.ts";
import { productLoader } from "../catalog/product-load.store.server.ts";
import type { Chunk } from "./history-chunk.ts";
import type { LoadTarget, Position } from "./load-threads.server.ts";
import { orderLoader } from "./order-load.store.server.ts";

/** Another worker goes on with this load, the shop is gone, or somebody was erased since it began: nothing more may be written. */
export class LoadLost extends Error {}

/** A connection for a history load. What is lost with the power is loaded again, so NORMAL suffices here. */
export function openForLoad(databaseFile: string): Database {
  const db = new DatabaseFile(databaseFile, { timeout: 10_000, fileMustExist: true });
  db.pragma("synchronous = NORMAL");
  db.pragma("secure_delete = ON");
  // A line is written in the transaction of its order, by the order's own id: nothing to look up.
  db.pragma("foreign_keys = OFF");
  db.pragma("cache_size = -98304");
  // What a statement would need to undo itself is kept in memory: as a file it is most of what a load writes.
  db.pragma("temp_store = MEMORY");
  // 128 MB of log between checkpoints: fewer pages are written twice.
  db.pragma("wal_autocheckpoint = 32768");
  return db;
}

/** Writes a chunk and how far it brings us in one transaction: a crash resumes exactly there (F5). */
export function historyLoader(db: Database, target: LoadTarget) {
  const { shop, runId, nowMs } = target;
  const orders = orderLoader(db, shop, runId, nowMs);
  const loadCustomers = customerLoader(db, shop, nowMs);
  const loadProduct = productLoader(db, shop);
  const move = db.prepare(
    `UPDATE "SyncRun" SET "loadedBytes" = ?, "loadedLines" = ?, "updatedAt" = ?
     WHERE "id" = ${runId} AND "state" = 'loading' AND "loadedBytes" = ?
       AND EXISTS (SELECT 1 FROM "Shop" WHERE "id" = ${shop} AND "uninstalledAt" IS NULL)
       AND (SELECT count(*) FROM "Tombstone" WHERE "shopId" = ${shop}) = ${target.tombstones}`,
  );

  function write(chunk: Chunk, merging: boolean): boolean {
    switch (chunk.kind) {
      case "orders":
        if (!merging) return orders.insert(chunk);
        orders.merge(chunk);
        return true;
      case "customers":
        loadCustomers(chunk.customers);
        return true;
      case "products":
        for (const product of chunk.products) loadProduct(product);
        return true;
    }
  }

  /** False: rolled back, because it needs merging. */
  function transact(chunk: Chunk, from: Position, to: Position, atMs: number, merging: boolean): boolean {
    db.exec("BEGIN IMMEDIATE");
    try {
      if (move.run(to.bytes, to.lines, atMs, from.bytes).changes !== 1) throw new LoadLost();
      const written = write(chunk, merging);
      db.exec(written ? "COMMIT" : "ROLLBACK");
      if (!written) orders.forget();
      return written;
    } catch (error) {
      if (db.inTransaction) db.exec("ROLLBACK");
      throw error;
    }
  }

  return (chunk: Chunk, from: Position, to: Position, atMs: number): void => {
    if (!transact(chunk, from, to, atMs, false)) transact(chunk, from, to, atMs, true);
  };
}

const CUSTOMER_WIDTH = 3;

function customerLoader(db: Database, shop: ShopId, nowMs: number): (customers: unknown[]) => void {
  const upsert = db.prepare(
    `INSERT INTO "Profile" ("customerId", "lifetimeOrders", "lifetimeSpentMicros", "shopId", "createdAt")
     VALUES (?, ?, ?, ${shop}, ${nowMs})
     ON CONFLICT ("shopId", "customerId") DO UPDATE SET
       "lifetimeOrders" = excluded."lifetimeOrders", "lifetimeSpentMicros" = excluded."lifetimeSpentMicros"`,
  );
  return (customers) => {
    for (let start = 0; start < customers.length; start += CUSTOMER_WIDTH) {
      upsert.run(customers.slice(start, start + CUSTOMER_WIDTH));
    }
  };
}
