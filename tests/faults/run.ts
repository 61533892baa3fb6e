// `npm run faults -- --seeds 200 [--first 1] [--at-once 4] [--rounds 8] [--statements 6]`: kills the real process and breaks its disk at random,
// seed after seed (`seed.ts` says what one contains); begins no more after one that breaks. A seed waits most of its time, for locks
// and leases that last as long as in production, so that several go side by side, each with its own processes and files.
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildAppIfStale } from "../../tools/build.ts";
import { canFillDisk } from "./disk-says-no.ts";
import type { Trouble } from "./disk-says-no.ts";
import { runSeed } from "./seed.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "10" },
    first: { type: "string", default: "1" },
    "at-once": { type: "string", default: String(2 * availableParallelism()) },
    rounds: { type: "string", default: "8" },
    statements: { type: "string", default: "6" },
  },
});
const firstPort = Number(process.env.PORT_BASE ?? 4000) + 60;
const first = Number(values.first);
const end = first + Number(values.seeds);
const canFill = await canFillDisk(path.join(tmpdir(), "candor-faults-disk"));
const TROUBLES: Trouble[] = ["F7: disk full", "F8: I/O error", "F9: locked for a while", "F9: locked too long"];
const troubles = TROUBLES.filter((one) => canFill || one !== "F7: disk full");
if (!canFill) console.log("F7 is left out: making a disk that is full needs root on Linux");

const held: number[] = [];
const broke: number[] = [];
let next = first;

/** One place among those side by side: takes the next seed until none is left, or one broke. */
async function runSeeds(port: number): Promise<void> {
  while (next < end && broke.length === 0) {
    const [seed, begun] = [next++, performance.now()];
    const options = { rounds: Number(values.rounds), statements: Number(values.statements), troubles, port };
    const { said, broken } = await runSeed(seed, options);
    (broken.length === 0 ? held : broke).push(seed);
    const took = Math.round((performance.now() - begun) / 1000);
    console.log(`seed ${seed}: ${said}; ${broken.length === 0 ? "holds" : "BROKEN"}, ${took} s`);
    for (const fault of broken) console.log(`  ${fault}`);
  }
}

await buildAppIfStale((line) => console.log(line));
const begun = performance.now();
await Promise.all(Array.from({ length: Number(values["at-once"]) }, (_, place) => runSeeds(firstPort + 2 * place)));
const took = Math.round((performance.now() - begun) / 1000);
console.log(`${held.length} seeds held, ${broke.length} broke (${broke.join(", ") || "none"}), ${took} s`);
process.exitCode = broke.length === 0 ? 0 : 1;
