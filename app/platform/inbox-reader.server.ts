import type { Database, Tx } from "./db.server.ts";
import { isDiskTrouble } from "./disk-trouble.ts";
import { openInboxFile } from "./inbox-file.ts";
import type { ArrivalKind, InboxRow } from "./inbox.ts";
import type { Log } from "./log.server.ts";
import { seal } from "./secret.server.ts";
import type { Key } from "./secret.server.ts";

type Recorders = { [K in ArrivalKind]: (tx: Tx, row: InboxRow) => Promise<void> };

export interface InboxReaderDeps {
  db: Database;
  inboxFile: string;
  recorders: Recorders;
  key: Key;
  log: Log;
  /** Aborts when the worker is told to stop. */
  signal?: AbortSignal;
}

/** Rows per transaction: keeps each one short, so that the web process's own writes need not wait. */
const BATCH = 50;

async function cursor(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRawUnsafe<{ seq: number }[]>(`SELECT "seq" FROM "InboxCursor" WHERE "id" = 1`);
  return row?.seq ?? 0;
}

const moveCursor = (tx: Tx, seq: number) =>
  tx.$executeRawUnsafe(
    `INSERT INTO "InboxCursor" ("id", "seq") VALUES (1, ?) ON CONFLICT ("id") DO UPDATE SET "seq" = excluded."seq"`,
    seq,
  );

/** In Prisma's words and in ours. */
const tookTooLong = (error: unknown): boolean => /Transaction API error|this transaction is over/.test(String(error));

/** Sealed, with the kind of its error. */
async function setAside({ db, key, log }: InboxReaderDeps, row: InboxRow, error: unknown): Promise<void> {
  log.error({ seq: row.seq, kind: row.kind, err: error }, "arrival set aside");
  await db.transaction(async (tx) => {
    const shop = await tx.shop.findUnique({ where: { domain: row.shop }, select: { id: true } });
    const sealed = seal(key, `InboxDead.sealed/${row.seq}`, JSON.stringify(row));
    const data = {
      shopId: shop?.id ?? null,
      kind: row.kind,
      sealed,
      error: error instanceof Error ? error.name : "unknown",
      at: new Date(row.receivedAt),
    };
    await tx.inboxDead.upsert({ where: { seq: row.seq }, create: { seq: row.seq, ...data }, update: {} });
    await moveCursor(tx, Math.max(await cursor(tx), row.seq));
  });
}

/**
 * Records what the inbox holds, each row exactly once: the cursor moves in the transaction that records. A row that cannot be
 * recorded is set aside alone (sealed), after the others of its batch went through.
 */
export function createInboxReader(deps: InboxReaderDeps) {
  const { db, inboxFile, recorders, signal } = deps;
  const inbox = openInboxFile(inboxFile, { readonly: true });
  const next = inbox.prepare<[number, number], InboxRow>(
    "SELECT seq, kind, shop, body, received_at AS receivedAt FROM inbox WHERE seq > ? ORDER BY seq LIMIT ?",
  );

  const newest = inbox.prepare<[], number | null>("SELECT seq FROM sqlite_sequence WHERE name = 'inbox'").pluck();

  /** The cursor is read again under the write lock: a worker that was thought gone may have recorded them meanwhile. */
  async function record(rows: InboxRow[], onBegun: () => void = () => undefined): Promise<void> {
    await db.transaction(async (tx) => {
      const done = await cursor(tx);
      onBegun();
      for (const row of rows) if (row.seq > done) await recorders[row.kind](tx, row);
      await moveCursor(tx, Math.max(done, rows.at(-1)?.seq ?? 0));
    });
  }

  /** A database that cannot be written is no fault of the row: that one waits. Nor is the time that a frozen machine let pass: once more. */
  async function recordAlone(row: InboxRow, isSecond = false): Promise<void> {
    let begun = false;
    try {
      await record([row], () => void (begun = true));
    } catch (error) {
      if (!begun || isDiskTrouble(error)) throw error;
      if (tookTooLong(error) && !isSecond) return recordAlone(row, true);
      await setAside(deps, row, error);
    }
  }

  return {
    /** Records one batch; resolves with the last recorded row's number, or undefined when nothing waits. */
    async recordBatch(): Promise<number | undefined> {
      const rows = next.all(await cursor(db.read), BATCH);
      if (rows.length === 0) return undefined;
      try {
        await record(rows);
        return rows.at(-1)?.seq;
      } catch {
        let last: number | undefined;
        for (const row of rows) {
          if (signal?.aborted === true) break;
          await recordAlone(row);
          last = row.seq;
        }
        return last;
      }
    },
    /** The number that the newest arrival got, recorded or not. */
    newest: () => newest.get() ?? 0,
    close: () => inbox.close(),
  };
}
