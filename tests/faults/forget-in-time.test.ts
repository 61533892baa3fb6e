import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Sqlite from "better-sqlite3";
import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import type { ShopId } from "../../app/contract/shop.ts";
import type { Tx } from "../../app/platform/db.server.ts";
import { buildAppIfStale } from "../../tools/build.ts";
import { prepareHome, startApp } from "../real-app/real-app.ts";

const DAY = 86_400_000;
/** Seconds of work for the clock. */
const OLD = 4_000;

beforeAll(() => buildAppIfStale(() => undefined), 300_000);

/** Walks of more than two years ago with an answer each, and one of last year. */
async function givenOldWalks(tx: Tx, shopId: ShopId): Promise<void> {
  const { id: quizId } = await tx.quiz.findFirstOrThrow({ where: { shopId } });
  const walk = (id: string, days: number) => {
    const at = new Date(Date.now() - days * DAY);
    return { shopId, id, quizId, versionId: "v", startedAt: at, updatedAt: at };
  };
  const walks = [walk("young", 400), ...Array.from({ length: OLD }, (_, index) => walk(`old-${index}`, 731))];
  await tx.quizResponse.createMany({ data: walks });
  const answers = walks.map(({ id, startedAt }) => ({ shopId, id, responseId: id, at: startedAt }));
  await tx.answer.createMany({ data: answers.map((one) => ({ ...one, questionId: "room", sequence: 1 })) });
}

test("P11, F34: GIVEN two years have passed for thousands of walks WHEN the app is stopped while they go THEN it ends at once, and the next one takes the rest", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "candor-forget-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const home = await prepareHome(path.join(folder, "app"), 24_891, givenOldWalks);
  const left = () => {
    const db = new Sqlite(home.file, { readonly: true });
    const ids = db.prepare<[], string>(`SELECT "responseId" FROM "Answer"`).pluck().all();
    db.close();
    return ids;
  };
  const patient = { timeout: 60_000, interval: 20 };

  const first = await startApp(home);
  onTestFinished(() => first.kill());
  await vi.waitFor(() => expect(left().length).toBeLessThan(OLD), patient);
  await first.stop();
  expect(first.process.exitCode).toBe(0);
  expect(first.output()).not.toMatch(/did not end in time|forgetting failed/);

  const next = await startApp(home);
  onTestFinished(() => next.kill());
  await vi.waitFor(() => expect(left()).toEqual(["young"]), patient);
  await next.stop();
  expect(next.output()).not.toContain("forgetting failed");
}, 300_000);
