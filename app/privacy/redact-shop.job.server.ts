import type { JobRun } from "../platform/job.ts";
import { LeaseLost } from "../platform/job.ts";
import { findShop } from "../shop/shop.store.server.ts";
import { findOpenRequest, finishRequest } from "./compliance.store.server.ts";
import { eraseShop, truncateLog } from "./erasure.store.server.ts";

/** shop/redact, 48 hours after an uninstall: nothing of the shop is left but the receipt. A shop that came back is kept. */
export async function redactShop(run: JobRun<"redact-shop">): Promise<void> {
  await run
    .transaction(async (tx) => {
      const request = await findOpenRequest(tx, run.payload.requestId);
      if (request === undefined) return;
      const shop = await findShop(tx, request.shopDomain);
      if (shop === undefined) return;
      if (shop.uninstalledAt === null) {
        const receipt = { problem: "The shop has installed Candor again; nothing was erased." };
        return finishRequest(tx, request.id, { receipt, at: run.clock() });
      }
      const counts = await eraseShop(tx, run.shop, request.shopDomain);
      await finishRequest(tx, request.id, { receipt: { counts }, at: run.clock() });
    })
    .catch((error: unknown) => {
      // The erased job table cannot confirm our lease any more; the receipt is written by then.
      if (!(error instanceof LeaseLost)) throw error;
    });
  await truncateLog(run.read);
}
