import { jobs, OWED } from "../contract/jobs.ts";
import type { JobName, JobPayload } from "../contract/jobs.ts";
import type { ShopId } from "../contract/shop.ts";
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
import type { ClaimedJob, Turn } from "./queue.store.server.ts";

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
/** Of what is tried for ever. */
const MAX_BACK_OFF_OWED_MS = 60 * 60_000;
const CLAIM = 16;
const PER_SHOP = 4;
/** With so many in hand a shop waits: jobs may take long, and half of the places are for the others. */
const ENOUGH = CLAIM / 2;
/** Jobs that are done together: few enough that other shops wait for milliseconds only. */
const BATCH = 100;

/** Doubling with jitter: 1 s, 2 s, 4 s … at most 15 min, each between half and the whole of it. */
export const backOff = (attempt: number, random: Random, most = MAX_BACK_OFF_MS): number =>
  Math.min(most, BACK_OFF_MS * 2 ** (attempt - 1)) * (0.5 + random() / 2);

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

/** Later, once more with back-off, or set aside, which what is owed never is. A reason is kept only where its words are ours or Shopify's. */
async function settleFailure({ db, clock, random, log }: QueueDeps, job: ClaimedJob, error: unknown): Promise<void> {
  if (error instanceof LeaseLost) return;
  const now = clock();
  const later = (ms: number) => new Date(now.getTime() + ms);
  if (error instanceof RunLater) {
    const change = { runAt: later(error.delayMs), attempts: job.attempts - 1 };
    return db.transaction((tx) => releaseJob(tx, job, change));
  }
  const told = { job: job.name, shop: job.shopId, attempts: job.attempts };
  if (OWED.has(job.name)) {
    log.error({ ...told, err: error }, "job that is owed failed, will run again");
    const runAt = later(backOff(job.attempts, random, MAX_BACK_OFF_OWED_MS));
    return db.transaction((tx) => releaseJob(tx, job, { runAt }));
  }
  if (error instanceof SetAside || job.attempts >= MAX_ATTEMPTS) {
    log.warn(told, "job set aside");
    const reason = error instanceof SetAside ? error.message : `failed ${job.attempts} times, see the log`;
    return db.transaction((tx) => setJobAside(tx, job, reason, now));
  }
  log.warn({ ...told, err: error }, "job failed, will run again");
  return db.transaction((tx) => releaseJob(tx, job, { runAt: later(backOff(job.attempts, random)) }));
}

/** Jobs that can be done together bring along what else is due of their kind. */
async function claim({ clock, batches = {} }: QueueDeps, tx: Tx, room: number, turn: Turn): Promise<Batch[]> {
  const groups = new Map<string, Batch>();
  for (const job of await claimJobs(tx, clock(), room, PER_SHOP, turn)) {
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

function shopsWithEnough(running: ReadonlySet<ClaimedJob>): ShopId[] {
  const byShop = Map.groupBy(running, ({ shopId }) => shopId);
  return [...byShop].filter(([, jobs]) => jobs.length >= ENOUGH).map(([shop]) => shop);
}

/** What was claimed and not begun: the next worker need not wait until its lease runs out. */
const giveBack = ({ db, log }: QueueDeps, claimed: readonly ClaimedJob[]): Promise<void> =>
  db
    .transaction(async (tx) => {
      for (const job of claimed) await releaseJob(tx, job, { attempts: job.attempts - 1 });
    })
    .catch((err: unknown) => log.warn({ err }, "jobs could not be given back, their leases will run out"));

/** What one queue has in hand. */
interface AtWork {
  deps: QueueDeps;
  running: Set<ClaimedJob>;
  signal: AbortSignal;
}

async function runJob({ deps, running, signal }: AtWork, job: ClaimedJob): Promise<void> {
  try {
    await handleAlone(deps, job, signal);
    await deps.db.transaction((tx) => completeJobs(tx, [job]));
  } catch (error) {
    await settleFailure(deps, job, error);
  } finally {
    running.delete(job);
  }
}

/** What cannot be done together is done one by one: the one at fault is found, the others are not held up by it. */
async function runBatch(atWork: AtWork, batch: Batch): Promise<void> {
  const { deps, running, signal } = atWork;
  const handler = deps.batches?.[batch[0].name] as ((run: BatchRun) => Promise<void>) | undefined;
  if (handler === undefined || batch.length === 1)
    return void (await Promise.all(batch.map((job) => runJob(atWork, job))));
  try {
    await handler(batchOf(deps, batch, signal));
    await deps.db.transaction((tx) => completeJobs(tx, batch));
  } catch (err) {
    deps.log.warn({ err, job: batch[0].name, shop: batch[0].shopId }, "a batch failed, its jobs run one by one");
    for (const [index, job] of batch.entries()) {
      if (signal.aborted) return await giveBack(deps, batch.slice(index));
      await runJob(atWork, job);
    }
  } finally {
    for (const job of batch) running.delete(job);
  }
}

/** Runs queued jobs: leases with a heartbeat, fences, back-off, set aside after too many tries. */
export function createQueue(deps: QueueDeps) {
  const { db, clock, log } = deps;
  const stopping = new AbortController();
  const running = new Set<ClaimedJob>();
  let claiming: Promise<Batch[]> | undefined;
  /** The shop that was served last: the next free place is for those after it. */
  let served = 0;
  const heartbeat = setInterval(() => {
    const extended = db.transaction((tx) => extendLeases(tx, [...running], clock()));
    void extended.catch((err: unknown) => log.warn({ err }, "heartbeat failed"));
  }, LEASE_MS / 3);

  /** Claims wait behind whoever writes: a second one beside the first would take jobs for which there is no room. */
  async function claimDue(): Promise<Batch[]> {
    const room = CLAIM - running.size;
    if (claiming !== undefined || room <= 0 || stopping.signal.aborted) return [];
    const turn = { after: served, busy: shopsWithEnough(running) };
    claiming = db.transaction((tx) => (stopping.signal.aborted ? Promise.resolve([]) : claim(deps, tx, room, turn)));
    try {
      const due = await claiming;
      served = due.at(-1)?.[0].shopId ?? served;
      for (const job of due.flat()) running.add(job);
      return due;
    } finally {
      claiming = undefined;
    }
  }

  /** Claims what is due and begins it; resolves then, with what tells when all of it has ended. */
  async function startDue(): Promise<{ started: number; ended: Promise<unknown> }> {
    const due = await claimDue();
    const atWork = { deps, running, signal: stopping.signal };
    return { started: due.flat().length, ended: Promise.all(due.map((batch) => runBatch(atWork, batch))) };
  }

  return {
    startDue,
    /** The same, but resolves when all of it has ended. */
    async runDue(): Promise<number> {
      const { started, ended } = await startDue();
      await ended;
      return started;
    },
    /** For tests and scripts: until nothing is due. */
    async runUntilEmpty(): Promise<void> {
      while ((await this.runDue()) > 0);
    },
    /** Tells long runs to stop at their next page and waits for what is in flight. */
    async stop(): Promise<void> {
      stopping.abort();
      clearInterval(heartbeat);
      await claiming?.catch(() => undefined);
      while (running.size > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    },
  };
}
