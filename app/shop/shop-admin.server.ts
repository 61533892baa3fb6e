import type { ShopId } from "../contract/shop.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db.server.ts";
import { wakeJobs } from "../platform/queue.store.server.ts";
import { PARKED_MS, ShopParked } from "../shopify/admin.ts";
import type { AdminClient } from "../shopify/admin.ts";
import { expireSession } from "./session.store.server.ts";
import { clearParked, findReachable, saveParked } from "./shop.store.server.ts";

/** How a handler reaches Shopify for its shop. */
export type AdminFor = (shop: ShopId) => Promise<AdminClient>;

/**
 * Shopify per shop. A shop that Shopify refuses is parked: the reason is kept for the merchant to read, and of all its waiting
 * jobs one call every few minutes finds out whether it is over. A fresh install ends it at once.
 */
export function shopAdmins(db: Database, clientOf: (domain: string) => AdminClient, clock: Clock): AdminFor {
  const triedAt = new Map<ShopId, number>();

  async function reach(shop: ShopId) {
    const found = await findReachable(db.read, shop);
    if (found === undefined) throw new ShopParked("not-installed", "Candor is no longer installed in this shop.");
    return found;
  }

  async function refuseWhileParked(shop: ShopId): Promise<boolean> {
    const { parked } = await reach(shop);
    if (parked === null) return false;
    const now = clock().getTime();
    if (now < (triedAt.get(shop) ?? -Infinity) + PARKED_MS) throw new ShopParked(parked, "This shop is parked.");
    triedAt.set(shop, now);
    return true;
  }

  async function park(shop: ShopId, domain: string, { reason }: ShopParked): Promise<void> {
    triedAt.set(shop, clock().getTime());
    await db.transaction(async (tx) => {
      await saveParked(tx, shop, reason);
      // Makes the next page that the merchant opens ask Shopify for a new token, however long the old one had left.
      if (reason === "token-refused") await expireSession(tx, domain, clock());
    });
  }

  const unpark = (shop: ShopId) =>
    db.transaction(async (tx) => {
      await clearParked(tx, shop);
      await wakeJobs(tx, shop, clock());
    });

  return async (shop) => {
    const { domain } = await reach(shop);
    const client = clientOf(domain);
    return {
      async request(document, variables, options) {
        const wasParked = await refuseWhileParked(shop);
        try {
          const reply = await client.request(document, variables, options);
          if (wasParked) await unpark(shop);
          return reply;
        } catch (error) {
          if (error instanceof ShopParked) await park(shop, domain, error);
          throw error;
        }
      },
    };
  };
}
