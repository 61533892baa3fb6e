import type { PrismaBetterSQLite3 } from "@prisma/adapter-better-sqlite3";
import type Sqlite from "better-sqlite3";

/**
 * Prisma lets the next transaction begin once COMMIT or ROLLBACK went through. On a full or broken disk neither does (SQLite has
 * rolled back by itself by then), and everything that writes would wait for ever. Here a failed end is an end.
 */
export function withFailedEnds(factory: PrismaBetterSQLite3): PrismaBetterSQLite3 {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const { client } = adapter as unknown as { client: Sqlite.Database };
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (level) => {
      const transaction = await start(level);
      const run = transaction.executeRaw.bind(transaction);
      transaction.executeRaw = async (query) => {
        try {
          return await run(query);
        } catch (error) {
          if (query.sql === "ROLLBACK" && !client.inTransaction) return 0;
          if (query.sql === "COMMIT") {
            if (client.inTransaction) client.exec("ROLLBACK");
            await transaction.rollback();
          }
          throw error;
        }
      };
      return transaction;
    };
    return adapter;
  };
  return factory;
}
