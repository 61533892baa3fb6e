import type { IncentiveReply, NoIncentive } from "../contract/incentive.ts";
import type { PublishedQuiz } from "../contract/quiz.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { notFound } from "../platform/refusal.ts";
import { open } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";
import { downloadToken, linkEnd } from "./download-link.server.ts";
import { codePlace, findClaim, findCode, findIncentive } from "./incentive.store.server.ts";
import type { ClaimRow } from "./incentive.store.server.ts";
import { whyNone } from "./texts.ts";

export interface TellDeps {
  read: Tx;
  masterKey: Key;
  linkKey: Key;
  /** Where links lead: from the configuration, never from a request (A35). */
  appUrl: string;
  now: Date;
}

/** What a walk has earned, read only. `quiz` is the version that was walked; the caller has proven that the walk is theirs. */
export async function tellIncentive(
  deps: TellDeps,
  shop: { id: ShopId; currency: string },
  quiz: PublishedQuiz,
  responseId: string,
): Promise<IncentiveReply> {
  const offered = quiz.content.incentive;
  if (offered === undefined) throw notFound("An incentive of this quiz");
  const claim = await findClaim(deps.read, shop.id, responseId);
  // Acknowledged, but not yet recorded.
  if (claim === undefined) return { state: "pending" };
  return tellClaim(deps, shop, claim, offered.kind === "download" ? offered.linkHours : 0);
}

export async function tellClaim(
  deps: TellDeps,
  shop: { id: ShopId; currency: string },
  claim: ClaimRow,
  linkHours: number,
): Promise<IncentiveReply> {
  const none = (reason: NoIncentive): IncentiveReply => ({
    state: "none",
    reason,
    message: whyNone(reason, claim.language),
  });
  const incentive = await findIncentive(deps.read, shop.id, claim.incentiveId);
  switch (claim.state) {
    case "pending":
      return incentive?.problem == null ? { state: "pending" } : none("over");
    case "confirm":
      return { state: "confirm" };
    case "given":
      return incentive?.terms.kind === "download"
        ? linkOf(deps, shop.id, claim, linkHours)
        : ((await codeReply(deps, shop, claim)) ?? none("over"));
    case "log-in":
    case "agree":
    case "limited":
      return none(claim.state);
    default:
      return none("over");
  }
}

function linkOf({ now, linkKey, appUrl }: TellDeps, shop: ShopId, claim: ClaimRow, hours: number): IncentiveReply {
  const endsAt = linkEnd(now, hours);
  const token = downloadToken(linkKey, shop, claim.incentiveId, endsAt);
  return { state: "link", url: `${appUrl}/download/${token}`, endsAt: endsAt.toISOString() };
}

async function codeReply(
  { read, masterKey, now }: TellDeps,
  shop: { id: ShopId; currency: string },
  claim: ClaimRow,
): Promise<IncentiveReply | undefined> {
  const code = claim.codeId === null ? undefined : await findCode(read, shop.id, claim.codeId);
  const incentive = await findIncentive(read, shop.id, claim.incentiveId);
  if (code?.endsAt == null || incentive?.terms.kind !== "discount") return undefined;
  if (code.state !== "issued" || code.endsAt <= now) return undefined;
  const key = await dataKeyOf(read, shop.id, masterKey);
  const { value } = incentive.terms;
  return {
    state: "code",
    code: open(key, codePlace(shop.id, code.codeHash), code.codeSealed),
    ...("percent" in value ? { percent: value.percent } : { amount: value.amount.toFixed(2), currency: shop.currency }),
    endsAt: code.endsAt.toISOString(),
  };
}
