import Database from "better-sqlite3";

/** SQLite file of its own, so that recording answers never waits for the rest. One writer thread; readers elsewhere. */
export function openInboxFile(file: string, options: { readonly?: boolean; busyTimeoutMs?: number } = {}) {
  const db = new Database(file, { timeout: options.busyTimeoutMs ?? 10_000, readonly: options.readonly ?? false });
  if (options.readonly) return db;
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma("secure_delete = ON");
  db.pragma("journal_size_limit = 67108864");
  db.exec(`
    CREATE TABLE IF NOT EXISTS inbox (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, shop TEXT NOT NULL, body TEXT NOT NULL, received_at INTEGER NOT NULL
    );
    CREATE TABLE IF NOT EXISTS seen (
      key TEXT PRIMARY KEY, digest TEXT NOT NULL, at INTEGER NOT NULL
    ) WITHOUT ROWID;
  `);
  return db;
}
