import { AskedIncentive } from "../contract/incentive.ts";
import type { IncentiveReply } from "../contract/incentive.ts";
import { tellIncentive } from "../incentive/tell-incentive.server.ts";
import type { TellDeps } from "../incentive/tell-incentive.server.ts";
import { notFound, Refusal } from "../platform/refusal.ts";
import type { Shop } from "../shop/shop.store.server.ts";
import type { ReceiveDeps } from "./receive-response.server.ts";
import { isResponseToken } from "./response-token.server.ts";

export interface AnswerIncentiveDeps
  extends Omit<TellDeps, "now">, Pick<ReceiveDeps, "tokenKey" | "clock" | "findVersion"> {
  shopOf(domain: string): Promise<Shop>;
}

/** Tells the browser that walked what it has earned; the token of that walk is the proof. Reads only. */
export async function answerIncentive(
  deps: AnswerIncentiveDeps,
  domain: string,
  body: unknown,
): Promise<IncentiveReply> {
  const parsed = AskedIncentive.safeParse(body);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join(".") ?? "";
    throw new Refusal(422, "invalid_question", `${field === "" ? "The body" : field} is not right`, field);
  }
  const { responseId, versionId, token } = parsed.data;
  const now = deps.clock();
  if (!isResponseToken(deps.tokenKey, token, domain, versionId, responseId, now)) {
    throw new Refusal(401, "token_needed", "The token of this response is missing or out of date.", "token");
  }
  const quiz = await deps.findVersion(domain, versionId);
  if (quiz === undefined) throw notFound("This quiz");
  return tellIncentive({ ...deps, now }, await deps.shopOf(domain), quiz, responseId);
}
