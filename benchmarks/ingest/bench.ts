// The first answer of a walk, signed by Shopify's app proxy.
import { createHash } from "node:crypto";
import type { SubmittedResponse } from "../../app/contract/response.ts";
import { SHOP } from "../../tests/real-app/real-app.ts";
import { firstAnswer, signedPath } from "../../tests/real-app/shopper.ts";
import { measureDoor } from "../door/measure.ts";
import type { Arrivals } from "../door/measure.ts";
import type { BenchOptions, BenchResult } from "../result.ts";

interface Answered {
  submitted: SubmittedResponse;
  customerId: string;
  device: "phone";
}

const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

const answers: Arrivals<Answered> = {
  keyKind: "r",
  make: (index) => ({ submitted: firstAnswer(), customerId: String(7_000_000_000 + index), device: "phone" }),
  rowOf: (answered) => ({
    kind: "response",
    shop: SHOP,
    body: JSON.stringify(answered),
    seen: [
      { key: `r${answered.submitted.responseId}${SHOP}`, digest: "open" },
      {
        key: `a${answered.submitted.answers[0]?.answerId}${SHOP}`,
        digest: createHash("sha256").update(answered.submitted.responseId).digest("base64url").slice(0, 22),
      },
    ],
  }),
  requestOf: ({ submitted, customerId }, home, at) => ({
    path: signedPath(home.clientSecret, at, customerId),
    headers: { "Content-Type": "application/json", "User-Agent": PHONE, "X-Forwarded-For": "203.0.113.7" },
    body: JSON.stringify(submitted),
  }),
};

export const run = (options: BenchOptions): Promise<BenchResult> => measureDoor(options, answers);
