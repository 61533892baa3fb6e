import { pino } from "pino";
import { expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import type { JobName } from "../contract/jobs.ts";
import { RunLater, SetAside } from "./job.ts";
import type { BatchHandlers, JobHandlers, JobRun } from "./job.ts";
import { backOff, createQueue } from "./queue.server.ts";
import { claimJobs, completeJobs, enqueue, LEASE_MS } from "./queue.store.server.ts";

const start = new Date("2026-03-01T10:00:00Z");
const DAY = 86_400_000;

async function givenQueue(handle: (run: JobRun<"settle-profile">) => Promise<void>) {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  let now = start;
  const handlers = { "settle-profile": handle } as unknown as JobHandlers;
  const queue = createQueue({ db, clock: () => now, random: () => 0, log: pino({ level: "silent" }), handlers });
  const ask = (profileId: number) => db.transaction((tx) => enqueue(tx, shop, "settle-profile", { profileId }, now));
  const pass = (ms: number) => (now = new Date(now.getTime() + ms));
  const waiting = () =>
    db.read.job.findMany({ select: { name: true, attempts: true, deadAt: true, error: true, runAt: true } });
  return { db, shop, queue, ask, pass, waiting, now: () => now };
}

test("equal work waits once, and runs once more when it is asked for while it runs", async () => {
  let runs = 0;
  const given = await givenQueue(async () => {
    runs += 1;
    if (runs === 1) await given.ask(7);
  });
  await given.ask(7);
  await given.ask(7);
  await given.queue.runUntilEmpty();
  expect(runs).toBe(2);
  expect(await given.waiting()).toEqual([]);
  await given.queue.stop();
});

test("F40: a job that always fails backs off and is set aside with its reason; others are unaffected", async () => {
  const done: number[] = [];
  const given = await givenQueue(async (run) => {
    if (run.payload.profileId === 1) throw new Error("poison");
    done.push(run.payload.profileId);
  });
  await given.ask(1);
  await given.ask(2);
  for (let round = 0; round < 14; round += 1) {
    await given.queue.runUntilEmpty();
    given.pass(backOff(20, () => 1));
  }
  expect(done).toEqual([2]);
  expect(await given.waiting()).toMatchObject([
    { attempts: 12, error: "failed 12 times, see the log", deadAt: expect.any(Date) },
  ]);
  await given.ask(1);
  expect(await given.waiting()).toMatchObject([{ attempts: 0, error: null, deadAt: null }]);
  await given.queue.stop();
});

test("waiting is no failure, and what cannot be helped is set aside at once", async () => {
  const given = await givenQueue(async (run) => {
    if (run.payload.profileId === 1) throw new RunLater(60_000, "throttled");
    throw new SetAside("tag has a comma");
  });
  await given.ask(1);
  await given.ask(2);
  await given.queue.runUntilEmpty();
  const [later, aside] = await given.waiting();
  expect(later).toMatchObject({ attempts: 0, deadAt: null, runAt: new Date(start.getTime() + 60_000) });
  expect(aside).toMatchObject({ error: "tag has a comma", deadAt: start });
  await given.queue.stop();
});

test.each([new Error("no disk"), new SetAside("Shopify says no")])(
  "GIVEN what is owed to a customer or a shop fails, by %s, however often THEN it is tried an hour apart at most, each time an error in the log, until it is done",
  async (fault) => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    let now = start;
    let works = false;
    const tries: Date[] = [];
    const fails = () => {
      tries.push(now);
      return works ? Promise.resolve() : Promise.reject(fault);
    };
    const names = ["answer-data-request", "redact-customer", "redact-shop"] as const;
    const handlers = Object.fromEntries(names.map((name) => [name, fails])) as unknown as JobHandlers;
    const errors: string[] = [];
    const log = pino({ level: "error" }, { write: (line: string) => void errors.push(line) });
    const queue = createQueue({ db, clock: () => now, random: () => 1, log, handlers });
    for (const name of names) await db.transaction((tx) => enqueue(tx, shop, name, { requestId: 1 }, now));
    const dueNext = async () => (await db.read.job.findFirst({ orderBy: { runAt: "asc" } }))?.runAt;
    while (now.getTime() - start.getTime() < DAY) {
      await queue.runUntilEmpty();
      const next = await dueNext();
      expect(next && next.getTime() - now.getTime()).toBeLessThanOrEqual(60 * 60_000);
      now = next ?? now;
    }
    expect(tries.length).toBeGreaterThan(3 * 24);
    expect(errors).toHaveLength(tries.length);
    expect(await db.read.job.findMany({ where: { deadAt: null } })).toHaveLength(3);
    works = true;
    await queue.runUntilEmpty();
    expect(await db.read.job.count()).toBe(0);
    await queue.stop();
  },
);

test("GIVEN a job that is asked for again while it runs WHEN it cannot be helped THEN it runs once more for that, and only then is set aside", async () => {
  let runs = 0;
  const given = await givenQueue(async () => {
    runs += 1;
    if (runs === 1) await given.ask(7);
    throw new SetAside("tag has a comma");
  });
  await given.ask(7);
  await given.queue.runUntilEmpty();
  expect(runs).toBe(2);
  expect(await given.waiting()).toMatchObject([{ error: "tag has a comma", deadAt: start }]);
  await given.queue.stop();
});

test("F35: GIVEN a worker that slept past its lease WHEN it writes THEN it is refused, and the newer worker's result stands", async () => {
  const given = await givenQueue(async (run) => {
    given.pass(LEASE_MS + 1);
    const [taken] = await given.db.transaction((tx) => claimJobs(tx, given.now(), 10, 10));
    if (taken === undefined) throw new Error("the lapsed lease was not taken over");
    await given.db.transaction(async (tx) => {
      await tx.shop.update({ where: { id: run.shop }, data: { name: "newer" } });
      await completeJobs(tx, [taken]);
    });
    await run.transaction((tx) => tx.shop.update({ where: { id: run.shop }, data: { name: "late" } }));
  });
  await given.ask(1);
  await given.queue.runDue();
  const shop = await given.db.read.shop.findUniqueOrThrow({ where: { id: given.shop } });
  expect(shop.name).toBe("newer");
  expect(await given.waiting()).toEqual([]);
  await given.queue.stop();
});

test("F41: one shop's flood leaves room for the others in every claim", async () => {
  const given = await givenQueue(async () => undefined);
  const other = await givenShop(given.db);
  for (let profileId = 0; profileId < 50; profileId += 1) await given.ask(profileId);
  given.pass(1);
  await given.db.transaction((tx) => enqueue(tx, other, "settle-profile", { profileId: 999 }, given.now()));
  const claimed = await given.db.transaction((tx) => claimJobs(tx, given.now(), 16, 4));
  expect(claimed.filter((job) => job.shopId === given.shop)).toHaveLength(4);
  expect(claimed.filter((job) => job.shopId === other)).toHaveLength(1);
  await given.queue.stop();
});

test("F4: GIVEN a transaction that fails after it queued WHEN it is rolled back THEN neither its rows nor its job are there", async () => {
  const given = await givenQueue(async () => undefined);
  const name: JobName = "settle-profile";
  const failing = given.db.transaction(async (tx) => {
    await tx.shop.update({ where: { id: given.shop }, data: { name: "half" } });
    await enqueue(tx, given.shop, name, { profileId: 1 }, start);
    throw new Error("killed between statements");
  });
  await expect(failing).rejects.toThrow("killed between statements");
  expect(await given.waiting()).toEqual([]);
  expect((await given.db.read.shop.findUniqueOrThrow({ where: { id: given.shop } })).name).toBe("");
  await given.queue.stop();
});

test("what can be done together is, however much one shop has; one at fault is found alone and holds up nobody", async () => {
  const together: number[] = [];
  const alone: number[] = [];
  const db = await givenDatabase();
  const shop = await givenShop(db);
  const handlers = {
    "settle-profile": async ({ payload }: JobRun<"settle-profile">) => {
      if (payload.profileId === 7) throw new SetAside("poison");
      alone.push(payload.profileId);
    },
  } as unknown as JobHandlers;
  const batches: BatchHandlers = {
    "settle-profile": async ({ payloads }) => {
      if (payloads.some(({ profileId }) => profileId === 7)) throw new Error("poison");
      together.push(...payloads.map(({ profileId }) => profileId));
    },
  };
  const deps = { db, clock: () => start, random: () => 0, log: pino({ level: "silent" }), handlers, batches };
  const queue = createQueue(deps);
  const ask = (ids: number[]) =>
    db.transaction(async (tx) => {
      for (const profileId of ids) await enqueue(tx, shop, "settle-profile", { profileId }, start);
    });
  const many = Array.from({ length: 60 }, (_, index) => 100 + index);
  await ask(many);
  expect(await queue.runDue()).toBe(60);
  expect(together.sort()).toEqual(many);
  await ask([6, 7, 8]);
  await queue.runUntilEmpty();
  expect(alone.sort()).toEqual([6, 8]);
  expect(await db.read.job.findMany({ select: { key: true, error: true } })).toEqual([{ key: "7", error: "poison" }]);
  await queue.stop();
});

test("F35: GIVEN a batch of which another worker has taken one job over WHEN it writes THEN it is refused, and only that job is left to the other", async () => {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  const wrote: number[] = [];
  const steal = () =>
    db.transaction((tx) => tx.job.updateMany({ where: { key: "2" }, data: { fence: { increment: 1 } } }));
  const write = (run: Pick<JobRun, "transaction">, ids: number[]) =>
    run.transaction(async () => void wrote.push(...ids));
  const handlers = {
    "settle-profile": (run: JobRun<"settle-profile">) => write(run, [run.payload.profileId]),
  } as unknown as JobHandlers;
  const batches: BatchHandlers = {
    "settle-profile": async (run) => {
      await steal();
      await write(
        run,
        run.payloads.map(({ profileId }) => profileId),
      );
    },
  };
  const queue = createQueue({
    db,
    clock: () => start,
    random: () => 0,
    log: pino({ level: "silent" }),
    handlers,
    batches,
  });
  await db.transaction(async (tx) => {
    for (const profileId of [1, 2, 3]) await enqueue(tx, shop, "settle-profile", { profileId }, start);
  });
  await queue.runDue();
  expect(wrote.sort()).toEqual([1, 3]);
  expect(await db.read.job.findMany({ select: { key: true } })).toEqual([{ key: "2" }]);
  await queue.stop();
});

test("F34: GIVEN a batch that fails while the worker stops THEN its jobs are given back untried, so that the next worker need not wait for their leases", async () => {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  const alone: number[] = [];
  const handlers = {
    "settle-profile": (run: JobRun<"settle-profile">) => Promise.resolve(void alone.push(run.payload.profileId)),
  } as unknown as JobHandlers;
  let stopped = Promise.resolve();
  const batches: BatchHandlers = {
    "settle-profile": () => {
      stopped = queue.stop();
      return Promise.reject(new Error("stopping"));
    },
  };
  const deps = { db, clock: () => start, random: () => 0, log: pino({ level: "silent" }), handlers, batches };
  const queue = createQueue(deps);
  for (let profileId = 0; profileId < 5; profileId += 1) {
    await db.transaction((tx) => enqueue(tx, shop, "settle-profile", { profileId }, start));
  }
  expect(await queue.runDue()).toBe(5);
  await stopped;
  expect(alone).toEqual([]);
  const waiting = await db.read.job.findMany({ select: { attempts: true, leaseUntil: true } });
  expect(waiting).toEqual(Array(5).fill({ attempts: 0, leaseUntil: null }));
});
