import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { consented } from "../profile/consent.ts";
import { findProfile } from "../profile/profile.store.server.ts";
import type { AskingArrival } from "./answer-asking.server.ts";
import { addAskRecords } from "./asking.store.server.ts";

/** Keeps who was asked what, and why not: of people who still agree to be remembered by the time it is written. */
export async function recordAsking(tx: Tx, shop: ShopId, asking: AskingArrival, at: Date): Promise<void> {
  const { profileId, placement, verdicts } = asking;
  const profile = await findProfile(tx, shop, profileId);
  const proof = profile && consented(profile.id, "personalise", profile.consent);
  if (proof) await addAskRecords(tx, shop, { profileId: proof.profileId, placement, verdicts, at });
}
