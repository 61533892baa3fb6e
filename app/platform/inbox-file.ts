import Database from "better-sqlite3";

/** Ids of what arrived are known for so long, to recognise it when it comes again. */
export const SEEN_DAYS = 45;

/** A commit after which the log has so many pages also moves them to their places: SQLite's own number. */
export const LOG_PAGES = 1_000;
/** 256 MB. Keys are random, so the longer the log, the more commits one write of a page to its place stands for. */
export const LOG_PAGES_IN_RUSH = 65_536;

export const letLogGrow = (db: Database.Database, pages: number) => db.pragma(`wal_autocheckpoint = ${pages}`);

/** SQLite file of its own, so that recording answers never waits for the rest. One writer thread; readers elsewhere. */
export function openInboxFile(file: string, options: { readonly?: boolean; busyTimeoutMs?: number } = {}) {
  const db = new Database(file, { timeout: options.busyTimeoutMs ?? 10_000, readonly: options.readonly ?? false });
  if (options.readonly) return db;
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma("secure_delete = ON");
  letLogGrow(db, LOG_PAGES);
  db.pragma("journal_size_limit = 67108864");
  db.exec(`
    CREATE TABLE IF NOT EXISTS inbox (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, -- @none order of arrival, until recorded
      kind TEXT NOT NULL, -- @none response or webhook, until recorded
      shop TEXT NOT NULL, -- @none tenancy, until recorded
      body TEXT NOT NULL, -- @personal what arrived (seconds, until the worker has recorded it), until recorded
      received_at INTEGER NOT NULL -- @pseudonymous when, until recorded
    );
    CREATE TABLE IF NOT EXISTS seen (
      key TEXT PRIMARY KEY, -- @pseudonymous id of an answer, response or webhook: once each, 45 d
      digest TEXT NOT NULL, -- @pseudonymous keyed or plain digest: the same id with other words is refused, 45 d
      at INTEGER NOT NULL -- @none retention, 45 d
    ) WITHOUT ROWID;
  `);
  return db;
}
