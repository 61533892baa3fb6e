import type { JobRun } from "../platform/job.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { profileOfCustomer } from "../profile/profile.store.server.ts";
import { isErased } from "../profile/tombstone.store.server.ts";
import type { AdminFor } from "../shop/shop-admin.server.ts";
import { toGid } from "../shopify/gid.ts";
import { saveLifetime } from "./customer-facts.store.server.ts";
import { toMicros } from "../contract/money.ts";
import { FindCustomerFacts } from "./order.documents.ts";

/** Fetches what Shopify counts for one customer: their webhooks carry too little. */
export async function refreshCustomer(
  run: JobRun<"refresh-customer">,
  adminFor: AdminFor,
  tombstoneKey: Key,
): Promise<void> {
  const { customerId } = run.payload;
  if (await isErased(run.read, run.shop, tombstoneKey, customerId)) return;
  const admin = await adminFor(run.shop);
  const { data } = await admin.request(
    FindCustomerFacts,
    { id: toGid("Customer", customerId) },
    { signal: run.signal },
  );
  const customer = data.customer;
  // Gone from Shopify: nothing to learn. What we know is erased by customers/redact, not by absence.
  if (!customer) return;
  await run.transaction(async (tx) => {
    // Asked again in here: the erasure may have come while Shopify was answering.
    if (await isErased(tx, run.shop, tombstoneKey, customerId)) return;
    const profile = await profileOfCustomer(tx, run.shop, customerId, run.clock());
    const spent = toMicros(customer.amountSpent.amount);
    await saveLifetime(tx, run.shop, profile.id, { orders: Number(customer.numberOfOrders), spent });
    await enqueue(tx, run.shop, "settle-profile", { profileId: profile.id }, run.clock());
  });
}
