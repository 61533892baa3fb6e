import { parentPort, Worker, workerData } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import { openInboxFile } from "./inbox-file.ts";

/**
 * Brings what lies in the inbox's log to its place in the file, beside the writer: done in the writer's thread, everybody who
 * answers just then waits for it. Nothing depends on it but the length of the log: what is committed is on disk already.
 */

const LOOK_EVERY_MS = 50;
/** 32 MB. The longer the log, the more commits one write of a page stands for. */
export const ENOUGH_PAGES = 8_000;
/** So few are a moment's work for the writer, and only it can begin the log anew: no other commit comes in between. */
const FEW_PAGES = 200;
/** Each round has what came during the last one before it. */
const MOST_ROUNDS = 5;

/** `enough`: pages in the log that are worth moving. */
export function createCheckpointer(file: string, enough = ENOUGH_PAGES) {
  const db = openInboxFile(file);
  const run = (mode: "NOOP" | "PASSIVE") => {
    const [{ log, checkpointed }] = db.pragma(`wal_checkpoint(${mode})`) as [{ log: number; checkpointed: number }];
    return log - checkpointed;
  };
  return {
    /** True when there was enough: then the rest is the writer's. */
    round(): boolean {
      if (run("NOOP") < enough) return false;
      for (let round = 0; round < MOST_ROUNDS && run("PASSIVE") > FEW_PAGES; round += 1);
      return true;
    },
    close: () => db.close(),
  };
}

interface Writer {
  /** Moves the rest, so that the next commit begins the log anew. */
  moveRest(): void;
  /** From now on nobody helps. */
  moveAlone(): void;
}

/** Starts the thread; called in the writer's. */
export function checkpointBeside(file: string, writer: Writer): { close(): Promise<void> } {
  const thread = new Worker(new URL(import.meta.url), { workerData: { checkpointFile: file } });
  let closing = false;
  const ended = new Promise<void>((resolve) => {
    thread.on("exit", () => {
      if (!closing) writer.moveAlone();
      resolve();
    });
  });
  // Its end is all that matters.
  thread.on("error", () => undefined);
  thread.on("message", () => writer.moveRest());
  return {
    close() {
      closing = true;
      thread.postMessage("close");
      return ended;
    },
  };
}

function serve(port: MessagePort, checkpointer: ReturnType<typeof createCheckpointer>): void {
  const looking = setInterval(() => {
    try {
      if (checkpointer.round()) port.postMessage("rest");
    } catch {
      // A disk that says no: the next round tries again.
    }
  }, LOOK_EVERY_MS);
  port.once("message", () => {
    clearInterval(looking);
    checkpointer.close();
    port.close();
  });
}

if (parentPort !== null && workerData?.checkpointFile !== undefined) {
  serve(parentPort, createCheckpointer(workerData.checkpointFile));
}
