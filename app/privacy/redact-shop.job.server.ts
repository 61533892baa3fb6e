import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { RunLater } from "../platform/job.ts";
import type { JobRun } from "../platform/job.ts";
import { findShop } from "../shop/shop.store.server.ts";
import { findOpenRequest, finishRequest, noteProgress } from "./compliance.store.server.ts";
import { truncateLog } from "./erasure.store.server.ts";
import type { Counts } from "./erasure.store.server.ts";
import { eraseShop, eraseSlice } from "./shop-erasure.store.server.ts";

/**
 * shop/redact, 48 hours after an uninstall: nothing of the shop is left but the receipt. Slice by slice: a large shop takes minutes, in
 * which others write too. A shop that came back is kept, or what is still there of it.
 */
export async function redactShop(run: JobRun<"redact-shop">): Promise<void> {
  while (await run.transaction((tx) => redactSlice(tx, run.shop, run.payload.requestId, run.clock()))) {
    if (run.signal.aborted) throw new RunLater(0, "stopping");
  }
  await truncateLog(run.read);
}

/** True while there is more to do. The receipt counts what went, whoever goes on after a crash. */
async function redactSlice(tx: Tx, id: ShopId, requestId: number, at: Date): Promise<boolean> {
  const request = await findOpenRequest(tx, requestId);
  if (request === undefined) return false;
  const shop = await findShop(tx, request.shopDomain);
  if (shop === undefined) return false;
  const { counts: before } = request.receipt;
  if (shop.uninstalledAt === null) {
    const rest = before === undefined ? "nothing was erased" : "what was left is kept";
    const receipt = { ...request.receipt, problem: `The shop has installed Candor again; ${rest}.` };
    await finishRequest(tx, requestId, { receipt, at });
    return false;
  }
  const slice = await eraseSlice(tx, id);
  if (Object.keys(slice).length > 0) {
    await noteProgress(tx, requestId, { counts: sumOf(slice, before) });
    return true;
  }
  const counts = sumOf(await eraseShop(tx, id, request.shopDomain), before);
  await finishRequest(tx, requestId, { receipt: { counts }, at });
  return false;
}

function sumOf(more: Counts, before: Counts = {}): Counts {
  const sums = { ...before };
  for (const [table, n] of Object.entries(more)) sums[table] = (sums[table] ?? 0) + n;
  return sums;
}
