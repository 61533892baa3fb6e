import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { prepareHome, startApp } from "../real-app/real-app.ts";
import type { AppHome, RealApp } from "../real-app/real-app.ts";
import { seededChance } from "../../devstore/generator/random.ts";
import { BrokenPromise, contradict, planWalk, walkThrough } from "./shoppers.ts";
import type { Chance, Walk } from "./shoppers.ts";
import { findBroken, findWaiting } from "./verify.ts";

const SHOPPERS = 16;
/** Leases of a worker that was killed run out after 60 s; then all must be at rest without anybody's help. */
const AT_REST_WITHIN_MS = 90_000;

export interface KillReport {
  walks: number;
  acknowledged: number;
  recoveredAfterMs: number;
  broken: string[];
}

/** Processes that the app keeps: its worker. */
function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  return text.split(" ").filter(Boolean).map(Number);
}

/** Takes down the web process, the worker, or both in the same instant. */
async function kill(app: RealApp, chance: Chance): Promise<RealApp | undefined> {
  const workers = childrenOf(app.process.pid ?? 0);
  const what = chance();
  if (what > 0.4) for (const worker of workers) process.kill(worker, "SIGKILL");
  // The web process starts another worker by itself.
  if (what > 0.8) return app;
  await app.kill();
  return undefined;
}

/** One shopper after another, until told to stop beginning new walks; those begun are finished. */
async function shop(
  home: AppHome,
  chance: Chance,
  walks: Walk[],
  enough: AbortSignal,
  giveUp: AbortSignal,
): Promise<void> {
  while (!enough.aborted) {
    const walk = planWalk(chance, walks.length);
    walks.push(walk);
    await walkThrough(home, walk, chance, giveUp);
  }
}

const acknowledgedBy = (walks: Walk[]) => walks.reduce((sum, walk) => sum + walk.acknowledged.size, 0);

/** Whatever the machine's speed, the blow falls amid traffic: after so many more answers, or after a while in a bad spell. */
async function untilAcknowledged(walks: Walk[], more: number): Promise<void> {
  const [start, wanted] = [performance.now(), acknowledgedBy(walks) + more];
  while (acknowledgedBy(walks) < wanted && performance.now() - start < 5_000) await sleep(3);
}

async function untilAtRest(home: AppHome): Promise<number> {
  const start = performance.now();
  for (let waiting = findWaiting(home); waiting.length > 0; waiting = findWaiting(home)) {
    if (performance.now() - start > AT_REST_WITHIN_MS)
      throw new BrokenPromise(`I8: not at rest in time: ${waiting.join(", ")}`);
    await sleep(100);
  }
  return performance.now() - start;
}

/** F1, F2, F3: kills the real process `rounds` times while shoppers answer, then looks at what is on disk. */
export async function killDuringIngest(options: {
  seed: number;
  rounds: number;
  folder: string;
  port: number;
}): Promise<KillReport> {
  const chance = seededChance(options.seed).next;
  const home = await prepareHome(options.folder, options.port);
  const walks: Walk[] = [];
  const enough = new AbortController();
  const giveUp = new AbortController();
  const shoppers = Promise.all(
    Array.from({ length: SHOPPERS }, () => shop(home, chance, walks, enough.signal, giveUp.signal)),
  );
  let app: RealApp | undefined;
  try {
    for (let round = 0; round < options.rounds; round += 1) {
      app ??= await startApp(home);
      await Promise.race([untilAcknowledged(walks, Math.ceil(chance() * 80)), shoppers]);
      app = await kill(app, chance);
    }
    enough.abort();
    app ??= await startApp(home);
    await shoppers;
    const recoveredAfterMs = await untilAtRest(home);
    const [known] = walks;
    const status = known === undefined ? 0 : await contradict(home, known);
    const broken = findBroken(home, walks);
    if (status !== 409) broken.push(`F3: another value under a known answer id got ${status}`);
    return { walks: walks.length, acknowledged: acknowledgedBy(walks), recoveredAfterMs, broken };
  } finally {
    enough.abort();
    giveUp.abort();
    await shoppers.catch(() => undefined);
    await app?.kill();
  }
}
