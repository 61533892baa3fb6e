import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { buildAppIfStale } from "../../tools/build.ts";
import { killBetweenStatements } from "./kill-between-statements.ts";
import { killDuringIngest } from "./kill-during-ingest.ts";

// One quick seed; `npm run faults -- --seeds 200` runs many.
const SEED = 20_261_121;
const PORT = 24_871;

function givenFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "candor-faults-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

beforeAll(() => buildAppIfStale(() => undefined), 300_000);

test(`GIVEN shoppers who answer WHEN the real process is killed 25 times (seed ${SEED}) THEN nothing acknowledged is lost, doubled or invented`, async () => {
  const { acknowledged, broken } = await killDuringIngest({
    seed: SEED,
    rounds: 25,
    folder: givenFolder(),
    port: PORT,
  });
  expect(broken, `seed ${SEED}`).toEqual([]);
  expect(acknowledged).toBeGreaterThan(0);
}, 600_000);

test(`GIVEN a walk in the inbox WHEN its recording is killed between statements (seed ${SEED}) THEN answer and job are both there or neither`, async () => {
  const { killed, broken } = await killBetweenStatements({ seed: SEED, folder: givenFolder(), atMost: 8 });
  expect(broken, `seed ${SEED}`).toEqual([]);
  expect(killed.length).toBeGreaterThan(0);
}, 300_000);
