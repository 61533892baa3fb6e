import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, statfsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { seededChance } from "../../devstore/generator/random.ts";
import { prepareHome, startApp } from "../real-app/real-app.ts";
import type { AppHome, RealApp } from "../real-app/real-app.ts";
import { answerOnce, planWalk } from "./shoppers.ts";
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

/** A file system of our own that can be made too small: as root on Linux only. */
const mount = (folder: string, options: string) =>
  execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder], { stdio: "pipe" });

function resize(folder: string, size: number): void {
  execFileSync("mount", ["-o", `remount,size=${size}`, folder], { stdio: "pipe" });
}

const usedIn = (folder: string): number => {
  const { blocks, bfree, bsize } = statfsSync(folder);
  return (blocks - bfree) * bsize;
};

/** Leaves so much room and no more. What is written meanwhile may need it: then the system refuses, and we measure again. */
function fillUp(folder: string, room: number, tries = 20): void {
  try {
    resize(folder, usedIn(folder) + room);
  } catch (error) {
    if (tries === 0) throw error;
    fillUp(folder, room + 16_384, tries - 1);
  }
}

/** Whether this machine lets us make a disk that is full. */
export function canFillDisk(folder: string): boolean {
  mkdirSync(folder, { recursive: true });
  try {
    mount(folder, "size=1m");
    execFileSync("umount", [folder]);
    return true;
  } catch {
    return false;
  }
}

/** No file of these processes may grow beyond so many bytes: a write there fails as on a broken disk. */
function limitFiles(pids: number[], bytes: number | "unlimited"): void {
  for (const pid of pids) execFileSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:unlimited`]);
}

function lock(files: string[]): () => void {
  const held = files.map((file) => new Database(file, { timeout: 10_000 }));
  for (const db of held) db.exec("BEGIN IMMEDIATE");
  return () => {
    for (const db of held) db.close();
  };
}

/** Makes the trouble; what it returns ends it. */
function begin(trouble: Trouble, home: AppHome, app: RealApp, folder: string, chance: Chance): () => void {
  switch (trouble) {
    case "F7: disk full":
      fillUp(folder, Math.ceil(chance() * 40) * 4096);
      return () => resize(folder, FULL_SIZE);
    case "F8: I/O error": {
      const pid = app.process.pid ?? 0;
      const pids = [pid, ...childrenOf(pid)];
      limitFiles(pids, 4096 * Math.ceil(chance() * 20));
      return () => limitFiles(pids, "unlimited");
    }
    case "F9: locked too long":
    case "F9: locked for a while":
      return lock([home.inboxFile, home.file]);
  }
}

/** Answers, once each, until the door says no; false when it never does. */
async function untilRefused(home: AppHome, walks: Walk[], chance: Chance): Promise<number | undefined> {
  for (let probe = 0; probe < PROBES; probe += 1) {
    const walk = planWalk(chance, walks.length);
    walks.push(walk);
    const status = await answerOnce(home, walk);
    if (status !== 200) return status;
  }
  return undefined;
}

/** F9: who asks while the lock is held for 3 s waits, and is answered when it is gone. */
async function waitsForLock(home: AppHome, walks: Walk[], chance: Chance, release: () => void): Promise<string[]> {
  const walk = planWalk(chance, walks.length);
  walks.push(walk);
  let answered = false;
  const answer = answerOnce(home, walk).finally(() => void (answered = true));
  await sleep(3_000);
  const tooEarly = answered;
  release();
  const status = await answer;
  return [
    ...(tooEarly ? ["F9: answered although nothing could be written"] : []),
    ...(status === 200 ? [] : [`F9: a lock of 3 s ended in ${status}`]),
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
  const { home, app, shoppers, folder, chance } = scene;
  await shoppers.untilAcknowledged(Math.ceil(chance() * 80));
  const end = begin(trouble, home, app, folder, chance);
  if (trouble === "F9: locked for a while") {
    return { broken: await waitsForLock(home, shoppers.walks, chance, end), refused: 0 };
  }
  const status = await untilRefused(home, shoppers.walks, chance);
  await sleep(chance() * 500);
  end();
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
  if (ownDisk) mount(folder, `size=${FULL_SIZE}`);
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
    if (ownDisk) execFileSync("umount", ["-l", folder]);
  }
}
