import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inspect } from "node:util";
import { seededChance } from "../../devstore/generator/random.ts";
import { diskSaysNo } from "./disk-says-no.ts";
import type { Trouble } from "./disk-says-no.ts";
import { killBetweenStatements } from "./kill-between-statements.ts";
import { killDuringIngest } from "./kill-during-ingest.ts";

interface SeedOptions {
  /** Kills of the real process. */
  rounds: number;
  /** Before about so many of the statements that record a walk the recording is killed; which, the seed says. */
  statements: number;
  troubles: readonly Trouble[];
  /** Two of them are taken, from here on. */
  port: number;
}

interface SeedReport {
  said: string;
  broken: string[];
}

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const chance = seededChance(seed).next;
  const keyed = list.map((one) => ({ one, key: chance() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ one }) => one);
}

function tell<R extends { broken: string[] }>(scene: PromiseSettledResult<R>, say: (report: R) => string): SeedReport {
  if (scene.status === "fulfilled") return { said: say(scene.value), broken: scene.value.broken };
  return { said: "one scene ended early", broken: [inspect(scene.reason)] };
}

/**
 * What a seed contains. Three scenes, each with files and an app of its own, side by side:
 * - F1 F2 F3: 16 shoppers answer over HTTP, three in ten requests five times at once, while the real process is killed `rounds` times: the web process,
 *   its worker, or both, each after 1–80 more acknowledged answers. At last a known answer id is sent with another value.
 * - F4: the recording of a walk is killed before about `statements` of its statements, each time in a process of its own on fresh copies of the files.
 * - F7 F8 F9: one app goes through a full disk, failing writes, a lock of 3 s and one that does not end before the door has said no, in the seed's order,
 *   while shoppers answer.
 * Then, in each: integrity of both files; all acknowledged answers once and nothing else (I1 I2); consents, traits and memberships
 * as the walks add up (I3); nothing waits and nothing was set aside, without anybody's help (I5 I8).
 */
export async function runSeed(seed: number, options: SeedOptions): Promise<SeedReport> {
  const { rounds, statements: atMost, troubles, port } = options;
  const folder = mkdtempSync(path.join(tmpdir(), "candor-faults-"));
  const inFolder = (name: string) => path.join(folder, name);
  // All end before anything is judged: none is left running.
  const [ingest, statements, disk] = await Promise.allSettled([
    killDuringIngest({ seed, rounds, folder: inFolder("ingest"), port }),
    killBetweenStatements({ seed, folder: inFolder("statements"), atMost }),
    diskSaysNo(shuffled(troubles, seed), { seed, folder: inFolder("disk"), port: port + 1 }),
  ]);
  const told = [
    tell(ingest, ({ walks, acknowledged, recoveredAfterMs }) => {
      const rest = Math.round(recoveredAfterMs);
      return `${rounds} kills, ${walks} walks, ${acknowledged} answers acknowledged, at rest after ${rest} ms`;
    }),
    tell(statements, ({ killed, statements }) => `killed before ${killed.length} of ${statements} statements`),
    tell(disk, ({ refused }) => `disk said no in ${troubles.length} ways, ${refused} times refused`),
  ];
  const broken = told.flatMap((one) => one.broken);
  if (broken.length === 0) rmSync(folder, { recursive: true, force: true });
  else broken.push(`files and what the app said are kept in ${folder}`);
  return { said: told.map((one) => one.said).join("; "), broken };
}
