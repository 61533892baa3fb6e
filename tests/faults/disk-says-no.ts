import { execFile } from "node:child_process";
import { cpSync, mkdirSync, statfsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import Database from "better-sqlite3";
import type { Database as Sqlite } from "better-sqlite3";
import { seededChance } from "../../devstore/generator/random.ts";
import { prepareHome, startApp } from "../real-app/real-app.ts";
import type { AppHome, RealApp } from "../real-app/real-app.ts";
import { answerOnce, planWalk, STOOD_STILL } from "./shoppers.ts";
import type { Chance, Walk } from "./shoppers.ts";
import { acknowledgedBy, childrenOf, keepOutput, sendShoppers, untilAtRest } from "./traffic.ts";
import { findBroken } from "./verify.ts";

/** What can be wrong with a disk, and put right again, under a running app. */
export type Trouble = "F7: disk full" | "F8: I/O error" | "F9: locked too long" | "F9: locked for a while";

export interface DiskReport {
  acknowledged: number;
  refused: number;
  broken: string[];
}

const PROBES = 3_000;
const FULL_SIZE = 256 * 2 ** 20;

/** Nothing here stops this process: shoppers whose requests hang half sent in it would be told 408. */
const run = promisify(execFile);

/** A file system of our own that can be made too small: as root on Linux only. */
const mount = (folder: string, options: string) => run("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder]);

const resize = (folder: string, size: number) => run("mount", ["-o", `remount,size=${size}`, folder]);

const usedIn = (folder: string): number => {
  const { blocks, bfree, bsize } = statfsSync(folder);
  return (blocks - bfree) * bsize;
};

/** Leaves so much room and no more. What is written meanwhile may need it: then the system refuses, and we measure again. */
async function fillUp(folder: string, room: number, tries = 20): Promise<void> {
  try {
    await resize(folder, usedIn(folder) + room);
  } catch (error) {
    if (tries === 0) throw error;
    await fillUp(folder, room + 16_384, tries - 1);
  }
}

/** Whether this machine lets us make a disk that is full. */
export async function canFillDisk(folder: string): Promise<boolean> {
  mkdirSync(folder, { recursive: true });
  try {
    await mount(folder, "size=1m");
    await run("umount", [folder]);
    return true;
  } catch {
    return false;
  }
}

/** No file of these processes may grow beyond so many bytes: a write there fails as on a broken disk. */
async function limitFiles(pids: number[], bytes: number | "unlimited"): Promise<void> {
  for (const pid of pids) await run("prlimit", ["--pid", String(pid), `--fsize=${bytes}:unlimited`]);
}

/** As soon as nobody else writes. */
async function lock(db: Sqlite): Promise<void> {
  for (;;) {
    try {
      db.exec("BEGIN IMMEDIATE");
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== "SQLITE_BUSY") throw error;
      await sleep(5);
    }
  }
}

async function lockAll(files: string[]): Promise<End> {
  const held = files.map((file) => new Database(file, { timeout: 0 }));
  for (const db of held) await lock(db);
  return () => {
    for (const db of held) db.close();
    return Promise.resolve();
  };
}

type End = () => Promise<unknown>;

/** Makes the trouble; what it returns ends it. */
async function begin(trouble: Trouble, { home, app, folder, chance }: Scene): Promise<End> {
  switch (trouble) {
    case "F7: disk full":
      await fillUp(folder, Math.ceil(chance() * 40) * 4096);
      return () => resize(folder, FULL_SIZE);
    case "F8: I/O error": {
      const pid = app.process.pid ?? 0;
      const pids = [pid, ...childrenOf(pid)];
      await limitFiles(pids, 4096 * Math.ceil(chance() * 20));
      return () => limitFiles(pids, "unlimited");
    }
    case "F9: locked too long":
    case "F9: locked for a while":
      return lockAll([home.inboxFile, home.file]);
  }
}

/** Answers, once each, until the door says no; false when it never does. */
async function untilRefused(home: AppHome, walks: Walk[], chance: Chance): Promise<number | undefined> {
  for (let probe = 0; probe < PROBES; probe += 1) {
    const walk = planWalk(chance, walks.length);
    walks.push(walk);
    const status = await answerOnce(home, walk);
    if (status !== 200 && status !== STOOD_STILL) return status;
  }
  return undefined;
}

/** The door waits longer than the lock is meant to last. Where this process stood still and kept it for longer, nothing was seen. */
const TOO_LONG_MS = 6_000;

/** F9: who asks while the lock is held for 3 s waits, and is answered when it is gone. */
async function waitsForLock(scene: Scene): Promise<string[]> {
  const { home, shoppers, chance } = scene;
  const release = await begin("F9: locked for a while", scene);
  const walk = planWalk(chance, shoppers.walks.length);
  shoppers.walks.push(walk);
  const asked = performance.now();
  let answered = false;
  const answer = answerOnce(home, walk).finally(() => void (answered = true));
  await sleep(3_000);
  const tooEarly = answered;
  await release();
  const heldMs = performance.now() - asked;
  const status = await answer;
  if (heldMs > TOO_LONG_MS) return waitsForLock(scene);
  return [
    ...(tooEarly ? ["F9: answered although nothing could be written"] : []),
    ...(status === 200 ? [] : [`F9: a lock of ${Math.round(heldMs)} ms ended in ${status}`]),
  ];
}

interface Scene {
  home: AppHome;
  app: RealApp;
  shoppers: ReturnType<typeof sendShoppers>;
  folder: string;
  chance: Chance;
}

/** One trouble, begun and ended; what is broken, and whether somebody was told 503. */
async function goThrough(trouble: Trouble, scene: Scene): Promise<{ broken: string[]; refused: number }> {
  const { home, shoppers, chance } = scene;
  await shoppers.untilAcknowledged(Math.ceil(chance() * 80));
  if (trouble === "F9: locked for a while") return { broken: await waitsForLock(scene), refused: 0 };
  const end = await begin(trouble, scene);
  const status = await untilRefused(home, shoppers.walks, chance);
  await sleep(chance() * 500);
  await end();
  if (status === 503) return { broken: [], refused: 1 };
  return { broken: [`${trouble}: the door said ${status ?? "yes to all"}`], refused: 0 };
}

/** F7, F8, F9: the disk says no, in each of these ways, while shoppers answer: 503, nothing acknowledged is lost, and all goes on by itself. */
export async function diskSaysNo(
  troubles: readonly Trouble[],
  options: { seed: number; folder: string; port: number },
): Promise<DiskReport> {
  const { folder } = options;
  const chance = seededChance(options.seed).next;
  mkdirSync(folder, { recursive: true });
  const ownDisk = troubles.includes("F7: disk full");
  if (ownDisk) await mount(folder, `size=${FULL_SIZE}`);
  let app: RealApp | undefined;
  let shoppers: ReturnType<typeof sendShoppers> | undefined;
  const broken: string[] = [];
  let refused = 0;
  let held = false;
  try {
    const home = await prepareHome(folder, options.port);
    app = await startApp(home);
    // A segment that is still being built while people enter it would wait for Shopify, which is not here.
    await untilAtRest(home);
    shoppers = sendShoppers(home, chance);
    for (const trouble of troubles) {
      const seen = await goThrough(trouble, { home, app, shoppers, folder, chance });
      broken.push(...seen.broken);
      refused += seen.refused;
    }
    await shoppers.finish();
    await untilAtRest(home);
    broken.push(...findBroken(home, shoppers.walks));
    held = broken.length === 0;
    return { acknowledged: acknowledgedBy(shoppers.walks), refused, broken };
  } finally {
    await shoppers?.stop();
    await app?.stop();
    if (app !== undefined) keepOutput(folder, app);
    // The disk goes; what broke on it is wanted.
    if (ownDisk && !held) cpSync(folder, `${folder}-kept`, { recursive: true });
    if (ownDisk) await run("umount", ["-l", folder]);
  }
}
