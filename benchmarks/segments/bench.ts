// One edited rule over all profiles: memberships and queued tags complete; its preview; 100 rules. The floor is one hand-written
// statement that writes the ids of the same people into a bare table. The peer, DuckDB, answers every rule as well: it must find
// the same people.
import { performance } from "node:perf_hooks";
import type { Rule } from "../../app/contract/rule.ts";
import type { Clock } from "../../app/platform/clock.ts";
import type { JobRun } from "../../app/platform/job.ts";
import { createLog } from "../../app/platform/log.server.ts";
import { buildSegment } from "../../app/segment/build-segment.job.server.ts";
import { createSegment, updateSegment } from "../../app/segment/edit-segment.server.ts";
import { previewRule } from "../../app/segment/view-segments.server.ts";
import type { BenchOptions, BenchResult } from "../result.ts";
import { buildWithDuckDb, MEMBERS } from "./duckdb.ts";
import type { Members, PeerBuild } from "./duckdb.ts";
import { NOW, openPopulation } from "./population.ts";
import type { Population } from "./population.ts";
import { rules } from "./rules.ts";

/** The builder's pace follows a real clock. It never goes back: a job that waits is not asked for earlier than before, and so not written again. */
function startClock(): Clock {
  const began = performance.now();
  return () => new Date(NOW.getTime() + Math.round(performance.now() - began));
}

const homeAndLoyal = (orders: number): Rule => ({
  kind: "all",
  rules: [
    { kind: "answer", quiz: "gift-finder", question: "room", is: ["home"] },
    { kind: "orderCount", comparison: "atLeast", count: orders, within: { days: 365 } },
  ],
});

/** Builds one segment to the end, as the worker does. */
async function build({ db, shop }: Population, clock: Clock, segmentId: number): Promise<void> {
  const run: JobRun<"build-segment"> = {
    shop,
    payload: { segmentId },
    attempt: 1,
    read: db.read,
    transaction: db.transaction,
    clock,
    log: createLog("silent"),
    signal: new AbortController().signal,
  };
  // Built, its tags wait for Shopify: there is none here.
  await buildSegment(run).catch((error: Error) => {
    if (error.name !== "RunLater") throw error;
  });
}

async function seconds(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** Processor time too: on a machine that does other work besides, it says more than the wall clock. */
async function cpuSeconds(work: () => unknown): Promise<{ wall: number; cpu: number }> {
  const before = process.cpuUsage();
  const wall = await seconds(work);
  const { user, system } = process.cpuUsage(before);
  return { wall, cpu: (user + system) / 1e6 };
}

function floor({ plain }: Population): void {
  plain.exec(`DROP TABLE IF EXISTS floor; CREATE TABLE floor (id INTEGER PRIMARY KEY)`);
  plain
    .prepare(
      `INSERT OR IGNORE INTO floor SELECT t."profileId" FROM "Trait" t WHERE t."shopId" = 1 AND t."key" = 'room' AND t."value" = 'home' AND t."until" IS NULL
         AND (SELECT count(*) FROM "Order" o WHERE o."shopId" = 1 AND o."profileId" = t."profileId" AND o."processedAt" > ? AND o."cancelledAt" IS NULL AND o."deletedAt" IS NULL) >= 3`,
    )
    .run(NOW.getTime() - 365 * 86_400_000);
  plain.exec(`DROP TABLE floor`);
}

/** Every rule has a meaning of its own for the peer: where they differ, one of us is wrong, and no figure counts. */
function compareMembers({ plain }: Population, segments: Map<number, Rule>, { members }: PeerBuild): void {
  const ours = new Map(
    plain
      .prepare<[], Members>(MEMBERS)
      .all()
      .map((one) => [one.segmentId, one]),
  );
  const theirs = new Map(members.map((one) => [one.segmentId, one]));
  for (const [id, rule] of segments) {
    const [one, other] = [ours.get(id), theirs.get(id)];
    if (one?.people === other?.people && one?.ids === other?.ids) continue;
    throw new Error(`${one?.people} people, DuckDB finds ${other?.people}, or others: ${JSON.stringify(rule)}`);
  }
}

export async function run({ quick, say }: BenchOptions): Promise<BenchResult> {
  const profiles = quick ? 100_000 : 1_000_000;
  const population = await openPopulation(profiles, say);
  try {
    const { db, plain, shop } = population;
    say("one edited rule");
    const clock = startClock();
    const { id, revision } = await createSegment(db, clock, shop, { name: "Home", rule: homeAndLoyal(2) });
    await build(population, clock, id);
    await updateSegment(db, clock, shop, id, revision, { name: "Home", rule: homeAndLoyal(3) });
    const oneRule = await cpuSeconds(() => build(population, clock, id));
    const preview = await cpuSeconds(() => previewRule(db.read, clock, shop, homeAndLoyal(4)));
    const bare = await cpuSeconds(() => floor(population));
    const people = await db.read.membership.count({ where: { segmentId: id, until: null } });

    const count = quick ? 20 : 100;
    say(`${count} rules, after ${oneRule.wall.toFixed(2)} s (${oneRule.cpu.toFixed(2)} s of processor time) for one`);
    const segments = new Map([[id, homeAndLoyal(3)]]);
    const all = await cpuSeconds(async () => {
      for (const [number, rule] of rules(count).entries()) {
        const made = await createSegment(db, clock, shop, { name: `Rule ${number}`, rule });
        await build(population, clock, made.id);
        segments.set(made.id, rule);
      }
    });
    say("peer: DuckDB");
    const peer = await buildWithDuckDb(plain, segments);
    compareMembers(population, segments, peer);
    const [peerOne = 0, ...peerAll] = peer.seconds;
    const peerAllSeconds = peerAll.reduce((sum, one) => sum + one, 0);
    return {
      figures: {
        profiles,
        one_rule_s: oneRule.wall,
        one_rule_cpu_s: oneRule.cpu,
        one_rule_people: people,
        preview_s: preview.wall,
        preview_cpu_s: preview.cpu,
        rules: count,
        all_rules_s: all.wall,
        all_rules_cpu_s: all.cpu,
        all_rules_memberships: await db.read.membership.count({ where: { until: null } }),
        floor_s: bare.wall,
        duckdb_one_rule_s: peerOne,
        duckdb_all_rules_s: peerAllSeconds,
      },
      ratios: {
        of_floor: bare.cpu / oneRule.cpu,
        of_duckdb: all.wall / peerAllSeconds,
        one_rule_of_duckdb: oneRule.wall / peerOne,
      },
    };
  } finally {
    await population.close();
  }
}
