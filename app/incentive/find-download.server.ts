import type { Tx } from "../platform/db.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { requireShop } from "../shop/shop.store.server.ts";
import { readDownloadToken } from "./download-link.server.ts";
import { findIncentive } from "./incentive.store.server.ts";

/** Undefined: not signed by us, over, or taken away meanwhile. */
export async function findDownload(tx: Tx, key: Key, token: string, now: Date): Promise<string | undefined> {
  const link = readDownloadToken(key, token, now);
  if (link === undefined) return undefined;
  const incentive = await findIncentive(tx, link.shop, link.incentiveId);
  if (incentive?.terms.kind !== "download") return undefined;
  return (await requireShop(tx, link.shop)).uninstalledAt === null ? incentive.terms.url : undefined;
}
