import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync } from "node:fs";
import path from "node:path";

/** Migrates one empty database per run; each test copies it (tests/database.ts). Renamed into place: another run may be copying. */
export default function setup() {
  const file = path.resolve("node_modules/.cache/candor-test/template.db");
  const fresh = `${file}.${process.pid}`;
  mkdirSync(path.dirname(file), { recursive: true });
  execFileSync(process.execPath, ["node_modules/prisma/build/index.js", "migrate", "deploy"], {
    env: { ...process.env, DATABASE_FILE: fresh },
    stdio: "pipe",
  });
  renameSync(fresh, file);
}
