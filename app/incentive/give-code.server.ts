import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import { endOf, isLow } from "./incentive.ts";
import { findCodeOf, findIncentive, issueCode, readPool, saveClaim } from "./incentive.store.server.ts";
import type { ClaimRow } from "./incentive.store.server.ts";

/**
 * Gives what a pending claim has earned: the code that this person has already, else the next free one. Without a free one the
 * claim waits and the pool is filled. One writer and one unique key: twenty finishes at once get one code (F29).
 */
export async function giveCode(tx: Tx, shop: ShopId, claim: ClaimRow, now: Date): Promise<void> {
  if (claim.state !== "pending") return;
  const incentive = await findIncentive(tx, shop, claim.incentiveId);
  if (incentive === undefined) return;
  const { responseId, identityHash, identityKind, profileId } = claim;
  if (incentive.terms.kind === "download") return saveClaim(tx, shop, responseId, { state: "given" });
  if (identityHash === null || identityKind === null) return;
  const issue = { identityHash, identityKind, profileId, issuedAt: now, endsAt: endOf(now, claim.validDays) };
  const known = await findCodeOf(tx, shop, incentive.id, identityHash, profileId);
  const code = known ?? (await issueCode(tx, shop, incentive.id, issue));
  if (code !== undefined) await saveClaim(tx, shop, responseId, { state: "given", codeId: code.id });
  if (known === undefined) {
    if (code === undefined || isLow(await readPool(tx, shop, incentive.id, now))) {
      await enqueue(tx, shop, "fill-codes", { quizId: incentive.quizId }, now);
    }
    if (code?.endsAt)
      await enqueue(tx, shop, "retire-codes", { incentiveId: incentive.id }, now, { runAt: code.endsAt });
  }
}
