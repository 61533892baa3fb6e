import { jobs } from "../contract/jobs.ts";
import type { JobName, JobPayload } from "../contract/jobs.ts";
import type { Clock } from "./clock.ts";
import type { Database, Tx } from "./db.server.ts";
import type { Random } from "./id.ts";
import { LeaseLost, RunLater, SetAside } from "./job.ts";
import type { BatchHandlers, BatchRun, JobHandlers, JobRun } from "./job.ts";
import type { Log } from "./log.server.ts";
import {
  claimAlike,
  claimJobs,
  completeJobs,
  extendLeases,
  holdsLeases,
  LEASE_MS,
  releaseJob,
  setJobAside,
} from "./queue.store.server.ts";
import type { ClaimedJob } from "./queue.store.server.ts";

/** Claimed jobs of one name and shop. */
type Batch = [ClaimedJob, ...ClaimedJob[]];

export interface QueueDeps {
  db: Database;
  clock: Clock;
  random: Random;
  log: Log;
  handlers: JobHandlers;
  batches?: BatchHandlers;
}

const MAX_ATTEMPTS = 12;
const BACK_OFF_MS = 1_000;
const MAX_BACK_OFF_MS = 15 * 60_000;
const CLAIM = 16;
const PER_SHOP = 4;
/** Jobs that are done together: few enough that other shops wait for milliseconds only. */
const BATCH = 100;

/** Doubling with jitter: 1 s, 2 s, 4 s … at most 15 min, each between half and the whole of it. */
export const backOff = (attempt: number, random: Random): number =>
  Math.min(MAX_BACK_OFF_MS, BACK_OFF_MS * 2 ** (attempt - 1)) * (0.5 + random() / 2);

const payloadOf = <N extends JobName>(job: ClaimedJob) =>
  jobs[job.name].parse(JSON.parse(job.payload)) as JobPayload<N>;

/** What a handler gets for claimed jobs of one name and shop: its writes pass their fence. */
function batchOf<N extends JobName>(
  { db, clock, log }: QueueDeps,
  [first, ...others]: Batch,
  signal: AbortSignal,
): BatchRun<N> {
  const claimed = [first, ...others];
  return {
    shop: first.shopId,
    payloads: claimed.map(payloadOf<N>),
    read: db.read,
    transaction: <T>(work: (tx: Tx) => Promise<T>) =>
      db.transaction(async (tx) => {
        if (!(await holdsLeases(tx, claimed))) throw new LeaseLost();
        return work(tx);
      }),
    clock,
    log: log.child({ job: first.name, shop: first.shopId }),
    signal,
  };
}

async function handleAlone(deps: QueueDeps, job: ClaimedJob, signal: AbortSignal): Promise<void> {
  // The map pairs each name with the handler of its payload; the compiler cannot follow that through a variable.
  const handler = deps.handlers[job.name] as (run: JobRun) => Promise<void>;
  const { payloads: _, ...run } = batchOf(deps, [job], signal);
  await handler({ ...run, payload: payloadOf(job), attempt: job.attempts });
}

/** Later, once more with back-off, or set aside. A reason is kept only where its words are ours or Shopify's. */
async function settleFailure({ db, clock, random, log }: QueueDeps, job: ClaimedJob, error: unknown): Promise<void> {
  if (error instanceof LeaseLost) return;
  const now = clock();
  const later = (ms: number) => new Date(now.getTime() + ms);
  if (error instanceof RunLater) {
    const change = { runAt: later(error.delayMs), attempts: job.attempts - 1 };
    return db.transaction((tx) => releaseJob(tx, job, change));
  }
  const told = { job: job.name, shop: job.shopId, attempts: job.attempts };
  if (error instanceof SetAside || job.attempts >= MAX_ATTEMPTS) {
    log.warn(told, "job set aside");
    const reason = error instanceof SetAside ? error.message : `failed ${job.attempts} times, see the log`;
    return db.transaction((tx) => setJobAside(tx, job, reason, now));
  }
  log.warn({ ...told, err: error }, "job failed, will run again");
  return db.transaction((tx) => releaseJob(tx, job, { runAt: later(backOff(job.attempts, random)) }));
}

/** Jobs that can be done together bring along what else is due of their kind. */
async function claim({ clock, batches = {} }: QueueDeps, tx: Tx, room: number): Promise<Batch[]> {
  const groups = new Map<string, Batch>();
  for (const job of await claimJobs(tx, clock(), room, PER_SHOP)) {
    const key = batches[job.name] === undefined ? String(job.id) : `${job.name}/${job.shopId}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [job]);
    else group.push(job);
  }
  for (const group of groups.values()) {
    if (batches[group[0].name] === undefined) continue;
    group.push(...(await claimAlike(tx, group[0], clock(), BATCH - group.length)));
  }
  return [...groups.values()];
}

/** Runs queued jobs: leases with a heartbeat, fences, back-off, set aside after too many tries. */
export function createQueue(deps: QueueDeps) {
  const { db, clock, log, batches = {} } = deps;
  const stopping = new AbortController();
  const running = new Set<ClaimedJob>();
  const heartbeat = setInterval(() => {
    const extended = db.transaction((tx) => extendLeases(tx, [...running], clock()));
    void extended.catch((err: unknown) => log.warn({ err }, "heartbeat failed"));
  }, LEASE_MS / 3);

  async function runJob(job: ClaimedJob): Promise<void> {
    running.add(job);
    try {
      await handleAlone(deps, job, stopping.signal);
      await db.transaction((tx) => completeJobs(tx, [job]));
    } catch (error) {
      await settleFailure(deps, job, error);
    } finally {
      running.delete(job);
    }
  }

  /** What cannot be done together is done one by one: the one at fault is found, the others are not held up by it. */
  async function runBatch(batch: Batch): Promise<void> {
    const handler = batches[batch[0].name] as ((run: BatchRun) => Promise<void>) | undefined;
    if (handler === undefined || batch.length === 1) return void (await Promise.all(batch.map(runJob)));
    for (const job of batch) running.add(job);
    try {
      await handler(batchOf(deps, batch, stopping.signal));
      await db.transaction((tx) => completeJobs(tx, batch));
    } catch (err) {
      log.warn({ err, job: batch[0].name, shop: batch[0].shopId }, "a batch failed, its jobs run one by one");
      for (const job of batch) await runJob(job);
    } finally {
      for (const job of batch) running.delete(job);
    }
  }

  return {
    /** Claims and starts what is due; resolves with the number started once each has ended. */
    async runDue(): Promise<number> {
      const room = CLAIM - running.size;
      if (room <= 0 || stopping.signal.aborted) return 0;
      const due = await db.transaction((tx) => claim(deps, tx, room));
      await Promise.all(due.map(runBatch));
      return due.flat().length;
    },
    /** For tests and scripts: until nothing is due. */
    async runUntilEmpty(): Promise<void> {
      while ((await this.runDue()) > 0);
    },
    /** Tells long runs to stop at their next page and waits for what is in flight. */
    async stop(): Promise<void> {
      stopping.abort();
      clearInterval(heartbeat);
      while (running.size > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    },
  };
}
