import type { JobRun } from "../platform/job.ts";
import type { AdminFor } from "./shop-admin.server.ts";
import { ReadShop } from "./shop.documents.ts";
import { saveShop } from "./shop.store.server.ts";

/** Name, currency, time zone and what we may do there. */
export async function refreshShop(run: JobRun<"refresh-shop">, adminFor: AdminFor): Promise<void> {
  const admin = await adminFor(run.shop);
  const { data } = await admin.request(ReadShop, {}, { signal: run.signal });
  const { name, currencyCode, ianaTimezone } = data.shop;
  const scopes = data.currentAppInstallation.accessScopes.map((scope) => scope.handle).join(",");
  await run.transaction((tx) =>
    saveShop(tx, run.shop, { name, currency: currencyCode, timezone: ianaTimezone, scopes, parkedReason: null }),
  );
}
