import { parentPort, workerData } from "node:worker_threads";
import { startStopwatch } from "../platform/stopwatch.ts";
import { historyLoader, LoadLost, openForLoad } from "./history-load.store.server.ts";
import { SIGNAL } from "./load-threads.server.ts";
import type { Delivery, Receipt, WriterData, WriterNews } from "./load-threads.server.ts";

const TELL_EVERY_MS = 250;
const REST_MS = 1;
const LONGEST_REST_MS = 30;

/**
 * A thread: writes what the reader sends, one short transaction each, with a rest between. When the main thread's pulse stands
 * still, it waits for the lock that we hold: then the rest lasts until it got it.
 */
function main({ target, from, reader, shared }: WriterData): void {
  const db = openForLoad(target.databaseFile);
  const write = historyLoader(db, target);
  const since = startStopwatch();
  let at = from;
  let told = 0;
  let pulse = Atomics.load(shared, SIGNAL.PULSE);

  function rest(): void {
    const seen = Atomics.load(shared, SIGNAL.PULSE);
    const stuck = seen === pulse;
    Atomics.wait(shared, SIGNAL.NEVER, 0, REST_MS);
    for (
      let rested = 0;
      stuck && rested < LONGEST_REST_MS && Atomics.load(shared, SIGNAL.PULSE) === seen;
      rested += 2
    ) {
      Atomics.wait(shared, SIGNAL.NEVER, 0, 2);
    }
    pulse = Atomics.load(shared, SIGNAL.PULSE);
  }

  function finish(news: WriterNews): void {
    db.close();
    reader.close();
    parentPort?.postMessage(news);
  }

  reader.on("message", (delivery: Delivery) => {
    if ("end" in delivery) return finish({ outcome: delivery.end, at, why: delivery.why });
    if (Atomics.load(shared, SIGNAL.STOP) !== 0) return finish({ outcome: "stopped", at });
    const took = startStopwatch();
    try {
      // Milliseconds since the load began, on top of the time that it was given: no clock of its own.
      write(delivery.chunk, delivery.from, delivery.to, target.nowMs + Math.round(since.wallMs()));
    } catch (error) {
      if (error instanceof LoadLost) return finish({ outcome: "lost", at });
      return finish({ outcome: "failed", at, why: error instanceof Error ? error.message : "unknown" });
    }
    at = delivery.to;
    // Time of our own: on a busy machine smaller transactions would not be quicker, only more.
    reader.postMessage({ ms: took.cpuMs(), rows: delivery.rows } satisfies Receipt);
    if (since.wallMs() - told > TELL_EVERY_MS) {
      told = since.wallMs();
      parentPort?.postMessage({ at } satisfies WriterNews);
    }
    rest();
  });
}

main(workerData as WriterData);
