// Builds what a process loads: the storefront's and checkout's extensions, then the app. Skipped when no source has changed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

type Say = (line: string) => void;

const LOCK = "build/.candor-building";
const LOCK_FOR_MS = 300_000;
const COMMON = ["app/**/*.{ts,tsx,css}", "package-lock.json"];
const APP = [...COMMON, "public/**/*", "vite.config.ts"];
const EXTENSIONS = [
  ...COMMON,
  "extensions/*/src/**/*",
  "extensions/*/locales/*",
  "extensions/*/*.toml",
  "tools/build-extensions.ts",
];

function hashOf(sources: string[], more: string): string {
  const hash = createHash("sha256").update(more);
  for (const file of globSync(sources).sort()) {
    if (/\.test\.tsx?$/.test(file) || !path.extname(file)) continue;
    hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function run(what: string, args: string[], say: Say, env: Record<string, string> = {}): void {
  say(`Building ${what}`);
  const done = spawnSync(process.execPath, args, { encoding: "utf8", env: { ...process.env, ...env } });
  if (done.status === 0) return;
  process.stderr.write(`${done.stdout}\n${done.stderr}\n`);
  throw new Error(`building ${what} failed`);
}

/** One builder at a time: tests that run side by side would build into each other's feet. */
async function locked(work: () => void): Promise<void> {
  mkdirSync("build", { recursive: true });
  const giveUp = Date.now() + LOCK_FOR_MS;
  for (;;) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: "wx" });
      break;
    } catch {
      if (Date.now() > giveUp || !isAlive(holder())) rmSync(LOCK, { force: true });
      else await sleep(200);
    }
  }
  try {
    work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function holder(): number {
  try {
    return Number(readFileSync(LOCK, "utf8")) || process.pid;
  } catch {
    return process.pid;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function buildIfChanged(stamp: string, hash: string, build: () => void): Promise<void> {
  const isFresh = () => existsSync(stamp) && readFileSync(stamp, "utf8") === hash;
  if (isFresh()) return;
  await locked(() => {
    if (isFresh()) return;
    build();
    writeFileSync(stamp, hash);
  });
}

/** The server and its pages: all that `app/http.server.ts` needs. */
export async function buildAppIfStale(say: Say): Promise<void> {
  await buildIfChanged("build/.candor-app", hashOf(APP, ""), () =>
    run("the app", ["node_modules/@remix-run/dev/dist/cli.js", "vite:build"], say),
  );
}

/** All. `appUrl`: where the app will be reached; the survey carries it. By default as shopify.app.toml says: so the development store wants it. */
export async function buildIfStale(say: Say, appUrl = ""): Promise<void> {
  await buildIfChanged("build/.candor-extensions", hashOf(EXTENSIONS, appUrl), () =>
    run("the extensions", ["tools/build-extensions.ts"], say, { SHOPIFY_APP_URL: appUrl }),
  );
  await buildAppIfStale(say);
}

if (import.meta.main) await buildIfStale((line) => process.stdout.write(`${line}\n`), process.env.SHOPIFY_APP_URL);
