import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { ShopId } from "../app/contract/shop.ts";
import { openDatabase } from "../app/platform/db.server.ts";
import type { Database } from "../app/platform/db.server.ts";
import { EMPTY_DATABASE } from "./empty-database.ts";

/** A migrated, empty database of this test's own; closed and removed with the test. */
export async function givenDatabase(): Promise<Database & { file: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), "candor-"));
  const file = path.join(folder, "candor.db");
  copyFileSync(EMPTY_DATABASE, file);
  const db = await openDatabase(file);
  onTestFinished(async () => {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { ...db, file };
}

let domains = 0;

/** An installed shop; each call another one. */
export async function givenShop(db: Database, at = new Date("2026-01-01T00:00:00Z")): Promise<ShopId> {
  domains += 1;
  const domain = `shop-${domains}.myshopify.com`;
  const row = await db.transaction((tx) => tx.shop.create({ data: { domain, dataKey: "", installedAt: at } }));
  return row.id as ShopId;
}
