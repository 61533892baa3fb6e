import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Arrival, Inbox, Verdict } from "./inbox.ts";
import { openInboxFile } from "./inbox-file.ts";
import type { FromWriter, ToWriter } from "./inbox-writer.ts";

const MAX_BATCH = 500;

function startWriter(file: string): Worker {
  // Made before anybody looks for it: the worker's reader must find it, and a file that cannot be made fails at boot.
  openInboxFile(file).close();
  // By path from the project's root: the server bundle moves this module, the thread's file stays.
  return new Worker(path.resolve("app/platform/inbox-writer.ts"), { workerData: { inboxFile: file } });
}

export interface InboxNews {
  /** Something new is on disk. */
  stored(): void;
  /** The writer has ended though nobody closed it: nothing can be acknowledged any more. */
  died(error: unknown): void;
}

/** Starts the writer thread. While one batch is being committed the next one gathers: the busier, the larger the group. */
export function openInbox(file: string, news: InboxNews): Inbox {
  const thread = startWriter(file);
  let gathering: { arrival: Arrival; settle: (verdict: Verdict) => void }[] = [];
  let committing: ((verdict: Verdict) => void)[] = [];
  let scheduled = false;
  let dead = false;
  let closing = false;
  let onClosed = () => {};
  const send = (message: ToWriter) => thread.postMessage(message);

  function commitNext() {
    scheduled = false;
    if (committing.length > 0 || gathering.length === 0) return;
    const batch = gathering.slice(0, MAX_BATCH);
    gathering = gathering.slice(MAX_BATCH);
    committing = batch.map(({ settle }) => settle);
    send({ arrivals: batch.map(({ arrival }) => arrival) });
  }

  function refuseAll(error: unknown) {
    if (!dead && !closing) news.died(error);
    dead = true;
    for (const settle of committing) settle("unavailable");
    for (const entry of gathering) entry.settle("unavailable");
    committing = [];
    gathering = [];
    onClosed();
  }

  thread.on("message", (message: FromWriter) => {
    if ("closed" in message) return onClosed();
    const settles = committing.splice(0);
    commitNext();
    message.verdicts.forEach((verdict, index) => settles[index]?.(verdict));
    if (message.verdicts.includes("stored")) news.stored();
  });
  thread.on("error", refuseAll);
  thread.on("exit", () => refuseAll(new Error("the inbox's writer ended")));

  return {
    append(arrival) {
      if (dead) return Promise.resolve("unavailable");
      return new Promise((settle) => {
        gathering.push({ arrival, settle });
        if (!scheduled && committing.length === 0) {
          scheduled = true;
          setImmediate(commitNext);
        }
      });
    },
    recorded: (seq) => send({ recorded: seq }),
    close: () =>
      new Promise((resolve) => {
        closing = true;
        onClosed = resolve;
        if (dead) resolve();
        else send({ close: true });
      }),
  };
}
