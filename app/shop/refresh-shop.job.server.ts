import type { JobRun } from "../platform/job.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import type { AdminFor } from "./shop-admin.server.ts";
import { ReadShop } from "./shop.documents.ts";
import { requireShop, saveShop } from "./shop.store.server.ts";

/** Name, currency, time zone and what we may do there. */
export async function refreshShop(run: JobRun<"refresh-shop">, adminFor: AdminFor): Promise<void> {
  const admin = await adminFor(run.shop);
  const { data } = await admin.request(ReadShop, {}, { signal: run.signal });
  const { name, currencyCode, ianaTimezone } = data.shop;
  const scopes = data.currentAppInstallation.accessScopes
    .map((scope) => scope.handle)
    .sort()
    .join(",");
  const now = run.clock();
  await run.transaction(async (tx) => {
    const before = await requireShop(tx, run.shop);
    await saveShop(tx, run.shop, { name, currency: currencyCode, timezone: ianaTimezone, scopes, parkedReason: null });
    // Another scope may reach further back: who reads the history decides whether to begin anew.
    if (before.scopes !== scopes) await enqueue(tx, run.shop, "sync-history", { kind: "orders" }, now);
  });
}
