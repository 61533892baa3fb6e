import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Sqlite from "better-sqlite3";
import type { ShopId } from "../../app/contract/shop.ts";
import { openDatabase } from "../../app/platform/db.server.ts";
import type { Database } from "../../app/platform/db.server.ts";

export interface Population {
  db: Database;
  /** The same file, opened plainly: for floors. */
  plain: Sqlite.Database;
  shop: ShopId;
  close(): Promise<void>;
}

export const QUESTIONS = ["recipient", "room", "taste", "budget", "style", "occasion"];
export const VALUES = ["home", "garden", "office", "kitchen", "bath"];
export const NOW = new Date("2026-06-01T12:00:00Z");
const HOUR = 3_600_000;
const DAYS = 730;

/** A small, fast, seeded generator: the same people each time. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function migrate(file: string): void {
  const node = path.resolve("node_modules/.bin/node");
  const env = { ...process.env, DATABASE_FILE: file };
  execFileSync(node, ["node_modules/prisma/build/index.js", "migrate", "deploy"], { env, stdio: "pipe" });
}

/** Orders with a heavy tail: 5 for each person on average, most people with few, within two years. */
function orderCountOf(random: () => number): number {
  const luck = random();
  if (luck < 0.45) return 1;
  if (luck < 0.65) return 2;
  if (luck < 0.9) return 3 + Math.floor(random() * 6);
  return 10 + Math.floor(random() * 34);
}

function fill(db: Sqlite.Database, profiles: number): void {
  const random = seeded(7);
  const now = NOW.getTime();
  const profile = db.prepare(
    `INSERT INTO "Profile" ("id", "shopId", "customerId", "consent", "orderCount", "amountSpentMicros", "firstOrderAt", "lastOrderAt", "createdAt") VALUES (?, 1, ?, 'granted', ?, ?, ?, ?, ?)`,
  );
  const order = db.prepare(
    `INSERT INTO "Order" ("shopId", "shopifyId", "customerId", "profileId", "name", "currency", "totalMicros", "processedAt", "updatedAt") VALUES (1, ?, ?, ?, ?, 'USD', ?, ?, ?)`,
  );
  const line = db.prepare(
    `INSERT INTO "OrderLine" ("shopId", "orderId", "shopifyId", "productId", "quantity", "amountMicros") VALUES (1, ?, ?, ?, 1, ?)`,
  );
  const purchase = db.prepare(
    `INSERT INTO "Purchase" ("shopId", "profileId", "productId", "lastAt") VALUES (1, ?, ?, ?)
     ON CONFLICT DO UPDATE SET "lastAt" = max("lastAt", excluded."lastAt")`,
  );
  const trait = db.prepare(
    `INSERT INTO "Trait" ("shopId", "profileId", "key", "value", "quizId", "questionId", "since", "until") VALUES (1, ?, ?, ?, 1, ?, ?, NULL)`,
  );
  let orders = 0;
  for (let id = 1; id <= profiles; id += 1) {
    const count = orderCountOf(random);
    let [spent, first, last] = [0, Infinity, 0];
    for (let index = 0; index < count; index += 1) {
      orders += 1;
      // Half an hour off every edge of a window of days: a build whose clock moves on meanwhile finds the same people.
      const at = now - (Math.floor(random() * DAYS * 24) + 0.5) * HOUR;
      const total = Math.round(5 + 95 * random() ** 3) * 1_000_000;
      spent += total;
      first = Math.min(first, at);
      last = Math.max(last, at);
      const saved = order.run(orders, String(id), id, `#${orders}`, total, at, at);
      const product = String(Math.floor(random() ** 2 * 1200));
      line.run(saved.lastInsertRowid, orders, product, total);
      purchase.run(id, product, at);
    }
    profile.run(id, String(id), count, spent, first, last, now);
    if (random() < 0.5) {
      for (const question of QUESTIONS) trait.run(id, question, VALUES[Math.floor(random() ** 2 * 5)], question, now);
    }
  }
}

/** Of the schema, and of how people are made. */
function originHash(): string {
  const hash = createHash("sha256").update(`${orderCountOf}${fill}`);
  for (const name of readdirSync("prisma/migrations").sort()) {
    const file = path.join("prisma/migrations", name, "migration.sql");
    if (existsSync(file)) hash.update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 12);
}

/** Else the first commits of what is measured would wait for the disk to take the whole copy. */
function flush(file: string): void {
  const handle = openSync(file, "r+");
  fsyncSync(handle);
  closeSync(handle);
}

/** A copy of its own of so many people, to be written to. */
export async function openPopulation(profiles: number, say: (text: string) => void): Promise<Population> {
  const made = makePopulation(profiles, say);
  const folder = mkdtempSync(path.join(tmpdir(), "candor-bench-"));
  const file = path.join(folder, "candor.db");
  copyFileSync(made, file);
  flush(file);
  const db = await openDatabase(file);
  const plain = new Sqlite(file);
  const close = async () => {
    plain.close();
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { db, plain, shop: 1 as ShopId, close };
}

/** People, orders, lines and answers as the app stores them. Kept between runs, by size, schema and making. */
export function makePopulation(profiles: number, say: (text: string) => void): string {
  const folder = path.join(tmpdir(), "candor-bench");
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `people-${profiles}-${originHash()}.db`);
  if (existsSync(file)) return file;
  say(`making ${profiles.toLocaleString("en")} people with their orders and answers`);
  const making = `${file}.making`;
  rmSync(making, { force: true });
  migrate(making);
  const db = new Sqlite(making);
  db.pragma("journal_mode = MEMORY");
  db.pragma("synchronous = OFF");
  // What somebody bought is written before they are: how much it was is known at the end.
  db.pragma("foreign_keys = OFF");
  db.pragma("cache_size = -1000000");
  db.exec(`INSERT INTO "Shop" ("id", "domain", "dataKey", "installedAt") VALUES (1, 'bench.myshopify.com', '', 0)`);
  db.exec(
    `INSERT INTO "Quiz" ("id", "shopId", "handle", "title", "draft", "createdAt", "updatedAt") VALUES (1, 1, 'gift-finder', 'Gift finder', '{}', 0, 0)`,
  );
  const product = db.prepare(
    `INSERT INTO "Product" ("shopId", "id", "handle", "title", "type", "updatedAt") VALUES (1, ?, ?, ?, ?, 0)`,
  );
  const indexes = db
    .prepare<[], { name: string; sql: string }>(
      `SELECT "name", "sql" FROM sqlite_master WHERE "type" = 'index' AND "sql" IS NOT NULL AND "tbl_name" IN ('Order', 'OrderLine', 'Trait', 'Profile')`,
    )
    .all();
  db.transaction(() => {
    for (let id = 0; id < 1200; id += 1) product.run(String(id), `p${id}`, `Product ${id}`, `Type ${id % 40}`);
    for (const { name } of indexes) db.exec(`DROP INDEX "${name}"`);
    fill(db, profiles);
    for (const { sql } of indexes) db.exec(sql);
  })();
  db.pragma("journal_mode = WAL");
  db.close();
  renameSync(making, file);
  return file;
}
