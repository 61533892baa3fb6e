import { appendFileSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { AppHome, RealApp } from "../real-app/real-app.ts";
import { BrokenPromise, planWalk, walkThrough } from "./shoppers.ts";
import type { Chance, Walk } from "./shoppers.ts";
import { findWaiting } from "./verify.ts";

const SHOPPERS = 16;
/** Leases of a worker that was killed run out after 60 s; then all must be at rest without anybody's help. */
const AT_REST_WITHIN_MS = 90_000;

/** Processes that the app keeps: its worker. */
export function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  return text.split(" ").filter(Boolean).map(Number);
}

/** What it said goes beside its folder: whoever looks into a fault wants to read it. */
export const keepOutput = (folder: string, app: RealApp) => appendFileSync(`${folder}.log`, app.output());

export const acknowledgedBy = (walks: Walk[]) => walks.reduce((sum, walk) => sum + walk.acknowledged.size, 0);

/** Shoppers who answer, one walk after another, until told to stop beginning new ones; those begun are finished. */
export function sendShoppers(home: AppHome, chance: Chance) {
  const walks: Walk[] = [];
  const enough = new AbortController();
  const giveUp = new AbortController();
  const shop = async () => {
    while (!enough.signal.aborted) {
      const walk = planWalk(chance, walks.length);
      walks.push(walk);
      await walkThrough(home, walk, chance, giveUp.signal);
    }
  };
  const shopping = Promise.all(Array.from({ length: SHOPPERS }, shop));
  // Told to whoever waits for it, below; until then nobody does.
  shopping.catch(() => undefined);
  return {
    walks,
    /** Whatever the machine's speed, the blow falls amid traffic: after so many more answers, or after a while in a bad spell. */
    async untilAcknowledged(more: number): Promise<void> {
      const [start, wanted] = [performance.now(), acknowledgedBy(walks) + more];
      const enoughOrLate = async () => {
        while (acknowledgedBy(walks) < wanted && performance.now() - start < 5_000) await sleep(3);
      };
      await Promise.race([enoughOrLate(), shopping]);
    },
    async finish(): Promise<void> {
      enough.abort();
      await shopping;
    },
    async stop(): Promise<void> {
      enough.abort();
      giveUp.abort();
      await shopping.catch(() => undefined);
    },
  };
}

/** Waits until all is recorded and settled; says how long that took. */
export async function untilAtRest(home: AppHome): Promise<number> {
  const start = performance.now();
  for (let waiting = findWaiting(home); waiting.length > 0; waiting = findWaiting(home)) {
    if (performance.now() - start > AT_REST_WITHIN_MS)
      throw new BrokenPromise(`I8: not at rest in time: ${waiting.join(", ")}`);
    await sleep(250);
  }
  return performance.now() - start;
}
