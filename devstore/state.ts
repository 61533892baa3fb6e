import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { nowIso } from "./clock.ts";

/** The whole of Shopify's side: one SQLite file. Tables are documented in tables.sql; modules write their own SQL. */
export interface State {
  readonly db: Database.Database;
  readonly dataDir: string;
  /** Statements are prepared once per SQL text. */
  sql(text: string): Database.Statement;
}

export const SHOP_DOMAIN = "candor-demo.myshopify.com";
export const API_VERSION = "2026-07";

export interface ShopRow {
  id: number;
  domain: string;
  name: string;
  email: string;
  currency_code: string;
  timezone: string;
  country_code: string;
  primary_locale: string;
  plan_name: string;
  bucket_size: number;
  restore_rate: number;
  created_at: string;
}

export interface InstallationRow {
  id: number;
  client_id: string;
  scopes_json: string;
  installed_at: string;
  uninstalled_at: string | null;
}

export function openState(dataDir: string): State {
  mkdirSync(dataDir, { recursive: true });
  const db = new Database(path.join(dataDir, "store.sqlite"));
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = NORMAL");
  db.pragma("busy_timeout = 5000");
  db.exec(readFileSync(new URL("./tables.sql", import.meta.url), "utf8"));
  const statements = new Map<string, Database.Statement>();
  const state: State = {
    db,
    dataDir,
    sql(text) {
      const known = statements.get(text);
      if (known) return known;
      const made = db.prepare(text);
      statements.set(text, made);
      return made;
    },
  };
  seed(state);
  return state;
}

/** `--fresh`: forget everything that an earlier run kept. */
export function eraseState(dataDir: string): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(path.join(dataDir, `store.sqlite${suffix}`), { force: true });
  rmSync(path.join(dataDir, "bulk"), { force: true, recursive: true });
}

function seed(state: State): void {
  const now = nowIso();
  state
    .sql(`INSERT OR IGNORE INTO shop (id, domain, name, email, created_at) VALUES (68817551382, ?, ?, ?, ?)`)
    .run(SHOP_DOMAIN, "Candor Demo", "owner@example.com", now);
  state
    .sql(
      `INSERT OR IGNORE INTO staff (id, first_name, last_name, email) VALUES (85617213462, 'Sam', 'Owner', 'owner@example.com')`,
    )
    .run();
  state
    .sql(
      `INSERT OR IGNORE INTO themes (id, name, role, created_at, updated_at) VALUES (140838609942, 'Dawn', 'MAIN', ?, ?)`,
    )
    .run(now, now);
}

export function gid(type: string, id: number | string): string {
  return `gid://shopify/${type}/${id}`;
}

/** The numeric id of a gid of that type; undefined when it is another type or malformed. */
export function idOfGid(type: string, value: string): number | undefined {
  const match = /^gid:\/\/shopify\/(\w+)\/(\d+)(?:\?.*)?$/.exec(value);
  return match && match[1] === type ? Number(match[2]) : undefined;
}

export function readShop(state: State): ShopRow {
  return state.sql("SELECT * FROM shop").get() as ShopRow;
}

export function findInstallation(state: State): InstallationRow | undefined {
  return state.sql("SELECT * FROM installations WHERE uninstalled_at IS NULL ORDER BY id DESC").get() as
    InstallationRow | undefined;
}

export function readSetting(state: State, key: string): string | undefined {
  return (state.sql("SELECT value FROM settings WHERE key = ?").get(key) as { value: string } | undefined)?.value;
}

export function writeSetting(state: State, key: string, value: string): void {
  state
    .sql("INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
    .run(key, value);
}

/** JSON body of a file of the published theme, or undefined. */
export function readThemeFile(state: State, filename: string): string | undefined {
  const row = state
    .sql(`SELECT body FROM theme_files JOIN themes ON themes.id = theme_id WHERE role = 'MAIN' AND filename = ?`)
    .get(filename) as { body: string } | undefined;
  return row?.body;
}

export function writeThemeFile(state: State, filename: string, body: string): void {
  const now = nowIso();
  state
    .sql(
      `INSERT INTO theme_files (theme_id, filename, body, created_at, updated_at)
       SELECT id, ?, ?, ?, ? FROM themes WHERE role = 'MAIN'
       ON CONFLICT (theme_id, filename) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at`,
    )
    .run(filename, body, now, now);
}
