import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Arrival, Inbox, Verdict } from "./inbox.ts";
import { openInboxFile } from "./inbox-file.ts";
import type { FromWriter, ToWriter } from "./inbox-writer.ts";

/** Parcels on their way: one being committed, the next lying ready, a third being answered. */
const AHEAD = 3;
/** So many arrivals are sent together at most, and at once when they are so many: the writer begins while this thread reads the rest. */
const PARCEL = 40;

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
 * Starts the writer thread. Arrivals go to it in parcels, each one transaction: while one is being committed the next lies in front of
 * it, and what comes meanwhile gathers here. The busier, the larger the parcel; nobody waits for a timer.
 */
export function openInbox(file: string, news: InboxNews): Inbox {
  const thread = startWriter(file);
  let gathered: Arrival[] = [];
  /** One for each arrival that has no verdict yet, in the order of sending. */
  let waiting: ((verdict: Verdict) => void)[] = [];
  let onTheWay = 0;
  let dead = false;
  let closing = false;
  let onClosed = () => {};
  const send = (message: ToWriter) => thread.postMessage(message);

  function sendParcels(most = AHEAD) {
    while (gathered.length > 0 && onTheWay < most && !dead) {
      onTheWay += 1;
      send({ arrivals: gathered.splice(0, PARCEL) });
    }
  }

  function refuseAll(error: unknown) {
    if (!dead && !closing) news.died(error);
    dead = true;
    for (const settle of waiting.splice(0)) settle("unavailable");
    gathered = [];
    onClosed();
  }

  thread.on("message", (message: FromWriter) => {
    if ("closed" in message) return onClosed();
    const settled = waiting;
    waiting = settled.splice(message.verdicts.length);
    onTheWay -= 1;
    sendParcels();
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
        const count = gathered.push(arrival);
        if (count >= PARCEL) sendParcels();
        // What else is read in this turn goes along.
        else if (count === 1) setImmediate(sendParcels);
      });
    },
    recorded: (seq) => send({ recorded: seq }),
    close: () =>
      new Promise((resolve) => {
        closing = true;
        onClosed = resolve;
        sendParcels(Infinity);
        if (dead) resolve();
        else send({ close: true });
      }),
  };
}
