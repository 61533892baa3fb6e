import { createHmac, randomUUID } from "node:crypto";
import type { SubmittedResponse } from "../../app/contract/response.ts";
import { SHOP, VERSION } from "./real-app.ts";

/** As Shopify's app proxy signs a storefront request: sorted pairs joined by nothing. */
export function signedPath(clientSecret: string, at: Date, customerId = "", door = "responses", more = {}): string {
  const query = {
    logged_in_customer_id: customerId,
    path_prefix: "/apps/candor",
    shop: SHOP,
    timestamp: String(Math.floor(at.getTime() / 1000)),
    ...more,
  };
  const pairs = Object.entries(query)
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  const signature = createHmac("sha256", clientSecret).update(pairs.join("")).digest("hex");
  return `/proxy/${door}?${new URLSearchParams({ ...query, signature }).toString()}`;
}

const RECIPIENTS = ["her", "him", "household"];

/** The first answer of a walk through the gift finder: what a quiz page sends first. */
export function firstAnswer(mintId: () => string = randomUUID): SubmittedResponse {
  const answer = {
    answerId: mintId(),
    questionId: "recipient",
    value: [RECIPIENTS[Math.floor(Math.random() * 3)] ?? "her"],
  };
  return { responseId: mintId(), versionId: VERSION, answers: [answer], finished: false };
}
