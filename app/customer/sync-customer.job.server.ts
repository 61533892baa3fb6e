import type { JobRun } from "../platform/job.ts";
import { SetAside } from "../platform/job.ts";
import type { AdminFor } from "../shop/shop-admin.server.ts";
import { toGid } from "../shopify/gid.ts";
import { ChangeTags, FindCustomerTags } from "./customer.documents.ts";
import { forgetPushed, readCustomerTags, recordPushed } from "./customer.store.server.ts";
import { diffTags } from "./tags.ts";

type Run = JobRun<"sync-customer">;

/** Shopify's answer that a record is not there (any more), in words. */
const saysMissing = (messages: string[]) =>
  messages.some((message) => /not (be )?found|does not exist|doesn't exist/i.test(message));

/**
 * Makes the tags of one Shopify customer what they should be. Reads before it writes, so it converges whatever happened
 * between: a crash around the call, a reply that was lost, somebody's edit. It asks again for nothing that is right already.
 */
export async function syncCustomer(run: Run, adminFor: AdminFor): Promise<void> {
  const { shop } = run;
  const { customerId } = run.payload;
  const { wanted, pushed } = await readCustomerTags(run.read, shop, customerId);
  if (wanted.length === 0 && pushed.length === 0) return;

  const admin = await adminFor(shop);
  const id = toGid("Customer", customerId);
  const found = await admin.request(FindCustomerTags, { id }, { signal: run.signal });
  if (found.data.customer === null) {
    const [denied] = found.partialErrors;
    if (denied !== undefined) throw new Error(`Shopify did not show the customer's tags: ${denied.code}`);
    return run.transaction((tx) => forgetPushed(tx, shop, customerId));
  }

  const change = diffTags(wanted, pushed, found.data.customer.tags);
  if (change.claim.length + change.forget.length > 0) {
    await run.transaction(async (tx) => {
      await forgetPushed(tx, shop, customerId, change.forget);
      await recordPushed(tx, shop, customerId, change.claim, run.clock());
    });
  }
  if (change.add.length + change.remove.length > 0) await pushChange(run, adminFor, change);
  if (change.noRoom.length > 0) throw new SetAside("This customer already has 250 tags, as many as Shopify allows.");
}

async function pushChange(run: Run, adminFor: AdminFor, change: ReturnType<typeof diffTags>): Promise<void> {
  const { shop } = run;
  const { customerId } = run.payload;
  const { add, remove } = change;
  const variables = {
    id: toGid("Customer", customerId),
    add,
    adding: add.length > 0,
    remove,
    removing: remove.length > 0,
  };
  const admin = await adminFor(shop);
  const { data, partialErrors } = await admin.request(ChangeTags, variables, { signal: run.signal });
  const messages = (part: { userErrors: { message: string }[] } | null | undefined) =>
    part?.userErrors.map((error) => error.message) ?? [];
  const [notRemoved, notAdded] = [messages(data.removed), messages(data.added)];
  const reasons = [...notRemoved, ...notAdded];
  const missing = saysMissing(reasons);
  // A part that Shopify left out without a word of its own was not applied for sure: then nothing is forgotten.
  const [denied] = partialErrors;
  await run.transaction(async (tx) => {
    if (missing) return forgetPushed(tx, shop, customerId);
    if (denied === undefined && notRemoved.length === 0) await forgetPushed(tx, shop, customerId, remove);
    if (notAdded.length > 0) await forgetPushed(tx, shop, customerId, change.claim);
  });
  if (denied !== undefined) throw new Error(`Shopify did not change the tags: ${denied.code} ${denied.message}`);
  if (reasons.length > 0 && !missing)
    throw new SetAside(`Shopify refused to change this customer's tags: ${reasons.join(" ")}`);
}
