// DuckDB as a peer: a database file of its own beside ours, a thread for each core. Nothing but benchmarks may load it.
import { availableParallelism } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

export interface DuckDb {
  /** One or more statements; resolves once their work is committed. */
  run(statements: string): Promise<void>;
  rows(query: string): Promise<Record<string, unknown>[]>;
  close(): void;
}

export async function openDuckDb(folder: string): Promise<DuckDb> {
  const threads = String(availableParallelism());
  const instance = await DuckDBInstance.create(path.join(folder, "peer.duckdb"), { threads });
  const connection = await instance.connect();
  return {
    async run(statements) {
      await connection.run(statements);
    },
    async rows(query) {
      return (await connection.runAndReadAll(query)).getRowObjects();
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
