import type { JobRun } from "../platform/job.ts";
import type { Key } from "../platform/secret.server.ts";
import type { AdminFor } from "../shop/shop-admin.server.ts";
import type { AdminClient } from "../shopify/admin.ts";
import type { FindOrderQuery } from "../shopify/documents.generated.ts";
import { identifyByOrder } from "../response/identify-by-order.server.ts";
import { toGid } from "../shopify/gid.ts";
import { readAdminLine, readAdminOrder } from "./order.ts";
import type { OrderLineRecord, OrderRecord } from "./order.ts";
import { FindOrder } from "./order.documents.ts";
import { recordOrder } from "./record-order.server.ts";

/** Fetches one order again and records what Shopify says now. */
export async function refreshOrder(run: JobRun<"refresh-order">, adminFor: AdminFor, tombstoneKey: Key): Promise<void> {
  const order = await fetchOrder(await adminFor(run.shop), run.payload.orderId, run.signal);
  // Not there any more, or older than we may read: the webhook of its deletion tells, not its absence.
  if (order === undefined) return;
  await run.transaction(async (tx) => {
    const recorded = await recordOrder(tx, run.shop, order, run.clock(), { truth: true, tombstoneKey });
    await identifyByOrder(tx, run.shop, recorded, run.clock());
  });
}

async function fetchOrder(admin: AdminClient, orderId: string, signal: AbortSignal): Promise<OrderRecord | undefined> {
  const lines: OrderLineRecord[] = [];
  for (let after: string | null = null; ;) {
    const order = await fetchPage(admin, orderId, after, signal);
    if (!order) return undefined;
    lines.push(...order.lineItems.nodes.map(readAdminLine));
    if (!order.lineItems.pageInfo.hasNextPage) return readAdminOrder(order, lines);
    after = order.lineItems.pageInfo.endCursor;
  }
}

async function fetchPage(
  admin: AdminClient,
  orderId: string,
  after: string | null,
  signal: AbortSignal,
): Promise<FindOrderQuery["order"]> {
  return (await admin.request(FindOrder, { id: toGid("Order", orderId), after }, { signal })).data.order;
}
