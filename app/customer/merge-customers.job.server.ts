import { FindCustomerFacts } from "../order/order.documents.ts";
import { moveOrders } from "../order/order.store.server.ts";
import type { JobRun } from "../platform/job.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { mergeProfile } from "../profile/merge.store.server.ts";
import { profileOfCustomer } from "../profile/profile.store.server.ts";
import { isErased } from "../profile/tombstone.store.server.ts";
import type { AdminFor } from "../shop/shop-admin.server.ts";
import { toGid } from "../shopify/gid.ts";
import { movePushed } from "./customer.store.server.ts";

type Run = JobRun<"merge-customers">;

/** Shopify merges in the background and may tell before it is done; what never comes true was not so. */
const ATTEMPTS = 5;

/**
 * The shop's staff made one customer of two. Shopify moved orders and tags to the one that it kept; what the other had told
 * follows. Shopify is asked first: only the body of a webhook is signed, not what it claims to be about.
 */
export async function mergeCustomers(run: Run, adminFor: AdminFor, tombstoneKey: Key): Promise<void> {
  const { shop, payload } = run;
  const { goneId, keptId } = payload;
  if (!(await exists(run, adminFor, keptId))) return;
  if (await exists(run, adminFor, goneId)) {
    if (run.attempt < ATTEMPTS) throw new Error("Shopify has not merged these customers yet");
    return;
  }
  await run.transaction(async (tx) => {
    for (const id of [keptId, goneId]) if (await isErased(tx, shop, tombstoneKey, id)) return;
    const now = run.clock();
    // Also where nothing is known yet: an export of orders that is being read may be older than the merge, and name them still.
    const gone = await profileOfCustomer(tx, shop, goneId, now);
    if (gone.customerId !== goneId) return;
    const kept = await profileOfCustomer(tx, shop, keptId, now);
    await mergeProfile(tx, shop, gone, kept, { reason: "shopify", at: now });
    await moveOrders(tx, shop, gone.id, { profileId: kept.id, customerId: keptId });
    await movePushed(tx, shop, goneId, keptId);
    await enqueue(tx, shop, "settle-profile", { profileId: kept.id }, now);
    await enqueue(tx, shop, "sync-customer", { customerId: keptId }, now);
  });
}

async function exists(run: Run, adminFor: AdminFor, customerId: string): Promise<boolean> {
  const admin = await adminFor(run.shop);
  const id = toGid("Customer", customerId);
  const { data, partialErrors } = await admin.request(FindCustomerFacts, { id }, { signal: run.signal });
  const [denied] = partialErrors;
  if (data.customer === null && denied !== undefined)
    throw new Error(`Shopify did not say who is there: ${denied.code}`);
  return data.customer !== null;
}
