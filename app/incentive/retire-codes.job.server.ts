import { RunLater, SetAside } from "../platform/job.ts";
import type { JobRun } from "../platform/job.ts";
import type { AdminFor } from "../shop/shop-admin.server.ts";
import { DeleteDiscountCodes } from "./incentive.documents.ts";
import { findEnded, findIncentive, saveGone } from "./incentive.store.server.ts";

/** A code's time is counted from when it was given; Shopify knows an end per discount only, so codes are taken back one by one. */
export async function retireCodes(run: JobRun<"retire-codes">, adminFor: AdminFor): Promise<void> {
  const { shop } = run;
  const { incentiveId } = run.payload;
  const incentive = await findIncentive(run.read, shop, incentiveId);
  if (incentive === undefined) return;
  const { ended, next } = await findEnded(run.read, shop, incentiveId, run.clock());
  const unused = ended.filter((code) => code.redeemedAt === null).flatMap(({ redeemCodeId }) => redeemCodeId ?? []);
  if (unused.length > 0 && incentive.discountId !== null) {
    const admin = await adminFor(shop);
    const variables = { discountId: incentive.discountId, ids: unused };
    const { data } = await admin.request(DeleteDiscountCodes, variables, { signal: run.signal });
    const said = data.discountCodeRedeemCodeBulkDelete?.userErrors ?? [];
    // With the discount its codes are gone too.
    const refused = said.filter(({ field }) => !field?.includes("discountId"));
    if (refused.length > 0) throw new SetAside(refused.map(({ message }) => message).join(" "));
  }
  const ids = ended.map(({ id }) => id);
  await run.transaction((tx) => saveGone(tx, shop, ids));
  const wait = ended.length === 250 ? 0 : next && next.getTime() - run.clock().getTime();
  if (wait !== undefined) throw new RunLater(Math.max(0, wait), "the next code ends then");
}
