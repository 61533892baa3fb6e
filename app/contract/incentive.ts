import { z } from "zod";

/**
 * What a finished walk earns, on the wire.
 *
 * 1. The reply that finishes a walk holds `incentive` when the quiz offers one: `pending` (the worker gives codes out, so
 *    none is ever in that reply). It holds `mail: "confirm"` when an e-mail address was given together with consent to
 *    marketing: "Please check your inbox and confirm." That is said whether or not the address is known, valid or capped.
 * 2. Then POST <path_prefix>/incentive (JSON, `AskedIncentive`) answers with an `IncentiveReply`. Ask after 0.5 s, then after
 *    1, 2, 4, 8 s … while it is `pending`; stop after a minute. While it is `confirm` ask again only when the page becomes
 *    visible (the shopper comes back from the mail) or after a reload. `code`, `link` and `none` do not change.
 *    401 = the token is wrong or out of date · 404 = there is no such response, or nothing is offered · 429 = asked too often.
 */
export const AskedIncentive = z.strictObject({
  responseId: z.uuid(),
  versionId: z.string().min(1).max(40),
  /** From the reply to the answers. */
  token: z.string().min(1).max(300),
});
export type AskedIncentive = z.infer<typeof AskedIncentive>;

/** Why there is none: `log-in` or a confirmed address would do · `agree` to be remembered would · `limited`: too many from here · `over`: not offered now. */
export type NoIncentive = "log-in" | "agree" | "limited" | "over";

export type IncentiveReply =
  /** Being made: ask again. */
  | { state: "pending" }
  /** A mail is on its way; once its button was pressed, the code is here. */
  | { state: "confirm" }
  /** The same code for the same person whenever asked. Either `percent` or `amount` (shop's currency, "5.00"). Can be used until `endsAt` (ISO), once. */
  | { state: "code"; code: string; percent?: number; amount?: string; currency?: string; endsAt: string }
  /** An absolute address that answers with a redirect to the merchant's file until `endsAt` (ISO); then ask for a new one. */
  | { state: "link"; url: string; endsAt: string }
  /** `message`: one sentence in the language of the quiz. */
  | { state: "none"; reason: NoIncentive; message: string };
