// A signed answer over HTTP → guarded, validated, durable in the inbox → acknowledged; against bare inserts of the same rows.
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { SubmittedResponse } from "../../app/contract/response.ts";
import { openInboxFile } from "../../app/platform/inbox-file.ts";
import { prepareHome, SHOP, startApp } from "../../tests/real-app/real-app.ts";
import { firstAnswer } from "../../tests/real-app/shopper.ts";
import { buildIfStale } from "../../tools/build.ts";
import type { BenchOptions, BenchResult } from "../result.ts";
import { measureFloor } from "./floor.ts";
import type { Row } from "./floor.ts";
import { prepareRequests, sendAll } from "./load.ts";

const PORT = Number(process.env.PORT_BASE ?? 4000) + 50;
const TICKS_PER_SECOND = 100;

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
  await buildIfStale(say);
  const folder = mkdtempSync(path.join(tmpdir(), "candor-ingest-"));
  const count = quick ? 40_000 : 200_000;
  const warmUp = 5_000;
  try {
    say(`${count} answers`);
    const home = await prepareHome(path.join(folder, "app"), PORT);
    const submissions = Array.from({ length: count + warmUp }, () => firstAnswer());
    const rows = submissions.slice(warmUp).map((submitted, index) => rowOf(submitted, String(7_000_000_000 + index)));
    say("floor: bare inserts of the same rows, 100 a transaction");
    const floor = measureFloor(path.join(folder, "floor.db"), rows);
    say("ours: the real process, 100 connections");
    const app = await startApp(home);
    const pid = app.process.pid ?? 0;
    const requests = prepareRequests(home, submissions, new Date());
    const warm = await sendAll(home, requests.slice(0, warmUp));
    const cpuBefore = cpuSeconds(pid);
    const result = await sendAll(home, requests.slice(warmUp));
    const cpu = cpuSeconds(pid) - cpuBefore;
    await app.stop();
    const lost = warm["2xx"] + result["2xx"] - storedResponses(home.inboxFile);
    if (lost !== 0) throw new Error(`${lost} acknowledged answers are not in the inbox`);
    const failed = result.non2xx + result.errors + result.timeouts;
    if (failed > 0) throw new Error(`${failed} requests were not acknowledged`);
    const perSecond = result["2xx"] / result.duration;
    return {
      figures: {
        requests_per_s: perSecond,
        floor_rows_per_s: floor,
        p50_ms: result.latency.p50,
        p99_ms: result.latency.p99,
        max_ms: result.latency.max,
        cpu_us_per_request: (cpu / result["2xx"]) * 1e6,
        requests: result["2xx"],
      },
      ratios: { of_floor: perSecond / floor },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
