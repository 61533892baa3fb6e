import type { JobRun } from "../platform/job.ts";
import { RunLater } from "../platform/job.ts";
import { enqueueAll } from "../platform/queue.store.server.ts";
import { findSegmentIds, nextTagCustomers } from "./customer.store.server.ts";

const PAGE = 1_000;

/**
 * After the merchant's word about all tags (off, on again, another prefix): has every customer looked at who carries one or
 * should. Each look works out anew what is wanted, so this may run as often as it likes.
 */
export async function removeAllTags(run: JobRun<"remove-all-tags">): Promise<void> {
  const { shop } = run;
  let after = "";
  for (;;) {
    if (run.signal.aborted) throw new RunLater(0, "stopping");
    const customerIds = await nextTagCustomers(run.read, shop, after, PAGE);
    const last = customerIds.at(-1);
    if (last === undefined) break;
    const payloads = customerIds.map((customerId) => ({ customerId }));
    await run.transaction((tx) => enqueueAll(tx, shop, "sync-customer", payloads, run.clock()));
    after = last;
  }
  const segments = await findSegmentIds(run.read, shop);
  const payloads = segments.map((segmentId) => ({ segmentId }));
  await run.transaction((tx) => enqueueAll(tx, shop, "sync-native-segment", payloads, run.clock()));
}
