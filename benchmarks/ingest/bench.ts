// A signed answer over HTTP → guarded, validated, durable in the inbox → acknowledged; against bare inserts of the same rows.
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Result } from "autocannon";
import type { SubmittedResponse } from "../../app/contract/response.ts";
import { openInboxFile } from "../../app/platform/inbox-file.ts";
import { prepareHome, SHOP, startApp } from "../../tests/real-app/real-app.ts";
import type { RealApp } from "../../tests/real-app/real-app.ts";
import { firstAnswer } from "../../tests/real-app/shopper.ts";
import { buildAppIfStale } from "../../tools/build.ts";
import type { BenchOptions, BenchResult } from "../result.ts";
import { measureFloor } from "./floor.ts";
import type { Row } from "./floor.ts";
import { prepareRequests, sendAll } from "./load.ts";

const PORT = Number(process.env.PORT_BASE ?? 4000) + 50;
const TICKS_PER_SECOND = 100;
const PART = 10_000;

const sum = (results: Result[], of: (one: Result) => number) => results.reduce((total, one) => total + of(one), 0);
const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const rowOf = (submitted: SubmittedResponse, customerId: string): Row => ({
  shop: SHOP,
  responseId: submitted.responseId,
  answerId: submitted.answers[0]?.answerId ?? "",
  digest: createHash("sha256").update(submitted.responseId).digest("base64url").slice(0, 22),
  body: JSON.stringify({ submitted, customerId }),
});

/** User and system time of a process with all its threads, in seconds. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Keys of responses that the inbox knows: each acknowledged one must be there. */
function storedResponses(file: string): number {
  const inbox = openInboxFile(file, { readonly: true });
  const count = inbox.prepare("SELECT count(*) FROM seen WHERE key >= 'r' AND key < 's'").pluck().get() as number;
  inbox.close();
  return count;
}

export async function run({ quick, say }: BenchOptions): Promise<BenchResult> {
  await buildAppIfStale(say);
  const folder = mkdtempSync(path.join(tmpdir(), "candor-ingest-"));
  const count = quick ? 40_000 : 200_000;
  const warmUp = 5_000;
  let app: RealApp | undefined;
  try {
    say(`${count} answers`);
    const home = await prepareHome(path.join(folder, "app"), PORT);
    const submissions = Array.from({ length: count + warmUp }, () => firstAnswer());
    const rows = submissions.slice(warmUp).map((submitted, index) => rowOf(submitted, String(7_000_000_000 + index)));
    say("floor: bare inserts of the same rows, 100 a transaction");
    const floor = measureFloor(path.join(folder, "floor.db"), rows);
    say("ours: the real process, 100 connections");
    app = await startApp(home);
    const pid = app.process.pid ?? 0;
    const warm = await sendAll(home, prepareRequests(home, submissions.slice(0, warmUp), new Date()));
    const cpuBefore = cpuSeconds(pid);
    // Signatures are good for 90 s: each part is signed just before it is sent.
    const results: Result[] = [];
    for (let from = warmUp; from < submissions.length; from += PART) {
      results.push(await sendAll(home, prepareRequests(home, submissions.slice(from, from + PART), new Date(), from)));
    }
    const cpu = cpuSeconds(pid) - cpuBefore;
    await app.stop();
    const acknowledged = sum(results, (one) => one["2xx"]);
    const failed = sum(results, (one) => one.non2xx + one.errors + one.timeouts);
    if (failed > 0) throw new Error(`${failed} of ${count} requests were not acknowledged`);
    const lost = warm["2xx"] + acknowledged - storedResponses(home.inboxFile);
    if (lost !== 0) throw new Error(`${lost} acknowledged answers are not in the inbox`);
    const perSecond = acknowledged / sum(results, (one) => one.duration);
    return {
      figures: {
        requests_per_s: perSecond,
        floor_rows_per_s: floor,
        p50_ms: median(results.map((one) => one.latency.p50)),
        p99_ms: median(results.map((one) => one.latency.p99)),
        max_ms: Math.max(...results.map((one) => one.latency.max)),
        cpu_us_per_request: (cpu / acknowledged) * 1e6,
        requests: acknowledged,
      },
      ratios: { of_floor: perSecond / floor },
    };
  } finally {
    await app?.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}
