import type { JobName, JobPayload } from "../contract/jobs.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Clock } from "./clock.ts";
import type { Database, Tx } from "./db.server.ts";
import type { Log } from "./log.server.ts";

/** What a job's handler gets. Every step may be repeated: a crash runs it again. */
export interface JobRun<N extends JobName = JobName> {
  readonly shop: ShopId;
  readonly payload: JobPayload<N>;
  /** 1 on the first try. */
  readonly attempt: number;
  readonly read: Database["read"];
  /** Refused (LeaseLost) when another worker has taken this job over meanwhile. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  readonly clock: Clock;
  readonly log: Log;
  /** Aborts when the worker is told to stop; long runs check it between pages. */
  readonly signal: AbortSignal;
}

type JobHandler<N extends JobName> = (run: JobRun<N>) => Promise<void>;
export type JobHandlers = { [N in JobName]: JobHandler<N> };

/** Several jobs of one name and shop as one run. Its writes are refused when any of them was taken over. */
export type BatchRun<N extends JobName = JobName> = Omit<JobRun<N>, "payload" | "attempt"> & {
  readonly payloads: readonly JobPayload<N>[];
};
/** For work that costs little more for many than for one. When it fails, each job is run alone. */
export type BatchHandlers = { [N in JobName]?: (run: BatchRun<N>) => Promise<void> };

/** Thrown by a handler that cannot go on yet: no failure, no attempt used up (throttled, waiting for Shopify, stopping). */
export class RunLater extends Error {
  readonly delayMs: number;
  constructor(delayMs: number, why: string) {
    super(why);
    this.name = "RunLater";
    this.delayMs = delayMs;
  }
}

/** Thrown by a handler when trying again cannot help: the job is set aside with this reason, unless it is owed (contract/jobs). */
export class SetAside extends Error {
  constructor(why: string) {
    super(why);
    this.name = "SetAside";
  }
}

/** Thrown by `run.transaction` when the lease was lost: nothing was written. */
export class LeaseLost extends Error {}
