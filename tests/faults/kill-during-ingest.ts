import { prepareHome, startApp } from "../real-app/real-app.ts";
import type { RealApp } from "../real-app/real-app.ts";
import { seededChance } from "../../devstore/generator/random.ts";
import { answerOnce } from "./shoppers.ts";
import type { Chance } from "./shoppers.ts";
import { acknowledgedBy, childrenOf, keepOutput, sendShoppers, untilAtRest } from "./traffic.ts";
import { findBroken } from "./verify.ts";

export interface KillReport {
  walks: number;
  acknowledged: number;
  recoveredAfterMs: number;
  broken: string[];
}

/** Takes down the web process, the worker, or both in the same instant. */
async function kill(app: RealApp, chance: Chance, folder: string): Promise<RealApp | undefined> {
  const workers = childrenOf(app.process.pid ?? 0);
  const what = chance();
  if (what > 0.4) for (const worker of workers) process.kill(worker, "SIGKILL");
  // The web process starts another worker by itself.
  if (what > 0.8) return app;
  await app.kill();
  keepOutput(folder, app);
  return undefined;
}

/** F1, F2, F3: kills the real process `rounds` times while shoppers answer, then looks at what is on disk. */
export async function killDuringIngest(options: {
  seed: number;
  rounds: number;
  folder: string;
  port: number;
}): Promise<KillReport> {
  const chance = seededChance(options.seed).next;
  const home = await prepareHome(options.folder, options.port);
  let app: RealApp | undefined = await startApp(home);
  let shoppers: ReturnType<typeof sendShoppers> | undefined;
  try {
    // A segment that is still being built while people enter it would wait for Shopify, which is not here.
    await untilAtRest(home);
    shoppers = sendShoppers(home, chance);
    const { walks } = shoppers;
    for (let round = 0; round < options.rounds; round += 1) {
      app ??= await startApp(home);
      await shoppers.untilAcknowledged(Math.ceil(chance() * 80));
      app = await kill(app, chance, options.folder);
    }
    app ??= await startApp(home);
    await shoppers.finish();
    const recoveredAfterMs = await untilAtRest(home);
    const [known] = walks;
    const status = known === undefined ? 0 : await answerOnce(home, known, { value: ["child"] });
    const broken = findBroken(home, walks);
    if (status !== 409) broken.push(`F3: another value under a known answer id got ${status}`);
    return { walks: walks.length, acknowledged: acknowledgedBy(walks), recoveredAfterMs, broken };
  } finally {
    await shoppers?.stop();
    await app?.stop();
    if (app !== undefined) keepOutput(options.folder, app);
  }
}
