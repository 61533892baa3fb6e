// One event of one person: which of 200 segments do they enter or leave? Against recomputing those segments for everybody.
import { performance } from "node:perf_hooks";
import type { JobRun } from "../../app/platform/job.ts";
import { createLog } from "../../app/platform/log.server.ts";
import { bind, sql } from "../../app/platform/dialect/sql.ts";
import { sqlite } from "../../app/platform/dialect/sqlite.ts";
import { ActiveSegmentsCache } from "../../app/segment/active-segments.store.server.ts";
import { selectMembers } from "../../app/segment/compile.ts";
import { createSegment } from "../../app/segment/edit-segment.server.ts";
import { settleProfile } from "../../app/segment/settle-profile.job.server.ts";
import type { BenchOptions, BenchResult } from "../result.ts";
import { NOW, openPopulation, VALUES } from "../segments/population.ts";
import type { Population } from "../segments/population.ts";
import { rules } from "../segments/rules.ts";

const SEGMENTS = 200;
const clock = () => NOW;
const values = (params: (string | number | Date)[]) => params.map((one) => (one instanceof Date ? one.getTime() : one));

function settle({ db, shop }: Population, profileId: number): Promise<void> {
  const run: JobRun<"settle-profile"> = {
    shop,
    payload: { profileId },
    attempt: 1,
    read: db.read,
    transaction: db.transaction,
    clock,
    log: createLog("silent"),
    signal: new AbortController().signal,
  };
  return settleProfile(run);
}

/** Time inside SQLite of the one statement that answers for a profile, prepared as the app keeps it. */
async function databaseTime({ db, plain, shop }: Population, ids: number[]): Promise<number> {
  const active = await new ActiveSegmentsCache().get(db.read, shop);
  const statements = active.statements.map(({ of }) => {
    const one = of(sql`(${0})`);
    return { prepared: plain.prepare(one.sql), params: values(bind(one, { now: NOW })) };
  });
  const ask = (id: number) => {
    // The profile's id is the statement's first parameter.
    for (const { prepared, params } of statements) prepared.all([id, ...params.slice(1)]);
  };
  ids.slice(0, 50).forEach(ask);
  const started = performance.now();
  ids.forEach(ask);
  return ((performance.now() - started) * 1000) / ids.length;
}

/** What each event would cost if the segments were computed anew for everybody, in seconds. */
function recompute({ plain, shop }: Population, count: number): number {
  const started = performance.now();
  for (const rule of rules(count)) {
    const select = selectMembers(rule, { shop, dialect: sqlite });
    const params = values(bind(select, { now: NOW, after: 0, upTo: Number.MAX_SAFE_INTEGER }));
    plain.prepare(`SELECT count(*) ${select.sql}`).get(params);
  }
  return (performance.now() - started) / 1000;
}

/** Each person changes their mind about one question; then they are settled, writes and all. Milliseconds per event. */
async function events(population: Population, ids: number[]): Promise<number[]> {
  const { plain } = population;
  const change = plain.prepare(`UPDATE "Trait" SET "value" = ? WHERE "profileId" = ? AND "key" = 'room'`);
  const times: number[] = [];
  for (const [index, id] of ids.entries()) {
    // The first settlement writes all their memberships; the second is the event.
    await settle(population, id);
    change.run(VALUES[index % VALUES.length], id);
    const started = performance.now();
    await settle(population, id);
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b);
}

export async function run({ quick, say }: BenchOptions): Promise<BenchResult> {
  const profiles = quick ? 100_000 : 1_000_000;
  const population = await openPopulation(profiles, say);
  try {
    for (const [number, rule] of rules(SEGMENTS).entries()) {
      await createSegment(population.db, clock, population.shop, { name: `Segment ${number}`, rule });
    }
    const ids = Array.from({ length: 2_000 }, (_, number) => 1 + ((number * 7919) % profiles));
    say("one statement for 200 segments");
    const database = await databaseTime(population, ids);
    say("events, settled and written");
    const times = await events(population, ids.slice(0, 300));
    const sample = 20;
    say("recomputing segments for everybody");
    const recomputed = recompute(population, sample) * (SEGMENTS / sample);
    const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
    return {
      figures: {
        profiles,
        segments: SEGMENTS,
        db_us_per_profile: database,
        settle_p50_ms: at(0.5),
        event_to_membership_p99_ms: at(0.99),
        recompute_s: recomputed,
      },
      ratios: { of_recompute: database / 1e6 / recomputed },
    };
  } finally {
    await population.close();
  }
}
