import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { constants, setPriority } from "node:os";
import type { Log } from "./log.server.ts";

const SHORT_LIFE_MS = 5_000;
const PAUSE_MS = 1_000;
/** Under load arrivals come in hundreds of groups a second: a worker that is awake need not be told of each. */
const WAKE_EVERY_MS = 5;

/** It ends by itself within that; if it cannot even do that, it is killed: two workers need not run side by side. */
export const WORKER_STOPS_WITHIN_MS = 15_000;

export interface KeptWorker {
  isReady(): boolean;
  /** Something arrived: look now instead of at the next turn. */
  wake(): void;
  /** Resolves when it has finished its page and gone. */
  stop(): Promise<void>;
}

/** Keeps one worker process running beside this one; starts another when it ends. `onRecorded`: arrivals up to there are recorded. */
export function keepWorker(file: string, log: Log, onRecorded: (seq: number) => void): KeptWorker {
  let stopping = false;
  let worker: ChildProcess | undefined;
  let waking = false;

  function wake() {
    waking = false;
    // A worker that ends just now cannot be woken: the next one looks by itself.
    if (worker?.connected === true) worker.send({ wake: true }, () => undefined);
  }

  function start() {
    if (stopping) return;
    const started = performance.now();
    const child = fork(file, { env: process.env, execArgv: process.execArgv });
    worker = child;
    // Acknowledging goes first: what is acknowledged can be worked on a moment later.
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    child.on("message", (message: { recorded?: number }) => {
      if (message.recorded !== undefined) onRecorded(message.recorded);
    });
    child.on("error", (err) => log.error({ err }, "worker could not be reached"));
    child.on("exit", (code) => {
      if (stopping) return;
      log.error({ code }, "worker ended, starting another");
      // One that cannot live must not be started without end.
      setTimeout(start, performance.now() - started < SHORT_LIFE_MS ? PAUSE_MS : 0);
    });
  }
  start();

  return {
    isReady: () => worker?.connected === true && !stopping,
    wake() {
      if (!waking) setTimeout(wake, WAKE_EVERY_MS);
      waking = true;
    },
    stop() {
      stopping = true;
      const child = worker;
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
      return new Promise((resolve) => {
        const overdue = setTimeout(() => {
          log.error("the worker did not end in time, it is killed");
          child.kill("SIGKILL");
        }, WORKER_STOPS_WITHIN_MS);
        child.on("exit", () => {
          clearTimeout(overdue);
          resolve();
        });
        child.kill("SIGTERM");
      });
    },
  };
}
