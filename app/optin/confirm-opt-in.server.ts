import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { appendConsent, createAnonymousProfile, findProfile } from "../profile/profile.store.server.ts";
import { requireShop } from "../shop/shop.store.server.ts";
import type { Shop } from "../shop/shop.store.server.ts";
import { hasEnded } from "./opt-in.ts";
import { findByToken, findWording, saveOptIn } from "./opt-in.store.server.ts";
import type { OptInRow } from "./opt-in.store.server.ts";
import { tokenHashOf } from "./send-opt-in.job.server.ts";

/** What the link in a mail stands for now. `gone`: unknown, too old, forgotten, or of a shop that has left; which of them is nobody's business. */
export type OptInLink = { state: "ask" | "done"; optIn: OptInRow; shop: Shop; statement: string } | { state: "gone" };

export async function findLink(tx: Tx, token: string, now: Date): Promise<OptInLink> {
  const optIn = /^[\w-]{43}$/.test(token) ? await findByToken(tx, tokenHashOf(token)) : undefined;
  if (optIn?.sentAt == null || hasEnded(optIn.sentAt, now)) return { state: "gone" };
  // The hash of a random token was found: whoever shows it was sent it by this shop.
  const shop = await requireShop(tx, optIn.shopId as ShopId);
  if (shop.uninstalledAt !== null) return { state: "gone" };
  const statement = await findWording(tx, shop.id, optIn.wordingHash);
  return { state: optIn.confirmedAt === null ? "ask" : "done", optIn, shop, statement };
}

/** Once: consent to marketing with the wording that was read, on the profile of the walk or on one of its own. Returns the profile. */
export async function confirmOptIn(tx: Tx, shop: ShopId, optIn: OptInRow, now: Date): Promise<number> {
  const known = optIn.profileId === null ? undefined : await findProfile(tx, shop, optIn.profileId);
  const profile = known ?? (await createAnonymousProfile(tx, shop, now));
  await appendConsent(tx, shop, profile.id, {
    purpose: "marketing",
    state: "granted",
    wording: {
      hash: optIn.wordingHash,
      text: await findWording(tx, shop, optIn.wordingHash),
      language: optIn.language,
    },
    place: "mail",
    identity: "email",
    answerId: null,
    at: now,
  });
  await saveOptIn(tx, shop, optIn.id, { state: "confirmed", confirmedAt: now, profileId: profile.id });
  return profile.id;
}
