import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db.server.ts";
import { Refusal } from "../platform/refusal.ts";
import { open } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { findProfileOfCustomer } from "../profile/profile.store.server.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";
import type { Shop } from "../shop/shop.store.server.ts";
import { logAccess } from "./access-log.store.server.ts";
import { findFile, filePlace, noteTaken } from "./compliance.store.server.ts";

interface TakeDeps {
  db: Database;
  clock: Clock;
  masterKey: Key;
}

/**
 * The file that answers a customer's request for their data, as JSON to read; refused when this shop has none of that number (any more).
 * Who took it is written down, and stands in the customer's next file.
 */
export async function takeAccessFile(
  { db, clock, masterKey }: TakeDeps,
  shop: Pick<Shop, "id" | "domain">,
  { requestId, who }: { requestId: number; who: string },
): Promise<string> {
  const found = await findFile(db.read, shop.domain, requestId);
  if (found === undefined)
    throw new Refusal(404, "not_found", "This file was not found. Files of data requests are kept for 30 days.");
  const key = await dataKeyOf(db.read, shop.id, masterKey);
  const file = JSON.parse(open(key, filePlace(requestId), found.sealed)) as unknown;
  const { customerId } = found;
  await db.transaction(async (tx) => {
    const profile = customerId === undefined ? undefined : await findProfileOfCustomer(tx, shop.id, customerId);
    const access = { who, what: `file of data request ${requestId}`, ...(profile && { profileId: profile.id }) };
    await logAccess(tx, shop.id, access, clock());
    await noteTaken(tx, shop.domain, requestId, clock());
  });
  return JSON.stringify(file, null, 2);
}
