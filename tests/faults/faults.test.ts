import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { buildAppIfStale } from "../../tools/build.ts";
import { canFillDisk, diskSaysNo } from "./disk-says-no.ts";
import type { Trouble } from "./disk-says-no.ts";
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
    folder: path.join(givenFolder(), "ingest"),
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

async function holdsThrough(trouble: Trouble): Promise<void> {
  const options = { seed: SEED, folder: path.join(givenFolder(), "disk"), port: PORT };
  const { acknowledged, broken } = await diskSaysNo([trouble, trouble], options);
  expect(broken, `seed ${SEED}`).toEqual([]);
  expect(acknowledged).toBeGreaterThan(0);
}

const ownDisk = await canFillDisk(path.join(tmpdir(), "candor-faults-disk"));

test.skipIf(!ownDisk)(
  `GIVEN shoppers who answer WHEN the disk is full (seed ${SEED}; needs root on Linux) THEN they are told 503 and nothing acknowledged is lost`,
  () => holdsThrough("F7: disk full"),
  300_000,
);

test(
  `GIVEN shoppers who answer WHEN every write fails (seed ${SEED}) THEN they are told 503 and nothing acknowledged is lost`,
  () => holdsThrough("F8: I/O error"),
  300_000,
);

test(
  `GIVEN shoppers who answer WHEN both files are locked for 3 s (seed ${SEED}) THEN who asks waits and is answered`,
  () => holdsThrough("F9: locked for a while"),
  300_000,
);

test(
  `GIVEN shoppers who answer WHEN both files stay locked (seed ${SEED}) THEN who asks is told 503 and nothing acknowledged is lost`,
  () => holdsThrough("F9: locked too long"),
  300_000,
);
