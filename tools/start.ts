// `npm start`: makes the data folder, brings the database up to date, then is the web process (which keeps a worker beside it).
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { readEnv } from "../app/platform/env.server.ts";

function isEnvironmentRight(): boolean {
  try {
    mkdirSync(path.dirname(readEnv().DATABASE_FILE), { recursive: true });
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}

if (isEnvironmentRight()) {
  execFileSync(process.execPath, ["node_modules/prisma/build/index.js", "migrate", "deploy"], {
    env: { ...process.env, DATABASE_FILE: readEnv().DATABASE_FILE },
    stdio: ["ignore", "ignore", "inherit"],
  });
  await import("../app/http.server.ts");
} else process.exitCode = 1;
