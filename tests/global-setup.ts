import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync } from "node:fs";
import path from "node:path";
import { buildIfStale } from "../tools/build.ts";
import { EMPTY_DATABASE } from "./empty-database.ts";

/** Migrates one empty database per run; each test copies it (tests/database.ts). Renamed into place: another run may be copying. */
export default async function setup() {
  // What the real processes load; nothing to do when no source has changed.
  await buildIfStale((line) => void process.stderr.write(`${line}\n`));
  const fresh = `${EMPTY_DATABASE}.${process.pid}`;
  mkdirSync(path.dirname(EMPTY_DATABASE), { recursive: true });
  execFileSync(process.execPath, ["node_modules/prisma/build/index.js", "migrate", "deploy"], {
    env: { ...process.env, DATABASE_FILE: fresh },
    stdio: "pipe",
  });
  renameSync(fresh, EMPTY_DATABASE);
}
