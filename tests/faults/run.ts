// `npm run faults -- --seeds 200 [--first 1] [--rounds 8] [--statements 6]`: kills the real process and breaks its disk at random, seed after
// seed; stops at the first that breaks. What a seed costs is starting the app: each kill is one start, each statement two short processes. So a
// seed has few of each and another choice of them; the one of `npm test` has 25 kills.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { seededChance } from "../../devstore/generator/random.ts";
import { buildAppIfStale } from "../../tools/build.ts";
import { canFillDisk, diskSaysNo } from "./disk-says-no.ts";
import type { Trouble } from "./disk-says-no.ts";
import { killBetweenStatements } from "./kill-between-statements.ts";
import { killDuringIngest } from "./kill-during-ingest.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "10" },
    first: { type: "string", default: "1" },
    rounds: { type: "string", default: "8" },
    /** Before about so many of the statements that record a walk it is killed; which, the seed says. */
    statements: { type: "string", default: "6" },
  },
});
const port = Number(process.env.PORT_BASE ?? 4000) + 60;
const first = Number(values.first);
let broken = 0;
const canFill = canFillDisk(path.join(tmpdir(), "candor-faults-disk"));
const TROUBLES: Trouble[] = ["F7: disk full", "F8: I/O error", "F9: locked for a while", "F9: locked too long"];
const troubles = TROUBLES.filter((one) => canFill || one !== "F7: disk full");
if (!canFill) console.log("F7 is left out: making a disk that is full needs root on Linux");

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const chance = seededChance(seed).next;
  const keyed = list.map((one) => ({ one, key: chance() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ one }) => one);
}

await buildAppIfStale((line) => console.log(line));
for (let seed = first; seed < first + Number(values.seeds) && broken === 0; seed += 1) {
  const begun = performance.now();
  const folder = mkdtempSync(path.join(tmpdir(), "candor-faults-"));
  const inFolder = (name: string) => path.join(folder, name);
  const rounds = Number(values.rounds);
  const ingest = await killDuringIngest({ seed, rounds, folder: inFolder("ingest"), port });
  const atMost = Number(values.statements);
  const statements = await killBetweenStatements({ seed, folder: inFolder("statements"), atMost });
  // One app goes through all of them, each seed in another order.
  const disk = await diskSaysNo(shuffled(troubles, seed), { seed, folder: inFolder("disk"), port });
  const faults = [...ingest.broken, ...statements.broken, ...disk.broken];
  broken += faults.length;
  const { walks, acknowledged, recoveredAfterMs } = ingest;
  console.log(
    `seed ${seed}: ${rounds} kills, ${walks} walks, ${acknowledged} answers acknowledged, at rest after ${Math.round(recoveredAfterMs)} ms; ` +
      `killed before ${statements.killed.length} of ${statements.statements} statements; disk said no in ${troubles.length} ways, ` +
      `${disk.refused} times refused; ${faults.length} broken, ${Math.round((performance.now() - begun) / 1000)} s`,
  );
  for (const fault of faults) console.log(`  ${fault}`);
  if (faults.length === 0) rmSync(folder, { recursive: true, force: true });
  else console.log(`  files kept in ${folder}`);
}
process.exitCode = broken === 0 ? 0 : 1;
