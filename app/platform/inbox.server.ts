import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Arrival, Inbox, Verdict } from "./inbox.ts";
import { openInboxFile } from "./inbox-file.ts";
import type { FromWriter, ToWriter } from "./inbox-writer.ts";

/** So many are sent together at most: few enough that the writer begins while we still read, enough to be worth a commit. */
const PARCEL = 32;

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

/**
 * Starts the writer thread. Arrivals go to it as they come, in parcels, without waiting for its last verdict: while one group
 * is being committed the next one gathers in front of it, and we go on reading. The busier, the larger the group.
 */
export function openInbox(file: string, news: InboxNews): Inbox {
  const thread = startWriter(file);
  let parcel: Arrival[] = [];
  /** One for each arrival that has no verdict yet, in the order of sending. */
  let waiting: ((verdict: Verdict) => void)[] = [];
  let dead = false;
  let closing = false;
  let onClosed = () => {};
  const send = (message: ToWriter) => thread.postMessage(message);

  function sendParcel() {
    if (parcel.length === 0 || dead) return;
    send({ arrivals: parcel });
    parcel = [];
  }

  function refuseAll(error: unknown) {
    if (!dead && !closing) news.died(error);
    dead = true;
    for (const settle of waiting.splice(0)) settle("unavailable");
    parcel = [];
    onClosed();
  }

  thread.on("message", (message: FromWriter) => {
    if ("closed" in message) return onClosed();
    const settled = waiting;
    waiting = settled.splice(message.verdicts.length);
    message.verdicts.forEach((verdict, index) => settled[index]?.(verdict));
    if (message.verdicts.includes("stored")) news.stored();
  });
  thread.on("error", refuseAll);
  thread.on("exit", () => refuseAll(new Error("the inbox's writer ended")));

  return {
    append(arrival) {
      if (dead) return Promise.resolve("unavailable");
      return new Promise((settle) => {
        waiting.push(settle);
        // What else was read in this turn goes along.
        if (parcel.push(arrival) === 1) setImmediate(sendParcel);
        if (parcel.length === PARCEL) sendParcel();
      });
    },
    recorded: (seq) => send({ recorded: seq }),
    close: () =>
      new Promise((resolve) => {
        closing = true;
        onClosed = resolve;
        sendParcel();
        if (dead) resolve();
        else send({ close: true });
      }),
  };
}
