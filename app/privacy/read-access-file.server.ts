import type { Tx } from "../platform/db.server.ts";
import { Refusal } from "../platform/refusal.ts";
import { open } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { findFile, filePlace } from "./compliance.store.server.ts";

/** The file that answers a customer's request for their data, as JSON to read; refused when this shop has none of that number (any more). */
export async function readAccessFile(tx: Tx, shopDomain: string, requestId: number, dataKey: Key): Promise<string> {
  const sealed = await findFile(tx, shopDomain, requestId);
  if (sealed === undefined)
    throw new Refusal(404, "not_found", "This file was not found. Files of data requests are kept for 30 days.");
  return JSON.stringify(JSON.parse(open(dataKey, filePlace(requestId), sealed)), null, 2);
}
