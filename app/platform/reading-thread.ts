import { parentPort, workerData } from "node:worker_threads";
import type { Prisma } from "@prisma/client";
import Sqlite from "better-sqlite3";
import { withDirectStatements } from "./direct-statements.ts";

export interface ReadingQuestion {
  id: number;
  text: string;
  values: unknown[];
}
export type ReadingAnswer = { id: number; rows: unknown[] } | { id: number; error: unknown };

/** A thread: answers what takes long to count, one question after another, on a connection of its own that cannot write. */
const { file } = workerData as { file: string };
const client = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 10_000 });
client.defaultSafeIntegers(true);
client.pragma("cache_size = -32768");
client.pragma("temp_store = MEMORY");
const read = withDirectStatements({} as Prisma.TransactionClient, client, () => undefined);

parentPort?.on("message", ({ id, text, values }: ReadingQuestion) => {
  const tell = (answer: ReadingAnswer) => parentPort?.postMessage(answer);
  read.$queryRawUnsafe<unknown[]>(text, ...values).then(
    (rows) => tell({ id, rows }),
    (error: unknown) => tell({ id, error }),
  );
});
