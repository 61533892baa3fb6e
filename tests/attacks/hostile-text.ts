// Run by redos.test.ts in a process of its own, so that one that never ends can be ended.
import { QuizContent } from "../../app/contract/quiz.ts";
import { SubmittedResponse } from "../../app/contract/response.ts";
import { isMailable } from "../../app/optin/opt-in.ts";
import { checkAnswer } from "../../app/quiz/answer.ts";
import { matchLine, matchOrder } from "../../app/order/order-line-text.ts";
import { responseIdIn } from "../../app/order/order.ts";
import { parseWebhookOrder } from "../../app/order/webhook-order.ts";
import { fromGid } from "../../app/shopify/gid.ts";
import { isShopDomain } from "../../app/shopify/shop-domain.ts";
import { toMicros } from "../../app/contract/money.ts";

/** As long as a body may be, and just short enough to pass the limits on addresses, dates and ids. */
const LENGTHS = [64_000, 250, 60, 38, 10];
const SEEDS = [
  "a",
  "@",
  ".",
  "-",
  "0",
  " ",
  "a@",
  "a.",
  "a-",
  "@a.",
  "+0 ",
  "0-",
  "\t\n",
  "/",
  "\\",
  '"',
  "{",
  "é",
  "\u0301",
];
const ENDS = ["", "!", "@", ".", "\u0000", '"}'];
const hostile = LENGTHS.flatMap((length) =>
  SEEDS.map((seed) => seed.repeat(length / seed.length)).flatMap((body) =>
    ENDS.flatMap((end) => [body + end, `a${body}${end}`, `a@${body}${end}`]),
  ),
);

const { questions } = QuizContent.parse({
  title: "?",
  questions: ["email", "phone", "date", "text"].map((type) => ({ type, id: type, text: "?" })),
  result: { title: "?" },
});

const quietly = (read: () => unknown) => {
  try {
    read();
  } catch {
    // Refused: as good an end as any.
  }
};

for (const text of hostile) {
  for (const question of questions) checkAnswer(question, text);
  isMailable(text);
  isShopDomain(text);
  fromGid("Order", `gid://shopify/Order/${text}`);
  responseIdIn(text);
  matchLine(`{"id":"gid://shopify/LineItem/1${text}`);
  matchOrder(`{"id":"gid://shopify/Order/1","name":"${text}`);
  parseWebhookOrder({
    id: text,
    processed_at: text,
    updated_at: text,
    total_price: text,
    currency: text,
    line_items: [],
  });
  quietly(() => toMicros(text));
  SubmittedResponse.safeParse({
    responseId: text,
    versionId: text,
    visitorId: text,
    token: text,
    language: text,
    answers: [],
  });
}
