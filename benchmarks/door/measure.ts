// One of the app's hot doors under load: over HTTP → verified, checked, durable in the inbox → acknowledged; against bare inserts of the same rows.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openInboxFile } from "../../app/platform/inbox-file.ts";
import { prepareHome, startApp } from "../../tests/real-app/real-app.ts";
import type { AppHome, RealApp } from "../../tests/real-app/real-app.ts";
import { buildAppIfStale } from "../../tools/build.ts";
import type { BenchOptions, BenchResult } from "../result.ts";
import { openClient } from "./client.ts";
import type { Load } from "./client.ts";
import { measureFloor } from "./floor.ts";
import type { Row } from "./floor.ts";

const PORT = Number(process.env.PORT_BASE ?? 4000) + 50;
const CONNECTIONS = 100;
const TICKS_PER_SECOND = 100;
/** Until then the compiler takes as much of the two cores as a thread of the app. */
const WARM_UP = 20_000;
const PART = 20_000;

/** What is sent to a door: `count` different arrivals, what each leaves on disk, and its request (path, headers, body) signed for `at`. */
export interface Arrivals<T> {
  /** First letter of the key that each leaves in `seen`: counted afterwards. */
  keyKind: "r" | "w";
  make(index: number): T;
  rowOf(arrival: T): Row;
  requestOf(arrival: T, home: AppHome, at: Date): { path: string; headers: Record<string, string>; body: string };
}

/** User and system time of a process with all its threads, in seconds. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** How many arrivals the inbox knows: each acknowledged one must be there. */
function countStored(file: string, keyKind: string): number {
  const inbox = openInboxFile(file, { readonly: true });
  const count = inbox.prepare("SELECT count(*) FROM seen WHERE substr(key, 1, 1) = ?").pluck().get(keyKind) as number;
  inbox.close();
  return count;
}

const sum = (loads: Load[], of: (one: Load) => number) => loads.reduce((total, one) => total + of(one), 0);

function bytesOf({ path, headers, body }: ReturnType<Arrivals<unknown>["requestOf"]>): Buffer {
  const all = { Host: "127.0.0.1", ...headers, "Content-Length": String(Buffer.byteLength(body)) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from([`POST ${path} HTTP/1.1`, ...lines, "", body].join("\r\n"));
}

async function loadApp<T>(home: AppHome, arrivals: T[], { requestOf }: Arrivals<T>) {
  const app = await startApp(home);
  try {
    // Open from the first request to the last, as Shopify's proxy keeps its own.
    const client = await openClient(Number(home.env.PORT), CONNECTIONS);
    const send = (some: T[]) => {
      const at = new Date();
      return client.sendAll(some.map((one) => bytesOf(requestOf(one, home, at))));
    };
    const pid = app.process.pid ?? 0;
    const warm = await send(arrivals.slice(0, WARM_UP));
    const cpuBefore = cpuSeconds(pid);
    // Signatures are good for 90 s: each part is signed just before it is sent.
    const loads: Load[] = [];
    for (let from = WARM_UP; from < arrivals.length; from += PART) {
      loads.push(await send(arrivals.slice(from, from + PART)));
    }
    const cpu = cpuSeconds(pid) - cpuBefore;
    client.close();
    await app.stop();
    return { warm, loads, cpu };
  } finally {
    await (app as RealApp).kill();
  }
}

export async function measureDoor<T>({ quick, say }: BenchOptions, kind: Arrivals<T>): Promise<BenchResult> {
  await buildAppIfStale(say);
  const folder = mkdtempSync(path.join(tmpdir(), "candor-door-"));
  const count = quick ? 40_000 : 200_000;
  try {
    say(`${count} arrivals`);
    const home = await prepareHome(path.join(folder, "app"), PORT);
    const arrivals = Array.from({ length: WARM_UP + count }, (_, index) => kind.make(index));
    say("floor: bare inserts of the same rows, 100 a transaction");
    const rows = arrivals.map(kind.rowOf);
    const floor = measureFloor(path.join(folder, "floor.db"), rows.slice(0, WARM_UP), rows.slice(WARM_UP));
    say("ours: the real process, 100 connections");
    const { warm, loads, cpu } = await loadApp(home, arrivals, kind);
    const acknowledged = sum(loads, (one) => one.ok);
    const failed = count - acknowledged;
    if (failed > 0) throw new Error(`${failed} of ${count} requests were not acknowledged`);
    const lost = warm.ok + acknowledged - countStored(home.inboxFile, kind.keyKind);
    if (lost !== 0) throw new Error(`${lost} acknowledged arrivals are not in the inbox`);
    const perSecond = acknowledged / sum(loads, (one) => one.seconds);
    const latencies = Float64Array.from(loads.flatMap((one) => [...one.latencies])).sort();
    const percentile = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? NaN;
    return {
      figures: {
        requests_per_s: perSecond,
        floor_rows_per_s: floor,
        p50_ms: percentile(0.5),
        p99_ms: percentile(0.99),
        max_ms: percentile(1),
        cpu_us_per_request: (cpu / acknowledged) * 1e6,
        requests: acknowledged,
      },
      ratios: { of_floor: perSecond / floor },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
