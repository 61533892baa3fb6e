import { jobs } from "../../app/contract/jobs.ts";
import type { JobName, JobPayload } from "../../app/contract/jobs.ts";
import type { ShopId } from "../../app/contract/shop.ts";
import type { Clock } from "../../app/platform/clock.ts";
import type { Database } from "../../app/platform/db.server.ts";
import type { JobRun } from "../../app/platform/job.ts";
import { createLog } from "../../app/platform/log.server.ts";

/** A job's run as the worker gives it, for one handler called by hand. */
export function givenRun<N extends JobName>(
  db: Database,
  shop: ShopId,
  clock: Clock,
  payload: JobPayload<N>,
  more: Partial<Pick<JobRun<N>, "signal" | "transaction">> = {},
): JobRun<N> {
  return {
    shop,
    payload,
    attempt: 1,
    read: db.read,
    transaction: db.transaction,
    clock,
    log: createLog("silent"),
    signal: new AbortController().signal,
    ...more,
  };
}

/** Takes the waiting jobs of a name off the queue: their payloads, in order. */
export async function takeJobs<N extends JobName>(db: Database, shop: ShopId, name: N): Promise<JobPayload<N>[]> {
  return db.transaction(async (tx) => {
    const rows = await tx.job.findMany({ where: { shopId: shop, name }, orderBy: { id: "asc" } });
    await tx.job.deleteMany({ where: { shopId: shop, name } });
    return rows.map((row) => jobs[name].parse(JSON.parse(row.payload)) as JobPayload<N>);
  });
}
