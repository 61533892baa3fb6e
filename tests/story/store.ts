import path from "node:path";
import Database from "better-sqlite3";

/** "12.345" → 12345000, without a floating point on the way. */
function millionths(decimal: string): bigint {
  const [whole = "0", part = ""] = decimal.replace("-", "").split(".");
  const amount = BigInt(whole) * 1_000_000n + BigInt(part.padEnd(6, "0").slice(0, 6));
  return decimal.startsWith("-") ? -amount : amount;
}

/** What the app has kept of it, to be compared. */
export function readApp(folder: string) {
  const db = new Database(path.join(folder, "app", "candor.db"), { readonly: true });
  db.defaultSafeIntegers(true);
  const one = (sql: string): bigint => db.prepare(sql).pluck().get() as bigint;
  const seen = {
    orders: one(`SELECT count(*) FROM "Order" WHERE "deletedAt" IS NULL`),
    customers: one(`SELECT count(*) FROM "Profile" WHERE "customerId" IS NOT NULL`),
    sales: one(`SELECT coalesce(sum("amountMicros"), 0) FROM "OrderLine"`),
  };
  db.close();
  return seen;
}

/** How many shops the app takes for installed. */
export function installedShops(folder: string): number {
  const db = new Database(path.join(folder, "app", "candor.db"), { readonly: true });
  const count = db.prepare(`SELECT count(*) FROM "Shop" WHERE "uninstalledAt" IS NULL`).pluck().get() as number;
  db.close();
  return count;
}

/** Looks into the development store's own tables: what Shopify would know, whatever the app says. */
export function readStore(folder: string) {
  const db = new Database(path.join(folder, "store", "store.sqlite"), { readonly: true });
  const one = <T>(sql: string, ...params: unknown[]): T => db.prepare(sql).get(...params) as T;
  return {
    close: () => db.close(),
    counts: () => ({
      orders: one<{ n: number }>("SELECT count(*) AS n FROM orders").n,
      customers: one<{ n: number }>("SELECT count(*) AS n FROM customers").n,
      products: one<{ n: number }>("SELECT count(*) AS n FROM products").n,
    }),
    /** Σ quantity × unit price over all order lines, in millionths, exactly. */
    sales: (): bigint => {
      let sum = 0n;
      for (const { quantity, price } of db
        .prepare("SELECT quantity, price FROM order_lines")
        .iterate() as IterableIterator<{
        quantity: number;
        price: string;
      }>) {
        sum += BigInt(quantity) * millionths(price);
      }
      return sum;
    },
    tagsOf: (email: string): string[] => {
      const row = one<{ tags_json: string } | undefined>(
        "SELECT tags_json FROM customers WHERE email = ? COLLATE NOCASE",
        email,
      );
      return row === undefined ? [] : (JSON.parse(row.tags_json) as string[]);
    },
    customersWithTag: (tag: string): string[] =>
      db
        .prepare(
          "SELECT email FROM customers, json_each(tags_json) WHERE json_each.value = ? COLLATE NOCASE ORDER BY email",
        )
        .pluck()
        .all(tag) as string[],
    segments: () =>
      db.prepare("SELECT name, query FROM segments ORDER BY id").all() as { name: string; query: string }[],
    newestOrder: () =>
      one<{ id: number; email: string; custom_attributes_json: string; checkout_token: string; customer_id: number }>(
        "SELECT id, email, custom_attributes_json, checkout_token, customer_id FROM orders ORDER BY id DESC LIMIT 1",
      ),
    quizMetafield: () => one<{ value: string } | undefined>("SELECT value FROM metafields WHERE key LIKE 'quiz_%'"),
    installed: () => one<{ n: number }>("SELECT count(*) AS n FROM installations WHERE uninstalled_at IS NULL").n === 1,
    all: <T>(sql: string, ...params: unknown[]) => db.prepare(sql).all(...params) as T[],
  };
}

export type Store = ReturnType<typeof readStore>;
