import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Tx } from "./db.server.ts";
import type { ReadingAnswer, ReadingQuestion } from "./reading-thread.ts";

/** Not beside this file: in the web process it is part of a bundle. */
const THREAD = path.resolve("app/platform/reading-thread.ts");

interface Waiting {
  resolve(rows: unknown[]): void;
  reject(error: unknown): void;
}

/**
 * `read`, whose own statements are run by a thread: SQLite answers at once or not at all, and meanwhile a process that counts the
 * answers of a very large shop would serve nobody. It begins with the first of them, and after its death with the next.
 */
export function readAside(read: Tx, file: string): Tx {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let last = 0;

  function begin(): Worker {
    const begun = new Worker(THREAD, { workerData: { file } });
    const end = (error: Error) => {
      // It has told of its fault already: what waits by now is the next thread's.
      if (thread !== begun) return;
      thread = undefined;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    begun.on("message", (answer: ReadingAnswer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (waiting.size === 0) begun.unref();
      if ("rows" in answer) asked?.resolve(answer.rows);
      else asked?.reject(answer.error);
    });
    begun.on("error", end);
    begun.on("exit", () => end(new Error("the thread that reads has ended")));
    return begun;
  }

  const ask = (text: string, ...values: unknown[]): Promise<unknown[]> =>
    new Promise((resolve, reject) => {
      thread ??= begin();
      thread.ref();
      last += 1;
      waiting.set(last, { resolve, reject });
      thread.postMessage({ id: last, text, values } satisfies ReadingQuestion);
    });
  return new Proxy({} as Tx, {
    get: (_, name) => (name === "$queryRawUnsafe" ? ask : (Reflect.get(read, name) as unknown)),
  });
}
