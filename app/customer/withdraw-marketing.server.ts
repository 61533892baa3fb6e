import { z } from "zod";
import type { ShopId } from "../contract/shop.ts";
import { profilesThatConfirmed } from "../optin/opt-in.store.server.ts";
import type { Tx } from "../platform/db.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { appendConsent, findNewestConsent, findProfileOfCustomer } from "../profile/profile.store.server.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";

const MarketingConsent = z.object({
  customer_id: z.union([z.number().int(), z.string().regex(/^\d{1,20}$/)]).transform(String),
  email_address: z.string().max(320).nullish(),
  email_marketing_consent: z.object({
    state: z.string(),
    consent_updated_at: z.iso.datetime({ offset: true }).nullish(),
  }),
});

const later = (a: Date, b: Date): Date => (a > b ? a : b);

/** What Shopify calls a yes, or a yes to come. Everything else (unsubscribed, not_subscribed, redacted, invalid) is a no. */
const WILLING = ["subscribed", "pending"];

/**
 * Who unsubscribes in Shopify has withdrawn from us too (P2): from the profile of that customer and from whoever confirmed that
 * address. A late webhook never takes back a yes that is newer than it. A yes given in Shopify is not one given to us.
 */
export async function withdrawMarketing(
  tx: Tx,
  shop: ShopId,
  payload: unknown,
  now: Date,
  masterKey: Key,
): Promise<void> {
  const {
    customer_id: customerId,
    email_address: address,
    email_marketing_consent: said,
  } = MarketingConsent.parse(payload);
  if (WILLING.includes(said.state.toLowerCase())) return;
  const at = said.consent_updated_at == null ? now : new Date(said.consent_updated_at);
  const key = await dataKeyOf(tx, shop, masterKey);
  const customer = await findProfileOfCustomer(tx, shop, customerId);
  const confirmed = await profilesThatConfirmed(tx, shop, key, { customerId, address: address ?? undefined });
  for (const profileId of new Set([...(customer === undefined ? [] : [customer.id]), ...confirmed])) {
    const newest = await findNewestConsent(tx, shop, profileId, "marketing");
    // Shopify's times are whole seconds: in the same second, what it tells us came after what we knew.
    if (newest?.state !== "granted" || at.getTime() < newest.at.getTime() - 999) continue;
    const entry = { purpose: "marketing", state: "withdrawn", place: "Shopify", identity: "customer" } as const;
    await appendConsent(tx, shop, profileId, { ...entry, wording: null, answerId: null, at: later(at, newest.at) });
  }
}
