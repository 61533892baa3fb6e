// `npm run faults -- --seeds 200 [--first 1] [--rounds 25]`: kills the real process and breaks its disk at random, seed after seed; stops at the first that breaks.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildAppIfStale } from "../../tools/build.ts";
import { canFillDisk, diskSaysNo } from "./disk-says-no.ts";
import type { Trouble } from "./disk-says-no.ts";
import { killBetweenStatements } from "./kill-between-statements.ts";
import { killDuringIngest } from "./kill-during-ingest.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "10" },
    first: { type: "string", default: "1" },
    rounds: { type: "string", default: "25" },
  },
});
const port = Number(process.env.PORT_BASE ?? 4000) + 60;
const first = Number(values.first);
let broken = 0;
const canFill = canFillDisk(path.join(tmpdir(), "candor-faults-disk"));
const TROUBLES: Trouble[] = ["F7: disk full", "F8: I/O error", "F9: locked for a while", "F9: locked too long"];
const troubles = TROUBLES.filter((one) => canFill || one !== "F7: disk full");
if (!canFill) console.log("F7 is left out: making a disk that is full needs root on Linux");

await buildAppIfStale((line) => console.log(line));
for (let seed = first; seed < first + Number(values.seeds) && broken === 0; seed += 1) {
  const folder = mkdtempSync(path.join(tmpdir(), "candor-faults-"));
  const ingest = await killDuringIngest({
    seed,
    rounds: Number(values.rounds),
    folder: path.join(folder, "ingest"),
    port,
  });
  const statements = await killBetweenStatements({ seed, folder: path.join(folder, "statements"), atMost: Infinity });
  const faults = [...ingest.broken, ...statements.broken];
  let refused = 0;
  for (const trouble of troubles) {
    const disk = await diskSaysNo(trouble, { seed, rounds: 2, folder: path.join(folder, trouble.slice(0, 2)), port });
    rmSync(path.join(folder, trouble.slice(0, 2)), { recursive: true, force: true });
    faults.push(...disk.broken);
    refused += disk.refused;
  }
  broken += faults.length;
  const { walks, acknowledged, recoveredAfterMs } = ingest;
  console.log(
    `seed ${seed}: ${values.rounds} kills, ${walks} walks, ${acknowledged} answers acknowledged, at rest after ${Math.round(recoveredAfterMs)} ms; ` +
      `killed before each of ${statements.killed.length} statements; disk said no, ${refused} times refused; ${faults.length} broken`,
  );
  for (const fault of faults) console.log(`  ${fault}`);
  if (faults.length === 0) rmSync(folder, { recursive: true, force: true });
  else console.log(`  files kept in ${folder}`);
}
process.exitCode = broken === 0 ? 0 : 1;
