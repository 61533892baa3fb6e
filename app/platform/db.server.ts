import { setImmediate as breathe } from "node:timers/promises";
import { PrismaBetterSQLite3 } from "@prisma/adapter-better-sqlite3";
import { PrismaClient } from "@prisma/client";
import type { Prisma } from "@prisma/client";
import type Sqlite from "better-sqlite3";
import { withManyValues } from "./bound-values.ts";
import { withDirectStatements } from "./direct-statements.ts";
import { withFailedEnds } from "./ended-transactions.ts";
import { withStatementCache } from "./statement-cache.ts";

/** Inside a transaction. Only database awaits in there: one connection carries it. */
export type Tx = Prisma.TransactionClient;

export interface Database {
  /** Reads only: its connection refuses to write. Never waits for a writer. */
  readonly read: Tx;
  /** One writer at a time in this process; another process's writer is waited for (10 s, then SQLITE_BUSY). */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Rejects when the database cannot be read. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export const BUSY_TIMEOUT_MS = 10_000;
const TRANSACTION_TIMEOUT_MS = 30_000;

interface Connection {
  prisma: PrismaClient;
  /** Once Prisma has connected. */
  client(): Sqlite.Database;
}

function connect(file: string): Connection {
  let client: Sqlite.Database | undefined;
  const adapter = new PrismaBetterSQLite3(
    { url: `file:${file}`, timeout: BUSY_TIMEOUT_MS },
    { timestampFormat: "unixepoch-ms" },
  );
  const prisma = new PrismaClient({
    adapter: withManyValues(withFailedEnds(withStatementCache(adapter, (connected) => void (client = connected)))),
    transactionOptions: { timeout: TRANSACTION_TIMEOUT_MS, maxWait: TRANSACTION_TIMEOUT_MS },
  });
  return {
    prisma,
    client() {
      if (client === undefined) throw new Error("not connected yet");
      return client;
    },
  };
}

/** Sets what acknowledged and erased data rely on, then reads it back: a silent no would lose or leak. */
async function configure(client: PrismaClient): Promise<void> {
  const wanted = { journal_mode: "wal", synchronous: "2", secure_delete: "1", foreign_keys: "1" };
  for (const [pragma, value] of Object.entries(wanted)) {
    await client.$queryRawUnsafe(`PRAGMA ${pragma} = ${value}`);
    const [row] = await client.$queryRawUnsafe<Record<string, unknown>[]>(`PRAGMA ${pragma}`);
    const got = String(row?.[pragma]).toLowerCase();
    if (got !== value) throw new Error(`SQLite refused PRAGMA ${pragma} = ${value} (it is ${got})`);
  }
  // The default of 2 MB reads the same pages of an index again and again, and spills in the middle of a page of a build.
  await client.$queryRawUnsafe("PRAGMA cache_size = -65536");
  await client.$queryRawUnsafe("PRAGMA temp_store = MEMORY");
  // 32 MB of log between checkpoints, 4 by default: what touches pages all over an index writes each back once, not every few transactions.
  await client.$queryRawUnsafe("PRAGMA wal_autocheckpoint = 8192");
}

/** Takes the write lock at once: a lock asked for after a first read cannot be waited for. */
async function lockAndDo<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  await tx.$executeRawUnsafe(`UPDATE "InboxCursor" SET seq = seq WHERE 0`);
  return work(tx);
}

/** `file`: absolute path of a migrated database. Two connections: readers never see half a transaction. */
export async function openDatabase(file: string): Promise<Database> {
  const writer = connect(file);
  await configure(writer.prisma);
  const reader = connect(file);
  await configure(reader.prisma);
  await reader.prisma.$queryRawUnsafe("PRAGMA query_only = 1");
  const read = withDirectStatements<Tx>(reader.prisma, reader.client(), () => undefined);

  let turn: Promise<unknown> = Promise.resolve();
  let current = 0;
  function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const mine = turn.then(() => {
      const own = ++current;
      return writer.prisma.$transaction((prismaTx) => {
        const client = writer.client();
        const tx = withDirectStatements(prismaTx, client, () => {
          // One that took too long was rolled back: what it still does belongs to nobody's transaction.
          if (own !== current || !client.inTransaction) throw new Error("this transaction is over");
        });
        return lockAndDo(tx, work);
      });
    });
    // SQLite answers at once, so that awaiting it lets nothing else in: signals, timers and messages get their turn here, or never while there is work.
    turn = mine.then(
      () => breathe(),
      () => breathe(),
    );
    return mine;
  }

  return {
    read,
    transaction,
    async ping() {
      await read.$queryRawUnsafe("SELECT 1");
    },
    async close() {
      await turn;
      await reader.prisma.$disconnect();
      await writer.prisma.$disconnect();
    },
  };
}
