import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";

/** Migrates one empty database per run; each test copies it (tests/database.ts). */
export default function setup() {
  const file = path.resolve("node_modules/.cache/candor-test/template.db");
  mkdirSync(path.dirname(file), { recursive: true });
  for (const suffix of ["", "-wal", "-shm"]) rmSync(file + suffix, { force: true });
  execFileSync(process.execPath, ["node_modules/prisma/build/index.js", "migrate", "deploy"], {
    env: { ...process.env, DATABASE_FILE: file },
    stdio: "pipe",
  });
}
