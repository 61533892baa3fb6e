import type { ShopId } from "../contract/shop.ts";
import { addressOf, findOptIn, saveOptIn } from "../optin/opt-in.store.server.ts";
import type { OptInRow } from "../optin/opt-in.store.server.ts";
import type { JobRun } from "../platform/job.ts";
import { SetAside } from "../platform/job.ts";
import type { Tx } from "../platform/db.server.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { mergeProfile } from "../profile/merge.store.server.ts";
import { findNewestConsent, findProfile, profileOfCustomer } from "../profile/profile.store.server.ts";
import { findQuizForPush } from "../quiz/quiz.store.server.ts";
import { isErased } from "../profile/tombstone.store.server.ts";
import type { AdminFor } from "../shop/shop-admin.server.ts";
import { dataKeyOf, requireShop } from "../shop/shop.store.server.ts";
import type { AdminClient } from "../shopify/admin.ts";
import { fromGid } from "../shopify/gid.ts";
import {
  CreateSubscriber,
  FindCustomerByAddress,
  SaveSubscription,
  SaveSubscriptionSource,
} from "./subscribe.documents.ts";

type Run = JobRun<"subscribe-customer">;

export interface SubscribeDeps {
  adminFor: AdminFor;
  masterKey: Key;
  tombstoneKey: Key;
}

/**
 * A confirmed address becomes a Shopify customer, or updates the one that has it, with marketing consent and where it came from.
 * Looks before it writes: after a lost reply the customer is found, not made again (F14).
 */
export async function subscribeCustomer(run: Run, deps: SubscribeDeps): Promise<void> {
  const { shop, payload, signal } = run;
  const optIn = await findOptIn(run.read, shop, payload.optInId);
  if (optIn?.confirmedAt == null || !(await requireShop(run.read, shop)).marketingSync) return;
  if (!(await isWilling(run, optIn))) return;
  const key = await dataKeyOf(run.read, shop, deps.masterKey);
  const emailAddress = addressOf(key, optIn);
  const admin = await deps.adminFor(shop);
  const consent = {
    marketingState: "SUBSCRIBED" as const,
    marketingOptInLevel: "CONFIRMED_OPT_IN" as const,
    consentUpdatedAt: optIn.confirmedAt.toISOString(),
  };
  const found = await admin.request(FindCustomerByAddress, { identifier: { emailAddress } }, { signal });
  let id = found.data.customerByIdentifier?.id;
  if (id === undefined) {
    const input = { email: emailAddress, emailMarketingConsent: consent };
    const { data } = await admin.request(CreateSubscriber, { input }, { signal });
    refuse(data.customerCreate?.userErrors);
    id = data.customerCreate?.customer?.id;
  } else {
    const input = { customerId: id, emailMarketingConsent: consent };
    const { data } = await admin.request(SaveSubscription, { input }, { signal });
    refuse(data.customerEmailMarketingConsentUpdate?.userErrors);
  }
  if (id === undefined) throw new Error("Shopify answered without the customer.");
  await saveSource(run, admin, id, optIn);
  const customerId = fromGid("Customer", id);
  if (customerId !== undefined) await run.transaction((tx) => join(tx, shop, optIn, customerId, deps, run.clock()));
}

/** Between the confirmation and this call, or its next try, they may have withdrawn: nobody is subscribed again then (P2). */
async function isWilling({ read, shop }: Run, { profileId }: OptInRow): Promise<boolean> {
  const profile = profileId === null ? undefined : await findProfile(read, shop, profileId);
  if (profile === undefined) return false;
  return (await findNewestConsent(read, shop, profile.id, "marketing"))?.state === "granted";
}

function refuse(userErrors: readonly { message: string }[] | undefined): void {
  const said = userErrors?.map(({ message }) => message).join(" ") ?? "";
  if (said !== "") throw new SetAside(`Shopify did not take the newsletter consent: ${said}`);
}

async function saveSource(run: Run, admin: AdminClient, ownerId: string, optIn: OptInRow): Promise<void> {
  const quiz = await findQuizForPush(run.read, run.shop, optIn.quizId);
  const value = `Candor quiz ${quiz?.handle ?? optIn.quizId}, confirmed by e-mail`;
  const metafield = { ownerId, namespace: "$app", key: "marketing_source", type: "single_line_text_field", value };
  const { data } = await admin.request(SaveSubscriptionSource, { metafields: [metafield] }, { signal: run.signal });
  refuse(data.metafieldsSet?.userErrors);
}

/** The mailbox is proven: what an anonymous profile told belongs to that customer now. Two customers are never welded. */
async function join(
  tx: Tx,
  shop: ShopId,
  optIn: OptInRow,
  customerId: string,
  { tombstoneKey }: SubscribeDeps,
  now: Date,
): Promise<void> {
  await saveOptIn(tx, shop, optIn.id, { customerId });
  if (optIn.profileId === null || (await isErased(tx, shop, tombstoneKey, customerId))) return;
  const anonymous = await findProfile(tx, shop, optIn.profileId);
  if (anonymous === undefined) return;
  const customer = await profileOfCustomer(tx, shop, customerId, now);
  await mergeProfile(tx, shop, anonymous, customer, { reason: "mail", at: now });
  await enqueue(tx, shop, "settle-profile", { profileId: customer.id }, now);
}
