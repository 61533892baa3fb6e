import { execFileSync, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ShopId } from "../../app/contract/shop.ts";
import type { Tx } from "../../app/platform/db.server.ts";
import { openDatabase } from "../../app/platform/db.server.ts";
import { deriveKey } from "../../app/platform/secret.server.ts";
import { giftFinder } from "../../app/quiz/templates/gift-finder.ts";
import { addVersion, createQuiz } from "../../app/quiz/quiz.store.server.ts";
import { createSegment } from "../../app/segment/edit-segment.server.ts";
import { saveInstall } from "../../app/shop/shop.store.server.ts";
import { EMPTY_DATABASE } from "../empty-database.ts";

export const SHOP = "candor-demo.myshopify.com";
export const VERSION = "version-1";

/** What a process has compiled the next one need not: tests start dozens of them. */
export const COMPILED = path.resolve("node_modules/.cache/candor-test/compiled");
const CLIENT_SECRET = "a client secret of nobody's";

/** Where one app keeps everything, and what it is started with. */
export interface AppHome {
  url: string;
  file: string;
  inboxFile: string;
  clientSecret: string;
  env: Record<string, string>;
}

/** A migrated database with one installed shop, a published gift finder and a segment over it, and the environment of a process for it. */
export async function prepareHome(
  folder: string,
  port: number,
  more: (tx: Tx, shop: ShopId) => Promise<void> = () => Promise.resolve(),
): Promise<AppHome> {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, "candor.db");
  const candorSecret = randomBytes(32).toString("base64");
  migrate(file);
  await seed(file, candorSecret, more);
  return {
    url: `http://127.0.0.1:${port}`,
    file,
    inboxFile: path.join(folder, "inbox.db"),
    clientSecret: CLIENT_SECRET,
    env: {
      SHOPIFY_API_KEY: "a client id",
      SHOPIFY_API_SECRET: CLIENT_SECRET,
      SHOPIFY_APP_URL: `http://localhost:${port}`,
      CANDOR_SECRET: candorSecret,
      DATABASE_FILE: file,
      PORT: String(port),
      LOG_LEVEL: "error",
    },
  };
}

/** Migrated once in this process. */
let empty: Buffer | undefined;

function migrate(file: string): void {
  if (process.env.VITEST !== undefined) return copyFileSync(EMPTY_DATABASE, file);
  if (empty !== undefined) return writeFileSync(file, empty);
  execFileSync(process.execPath, ["node_modules/prisma/build/index.js", "migrate", "deploy"], {
    env: { ...process.env, DATABASE_FILE: file },
    stdio: "pipe",
  });
  empty = readFileSync(file);
}

async function seed(file: string, candorSecret: string, more: (tx: Tx, shop: ShopId) => Promise<void>): Promise<void> {
  const db = await openDatabase(file);
  const now = new Date();
  const shop = await db.transaction(async (tx) => {
    const shop = await saveInstall(tx, SHOP, "", deriveKey(candorSecret, "shop data keys"), now);
    const content = giftFinder.content({ currency: "USD", priceThirds: [10, 20] });
    const id = await createQuiz(tx, shop.id, { handle: "gift-finder", kind: "quiz", draft: content }, now);
    await addVersion(tx, shop.id, { id }, { id: VERSION, content }, now);
    await more(tx, shop.id);
    return shop.id;
  });
  const rule = { kind: "trait", key: "recipient", is: ["her"] };
  await createSegment(db, () => now, shop, { name: "Gifts for her", rule });
  await db.close();
}

export interface RealApp {
  process: ChildProcess;
  /** What it and its worker have printed so far. */
  output(): string;
  /** As the machine would take it down: no signal handler runs. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const ended = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once("exit", () => resolve());
  });

/** The real process, as `npm start` runs it, ready to answer. */
export async function startApp(home: AppHome): Promise<RealApp> {
  const child = spawn(process.execPath, ["app/http.server.ts"], {
    env: { ...home.env, PATH: process.env.PATH, NODE_ENV: "production", NODE_COMPILE_CACHE: COMPILED },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
    process.stderr.write(chunk);
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("candor listening")) resolve();
    });
    child.once("exit", (code) => reject(new Error(`the app ended (${code}) before it was ready: ${said.slice(-500)}`)));
  });
  const end = (signal: NodeJS.Signals) => () => {
    child.kill(signal);
    return ended(child);
  };
  return { process: child, output: () => said, kill: end("SIGKILL"), stop: end("SIGTERM") };
}
