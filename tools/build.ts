// Builds what a process loads: the storefront's and checkout's extensions, then the app. Skipped when no source has changed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const STAMP = "build/.candor-sources";
const SOURCES = [
  "app/**/*.{ts,tsx,css}",
  "extensions/*/src/**/*",
  "extensions/*/locales/*",
  "extensions/*/*.toml",
  "public/**/*",
  "vite.config.ts",
  "package-lock.json",
  "tools/build-extensions.ts",
];

/** The survey carries the app's address: another one is another build. */
function sourceHash(appUrl: string): string {
  const hash = createHash("sha256").update(appUrl);
  for (const file of globSync(SOURCES).sort()) {
    if (/\.test\.tsx?$/.test(file) || !path.extname(file)) continue;
    hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function run(what: string, args: string[], say: (line: string) => void, env: Record<string, string> = {}): void {
  say(`Building ${what}`);
  const done = spawnSync(process.execPath, args, { encoding: "utf8", env: { ...process.env, ...env } });
  if (done.status === 0) return;
  process.stderr.write(`${done.stdout}\n${done.stderr}\n`);
  throw new Error(`building ${what} failed`);
}

/** `appUrl`: where the app will be reached; default as shopify.app.toml says. */
export async function buildIfStale(say: (line: string) => void, appUrl = process.env.SHOPIFY_APP_URL ?? ""): Promise<void> {
  const hash = sourceHash(appUrl);
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === hash) return;
  run("the extensions", ["tools/build-extensions.ts"], say, appUrl === "" ? {} : { SHOPIFY_APP_URL: appUrl });
  run("the app", ["node_modules/@remix-run/dev/dist/cli.js", "vite:build"], say);
  writeFileSync(STAMP, hash);
}

if (import.meta.main) await buildIfStale((line) => process.stdout.write(`${line}\n`));
