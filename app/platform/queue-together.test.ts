import * as fc from "fast-check";
import { pino } from "pino";
import { expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "./db.server.ts";
import { enqueueSelected } from "./enqueue-selected.store.server.ts";
import type { BatchHandlers, JobHandlers, JobRun } from "./job.ts";
import { createQueue } from "./queue.server.ts";
import { enqueue, enqueueAll } from "./queue.store.server.ts";

const start = new Date("2026-03-01T10:00:00Z");

/** Jobs as they may stand when they are asked for again: they wait, earlier or later, after a failure too, run, or were set aside. */
const anyJob = fc.record({
  profileId: fc.integer({ min: 1, max: 6 }),
  runAt: fc.constantFrom(-5_000, 0, 5_000).map((ms) => new Date(start.getTime() + ms)),
  leaseUntil: fc.constantFrom(null, start),
  again: fc.boolean(),
  error: fc.constantFrom(null, null, "no answer"),
  attempts: fc.integer({ min: 0, max: 3 }),
  deadAt: fc.constantFrom(null, null, start),
});
const uniqueJobs = fc.uniqueArray(anyJob, { selector: ({ profileId }) => profileId });
const anyIds = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 8 });

test("GIVEN jobs that wait, run or were set aside WHEN many are asked for at once THEN each is as if it had been asked for alone, in its own shop", async () => {
  const db = await givenDatabase();
  const [mine, others] = [await givenShop(db), await givenShop(db)];
  const ways: Record<string, (tx: Tx, shop: ShopId, ids: number[]) => Promise<unknown>> = {
    alone: async (tx, shop, ids) => {
      for (const profileId of ids) await enqueue(tx, shop, "settle-profile", { profileId }, start);
    },
    together: (tx, shop, ids) =>
      enqueueAll(
        tx,
        shop,
        "settle-profile",
        ids.map((profileId) => ({ profileId })),
        start,
      ),
    selected: (tx, shop, ids) => {
      const select = { sql: `SELECT "value" AS "id" FROM json_each(?) WHERE 1`, params: [JSON.stringify(ids)] };
      return enqueueSelected(tx, shop, "settle-profile", "profileId", select, start);
    },
  };
  await fc.assert(
    fc.asyncProperty(uniqueJobs, uniqueJobs, anyIds, async (jobs, theirs, ids) => {
      const found = [];
      for (const ask of Object.values(ways)) {
        await db.transaction(async (tx) => {
          await tx.job.deleteMany();
          const of = (shopId: ShopId) => (job: (typeof jobs)[number]) => {
            const { profileId, ...state } = job;
            const payload = JSON.stringify({ profileId });
            return { shopId, name: "settle-profile", key: String(profileId), payload, fence: 7, ...state };
          };
          await tx.job.createMany({ data: [...jobs.map(of(mine)), ...theirs.map(of(others))] });
          await ask(tx, mine, ids);
        });
        found.push(await db.read.job.findMany({ omit: { id: true }, orderBy: [{ shopId: "asc" }, { key: "asc" }] }));
      }
      expect(found[1]).toEqual(found[0]);
      expect(found[2]).toEqual(found[0]);
    }),
    { numRuns: 40 },
  );
});

test("GIVEN a batch of which some are asked for again while it runs THEN those alone run once more, and no other shop's", async () => {
  const db = await givenDatabase();
  const [mine, others] = [await givenShop(db), await givenShop(db)];
  const ran: string[] = [];
  const ask = (shop: ShopId, ids: number[]) =>
    db.transaction((tx) =>
      enqueueAll(
        tx,
        shop,
        "settle-profile",
        ids.map((profileId) => ({ profileId })),
        start,
      ),
    );
  const note = async (shop: ShopId, ids: number[]) => {
    const isFirst = ran.length < 2;
    ran.push(`${shop === mine ? "mine" : "others"}: ${ids.sort().join()}`);
    if (isFirst && shop === mine) await ask(mine, [2, 4]);
  };
  const handlers = {
    "settle-profile": ({ shop, payload }: JobRun<"settle-profile">) => note(shop, [payload.profileId]),
  } as unknown as JobHandlers;
  const batches: BatchHandlers = {
    "settle-profile": ({ shop, payloads }) =>
      note(
        shop,
        payloads.map(({ profileId }) => profileId),
      ),
  };
  const log = pino({ level: "silent" });
  const queue = createQueue({ db, clock: () => start, random: () => 0, log, handlers, batches });
  await ask(mine, [1, 2, 3, 4, 5]);
  await ask(others, [1, 2, 3]);
  await queue.runUntilEmpty();
  expect(ran.sort()).toEqual(["mine: 1,2,3,4,5", "mine: 2,4", "others: 1,2,3"]);
  expect(await db.read.job.count()).toBe(0);
  await queue.stop();
});
