import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Sqlite from "better-sqlite3";
import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { createInboxWriter } from "../../app/platform/inbox-writer.ts";
import type { Arrival } from "../../app/platform/inbox.ts";
import { enqueueAll } from "../../app/platform/queue.store.server.ts";
import { buildAppIfStale } from "../../tools/build.ts";
import { prepareHome, SHOP, startApp } from "../real-app/real-app.ts";
import type { AppHome, RealApp } from "../real-app/real-app.ts";
import { firstAnswer } from "../real-app/shopper.ts";
import { orderMail, startEndlessMail } from "./slow-mail.ts";
import { childrenOf, untilAtRest } from "./traffic.ts";

const PORT = 24_881;
/** Many seconds of work: who ends while some of it is left did not wait for its end. */
const BACKLOG = 6_000;

beforeAll(() => buildAppIfStale(() => undefined), 300_000);

function anArrival(): Arrival {
  const submitted = firstAnswer();
  const { responseId } = submitted;
  const answers = submitted.answers.map(({ answerId }) => ({ id: answerId, digest: answerId }));
  const body = JSON.stringify({ submitted, customerId: "42", device: "phone" });
  return { kind: "response", shop: SHOP, responseId, answers, finished: false, proven: false, body };
}

function givenFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "candor-worker-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, "app");
}

/** Acknowledged answers and due jobs that wait for a worker. */
async function givenBacklog(): Promise<AppHome> {
  const profiles = Array.from({ length: 2_000 }, (_, index) => ({ profileId: 1_000 + index }));
  const home = await prepareHome(givenFolder(), PORT, (tx, shop) =>
    enqueueAll(tx, shop, "settle-profile", profiles, new Date(0)),
  );
  const writer = createInboxWriter(home.inboxFile, Date.now);
  writer.append(Array.from({ length: BACKLOG }, anArrival));
  writer.close();
  return home;
}

function count(home: AppHome, sql: string): number {
  const db = new Sqlite(home.file, { readonly: true });
  const value = db.prepare(sql).pluck().get() as number | undefined;
  db.close();
  return value ?? 0;
}
const recorded = (home: AppHome) => count(home, `SELECT count(*) FROM "QuizResponse"`);

async function startAtWork(home: AppHome) {
  const app = await startApp(home);
  onTestFinished(() => app.kill());
  await vi.waitFor(() => expect(recorded(home)).toBeGreaterThan(0), { timeout: 60_000, interval: 20 });
  return { app, worker: workerOf(app) };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Its worker, which does not outlive the test. */
function workerOf(app: RealApp): number {
  const [worker] = childrenOf(app.process.pid ?? 0);
  if (worker === undefined) throw new Error("the app keeps a worker");
  onTestFinished(() => void (isAlive(worker) && process.kill(worker, "SIGKILL")));
  return worker;
}

async function expectNothingLost(home: AppHome): Promise<void> {
  const app = await startApp(home);
  onTestFinished(() => app.kill());
  await untilAtRest(home);
  expect(recorded(home)).toBe(BACKLOG);
  expect(count(home, `SELECT count(*) FROM "Job" WHERE "name" = 'settle-profile'`)).toBe(0);
  expect(count(home, `SELECT count(*) FROM "InboxDead"`)).toBe(0);
  await app.stop();
}

test("F34: GIVEN a long backlog WHEN the app is told to stop THEN its worker ends by itself, before the app, and the next one goes on where it was", async () => {
  const home = await givenBacklog();
  const { app, worker } = await startAtWork(home);
  await app.stop();
  expect(app.process.exitCode).toBe(0);
  expect(isAlive(worker)).toBe(false);
  expect(app.output()).not.toContain("did not end in time");
  expect(recorded(home)).toBeLessThan(BACKLOG);
  await expectNothingLost(home);
}, 300_000);

test("F35: GIVEN a long backlog WHEN the app is killed THEN its worker ends by itself, so that none runs beside the next one's", async () => {
  const home = await givenBacklog();
  const { app, worker } = await startAtWork(home);
  await app.kill();
  await expect.poll(() => isAlive(worker), { timeout: 60_000 }).toBe(false);
  expect(recorded(home)).toBeLessThan(BACKLOG);
  await expectNothingLost(home);
}, 300_000);

test("F35: GIVEN a worker that is frozen WHEN the app is told to stop THEN it is killed and the app ends", async () => {
  const home = await givenBacklog();
  const { app, worker } = await startAtWork(home);
  process.kill(worker, "SIGSTOP");
  await app.stop();
  expect(app.process.exitCode).toBe(0);
  await expect.poll(() => isAlive(worker), { timeout: 60_000 }).toBe(false);
  expect(app.output()).toContain("it is killed");
}, 300_000);

test("F35: GIVEN a job that never ends WHEN the app is killed THEN its worker cuts itself off", async () => {
  const mail = await startEndlessMail();
  onTestFinished(() => mail.close());
  const home = await prepareHome(givenFolder(), PORT);
  await orderMail(home);
  const app = await startApp({ ...home, env: { ...home.env, ...mail.env } });
  onTestFinished(() => app.kill());
  const worker = workerOf(app);
  await mail.called;
  await app.kill();
  await expect.poll(() => isAlive(worker), { timeout: 60_000 }).toBe(false);
  await expect.poll(() => app.output(), { timeout: 10_000 }).toContain("it is cut off");
}, 300_000);

/** A module that lets nothing else be loaded until the other process is gone. */
const UNTIL_GONE = "data:text/javascript,await new Promise((gone) => process.once('disconnect', gone))";

test("F35: GIVEN a worker that is still starting WHEN its app is gone before it listens THEN it ends by itself", async () => {
  const home = await prepareHome(givenFolder(), PORT);
  // The app makes this file before it starts a worker.
  createInboxWriter(home.inboxFile, Date.now).close();
  const env = { ...process.env, ...home.env, NODE_ENV: "production" as const };
  const worker = fork("app/worker.server.ts", { env, execArgv: ["--import", UNTIL_GONE] });
  onTestFinished(() => void worker.kill("SIGKILL"));
  worker.disconnect();
  const [code] = (await once(worker, "exit", { signal: AbortSignal.timeout(60_000) })) as [number | null];
  expect(code).toBe(0);
}, 120_000);
