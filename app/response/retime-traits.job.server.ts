import { RunLater } from "../platform/job.ts";
import type { JobRun } from "../platform/job.ts";
import { findMistimed, keptDays, retime } from "./trait-expiry.store.server.ts";

const PAGE = 1_000;

/** The merchant keeps a trait for longer or for less: that holds for what is known already. Safe to repeat. */
export async function retimeTraits(run: JobRun<"retime-traits">): Promise<void> {
  const { shop } = run;
  const { key } = run.payload;
  const days = (await keptDays(run.read, shop, [key]))(key);
  const ids = await findMistimed(run.read, shop, key, days);
  for (let start = 0; start < ids.length; start += PAGE) {
    if (run.signal.aborted) throw new RunLater(0, "stopping");
    await run.transaction((tx) => retime(tx, shop, ids.slice(start, start + PAGE), days));
  }
}
