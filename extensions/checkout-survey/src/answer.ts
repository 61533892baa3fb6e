import type { SubmittedSurvey } from "../../../app/contract/checkout.ts";

export interface SurveyOption {
  id: string;
  text: string;
}

/** Answers offered when the merchant has set none; their words are in locales/. */
export const DEFAULT_OPTIONS = ["friend", "search", "social", "ad", "press", "other"];

/** One option a line, as the merchant wrote them. The id stays the same as long as the words do. */
export function readOptions(lines: string): SurveyOption[] {
  const options = lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((text, at) => ({ id: toId(text) || `option-${at + 1}`, text }));
  return options.filter(({ id }, at) => options.findIndex((option) => option.id === id) === at).slice(0, 20);
}

const toId = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 40);

/** What the host tells of the order, whichever of the two pages we are on. */
export interface Order {
  id: string | undefined;
  checkoutToken: string | undefined;
}

/** What an answer may come to: kept, known already (which is as good), or try again. */
export type Outcome = "kept" | "failed";

/** Sends the answer to the app; `body` keeps its ids, so that a second try is the same answer. */
export async function sendAnswer(appUrl: string, sessionToken: string, body: SubmittedSurvey): Promise<Outcome> {
  try {
    const response = await fetch(`${appUrl}/checkout/answers`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${sessionToken}` },
      body: JSON.stringify(body),
    });
    // 409: this order has answered already.
    return response.ok || response.status === 409 ? "kept" : "failed";
  } catch {
    return "failed";
  }
}
