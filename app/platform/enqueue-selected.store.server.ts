import type { JobName, JobPayload, jobs } from "../contract/jobs.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "./db.server.ts";

/** The jobs whose payload is one id. */
type IdField<N extends JobName> = keyof JobPayload<N> & string;
type JobWithOneId = { [N in keyof typeof jobs]: [IdField<N>] extends [never] ? never : N }[keyof typeof jobs];

/**
 * The same as `enqueueAll` for very many, without carrying their ids through this process: `select` yields one column, the id
 * (`WHERE` is needed in it: without, SQLite cannot tell the upsert's ON from a join's). What waits already as it should is not
 * written again: of very many, most may.
 */
export async function enqueueSelected<N extends JobWithOneId>(
  tx: Tx,
  shop: ShopId,
  name: N,
  field: IdField<N>,
  select: { sql: string; params: unknown[] },
  now: Date,
): Promise<number> {
  return tx.$executeRawUnsafe(
    `INSERT INTO "Job" ("shopId", "name", "key", "payload", "runAt")
     SELECT ?, ?, CAST(x."id" AS TEXT), json_object(?, x."id"), ? FROM (${select.sql}) AS x WHERE x."id" IS NOT NULL
     ON CONFLICT ("name", "shopId", "key") DO UPDATE SET
       "runAt" = CASE WHEN "deadAt" IS NULL THEN min("runAt", excluded."runAt") ELSE excluded."runAt" END,
       "again" = "leaseUntil" IS NOT NULL,
       "attempts" = CASE WHEN "deadAt" IS NULL THEN "attempts" ELSE 0 END,
       "deadAt" = NULL, "error" = NULL
     WHERE "runAt" > excluded."runAt" OR "deadAt" IS NOT NULL OR "error" IS NOT NULL OR "again" <> ("leaseUntil" IS NOT NULL)`,
    shop,
    name,
    field,
    now,
    ...select.params,
  );
}
