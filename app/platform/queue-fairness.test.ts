import { pino } from "pino";
import { expect, onTestFinished, test, vi } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import type { ShopId } from "../contract/shop.ts";
import type { BatchHandlers, JobHandlers, JobRun } from "./job.ts";
import { createQueue } from "./queue.server.ts";
import { enqueueAll, LEASE_MS } from "./queue.store.server.ts";

const start = new Date("2026-03-01T10:00:00Z");

/** A queue whose jobs end only when they are told to, as those do that wait for Shopify. */
async function givenSlowJobs() {
  const db = await givenDatabase();
  const begun: { shop: ShopId; end: () => void }[] = [];
  const slow = (run: JobRun) => new Promise<void>((end) => begun.push({ shop: run.shop, end }));
  const handlers = { "settle-profile": slow } as unknown as JobHandlers;
  const deps = { db, clock: () => start, random: () => 0, log: pino({ level: "silent" }), handlers };
  const queue = createQueue(deps);
  onTestFinished(async () => {
    const stopped = queue.stop();
    for (const { end } of begun) end();
    await stopped;
  });
  const flood = async (count: number) => {
    const shop = await givenShop(db);
    const payloads = Array.from({ length: count }, (_, profileId) => ({ profileId }));
    await db.transaction((tx) => enqueueAll(tx, shop, "settle-profile", payloads, start));
    return shop;
  };
  const claim = async (times: number) => {
    for (let round = 0; round < times; round += 1) await queue.startDue();
  };
  /** The longest running ends, and its place is free. */
  const endOne = async () => {
    const before = await db.read.job.count();
    begun.find(({ end }) => end !== ended)?.end();
    const first = begun.find(({ end }) => end !== ended);
    if (first) first.end = ended;
    await vi.waitFor(async () => expect(await db.read.job.count()).toBe(before - 1), 10_000);
  };
  return { db, begun, flood, claim, endOne };
}
const ended = () => undefined;

test("F41: GIVEN a shop whose jobs take long WHEN work is claimed again and again THEN it never takes the places of the others", async () => {
  const { begun, flood, claim } = await givenSlowJobs();
  await flood(100);
  await claim(10);
  const other = await flood(1);
  await claim(1);
  expect(begun.filter(({ shop }) => shop === other)).toHaveLength(1);
});

test("F41: GIVEN more busy shops than there are places WHEN one place after another is free THEN each shop has its turn", async () => {
  const { begun, flood, claim, endOne } = await givenSlowJobs();
  const shops: ShopId[] = [];
  for (let count = 0; count < 20; count += 1) shops.push(await flood(30));
  await claim(3);
  for (let round = 0; round < 40; round += 1) {
    await endOne();
    await claim(1);
  }
  expect(new Set(begun.map(({ shop }) => shop))).toEqual(new Set(shops));
});

test("GIVEN batches of several shops in hand WHEN the heart beats THEN the leases of all their jobs are extended", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const db = await givenDatabase();
  let now = start;
  let end = () => undefined as void;
  const until = new Promise<void>((resolve) => (end = resolve));
  const batches: BatchHandlers = { "settle-profile": () => until };
  const handlers = { "settle-profile": () => until } as unknown as JobHandlers;
  const queue = createQueue({
    db,
    clock: () => now,
    random: () => 0,
    log: pino({ level: "silent" }),
    handlers,
    batches,
  });
  for (let count = 0; count < 16; count += 1) {
    const shop = await givenShop(db);
    const payloads = Array.from({ length: 100 }, (_, profileId) => ({ profileId }));
    await db.transaction((tx) => enqueueAll(tx, shop, "settle-profile", payloads, start));
  }
  const { started } = await queue.startDue();
  expect(started).toBeGreaterThan(300);
  now = new Date(start.getTime() + LEASE_MS / 3);
  await vi.advanceTimersByTimeAsync(LEASE_MS / 3);
  await vi.waitFor(async () => {
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    expect(await db.read.job.count({ where: { leaseUntil } })).toBe(started);
  }, 10_000);
  end();
  await queue.stop();
});
