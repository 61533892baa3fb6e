import type { ShopId } from "../contract/shop.ts";
import type { Database, Tx } from "../platform/db.server.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { confirmOptIn, findLink } from "../optin/confirm-opt-in.server.ts";
import type { ConfirmReward, ConfirmView } from "../optin/confirm-page.ts";
import { findQuizForPush } from "../quiz/quiz.store.server.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";
import { settleConfirmedClaim } from "./claim-incentive.server.ts";
import { findClaim } from "./incentive.store.server.ts";
import { tellClaim } from "./tell-incentive.server.ts";
import type { TellDeps } from "./tell-incentive.server.ts";

export interface ConfirmDeps extends Omit<TellDeps, "read"> {
  db: Database;
}

export type ConfirmPage = { language: string; view: ConfirmView };

/** For how long a download that is not on offer any more can be fetched by who earned it. */
const LINK_HOURS = 48;

async function linkHoursOf(read: Tx, shop: ShopId, quizId: number): Promise<number> {
  const offered = (await findQuizForPush(read, shop, quizId))?.published?.content.incentive;
  return offered?.kind === "download" ? offered.linkHours : LINK_HOURS;
}

/** What somebody sees who follows the link of a mail. Changes nothing. */
export async function viewConfirmation(deps: ConfirmDeps, token: string, language: string): Promise<ConfirmPage> {
  const { read } = deps.db;
  const link = await findLink(read, token, deps.now);
  if (link.state === "gone") return { language, view: { state: "gone" } };
  const { optIn, statement } = link;
  const { id, name, domain } = link.shop;
  const shop = name === "" ? domain : name;
  if (link.state === "ask") return { language: optIn.language, view: { state: "ask", shop, statement } };
  const claim = await findClaim(read, id, optIn.responseId);
  const hours = await linkHoursOf(read, id, optIn.quizId);
  const told = claim && (await tellClaim({ ...deps, read }, link.shop, claim, hours));
  return { language: optIn.language, view: { state: "done", shop, domain, reward: told && rewardOf(told) } };
}

type Told = Awaited<ReturnType<typeof tellClaim>>;

function rewardOf(told: Told): ConfirmReward | undefined {
  if (told.state === "pending") return { state: "wait" };
  return told.state === "code" || told.state === "link" ? told : undefined;
}

/** The button was pressed: once. Consent, whatever the walk earned, and the Shopify customer follow from it. */
export async function confirmAddress(deps: ConfirmDeps & { masterKey: Key }, token: string): Promise<void> {
  const { db, now } = deps;
  await db.transaction(async (tx) => {
    const link = await findLink(tx, token, now);
    if (link.state !== "ask") return;
    const { optIn } = link;
    const { id: shop, marketingSync } = link.shop;
    const profileId = await confirmOptIn(tx, shop, optIn, now);
    const { responseId, addressHash } = optIn;
    const key = await dataKeyOf(tx, shop, deps.masterKey);
    await settleConfirmedClaim(tx, shop, { responseId, addressHash, profileId }, key);
    await enqueue(tx, shop, "give-incentive", { responseId }, now);
    if (marketingSync) await enqueue(tx, shop, "subscribe-customer", { optInId: optIn.id }, now);
  });
}
