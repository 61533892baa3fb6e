import type { Database } from "better-sqlite3";
import { letLogGrow, LOG_PAGES_IN_RUSH, openInboxFile } from "../../app/platform/inbox-file.ts";

/** What one acknowledged arrival leaves on disk: an inbox row and the keys that make a resend known. */
export interface Row {
  kind: "response" | "webhook";
  shop: string;
  body: string;
  seen: { key: string; digest: string }[];
}

const BATCH = 100;

/**
 * Bare inserts of `rows` into the same tables with the same pragmas, 100 a transaction, nothing else running. Rows per second.
 * `before`: what the tables hold by then, as the app's do.
 */
export function measureFloor(file: string, before: Row[], rows: Row[]): number {
  const db: Database = openInboxFile(file);
  letLogGrow(db, LOG_PAGES_IN_RUSH);
  const insert = db.prepare("INSERT INTO inbox (kind, shop, body, received_at) VALUES (?, ?, ?, ?)");
  const mark = db.prepare("INSERT INTO seen (key, digest, at) VALUES (?, ?, ?)");
  const now = Date.now();
  const insertBatch = db.transaction((batch: Row[]) => {
    for (const row of batch) {
      for (const { key, digest } of row.seen) mark.run(key, digest, now);
      insert.run(row.kind, row.shop, row.body, now);
    }
  });
  const insertAll = (some: Row[]) => {
    for (let from = 0; from < some.length; from += BATCH) insertBatch.immediate(some.slice(from, from + BATCH));
  };
  insertAll(before);
  const start = performance.now();
  insertAll(rows);
  const seconds = (performance.now() - start) / 1000;
  db.close();
  return rows.length / seconds;
}
