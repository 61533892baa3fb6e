import * as fc from "fast-check";
import type { Arrival } from "../../app/platform/inbox.ts";

// Arrivals of a few people in two shops, as verified and parsed by the doors: so few that they meet again and again in one batch.

export const SHOPS = ["one.myshopify.com", "two.myshopify.com"];
const uuid = (kind: number, number: number) =>
  `${String(kind).repeat(8)}-0000-4000-8000-${String(number).padStart(12, "0")}`;
export const VISITORS = [0, 1, 2, 3].map((number) => uuid(1, number));

const shop = fc.constantFrom(...SHOPS, "nobody.myshopify.com");
const customerId = fc.option(fc.constantFrom("71", "72"), { nil: undefined });
const walkId = fc.integer({ min: 0, max: 3 }).map((number) => uuid(2, number));
const answerId = fc.integer({ min: 0, max: 400 }).map((number) => uuid(3, number));

const ofQuiz = fc.oneof(
  fc.record({ questionId: fc.constant("room"), value: fc.constantFrom(["home"], ["garden"]) }),
  fc.record({ questionId: fc.constant("taste"), value: fc.constantFrom(["retro"], ["retro", "calm"]) }),
  fc.record({ questionId: fc.constant("words"), value: fc.constantFrom("for Ada", null) }),
  fc.record({ questionId: fc.constant("agree"), value: fc.boolean() }),
  fc.record({ questionId: fc.constant("agree"), value: fc.constant(true) }),
);
const ofPoll = fc.record({ questionId: fc.constant("style"), value: fc.constantFrom(["retro"], ["calm"]) });

interface Walked {
  shop: string;
  responseId: string;
  customerId: string | undefined;
  visitorId: string | undefined;
  finished: boolean;
  versionId: string;
  answers: { answerId: string; questionId: string; value: unknown }[];
}

function toArrival({ shop, customerId, ...walked }: Walked): Arrival {
  const { responseId, finished, answers } = walked;
  const digests = answers.map(({ answerId, questionId, value }) => ({
    id: answerId,
    digest: JSON.stringify([responseId, walked.versionId, questionId, value]),
  }));
  // JSON leaves out what is undefined, as the door does.
  const body = JSON.stringify({ submitted: walked, customerId });
  return { kind: "response", shop, responseId, answers: digests, finished, proven: true, body };
}

const walkOf = (versionId: string, answer: fc.Arbitrary<{ questionId: string; value: unknown }>) =>
  fc
    .record({
      ...{ shop, customerId, finished: fc.boolean(), versionId: fc.constant(versionId) },
      // A walk is of one version.
      responseId: versionId === "poll-1" ? walkId.map((id) => id.replace(/^2/, "4")) : walkId,
      visitorId: fc.option(fc.constantFrom(...VISITORS), { nil: undefined }),
      answers: fc.array(
        fc.tuple(answerId, answer).map(([id, told]) => ({ answerId: id, ...told })),
        { maxLength: 4 },
      ),
    })
    .map(toArrival);

const survey = fc
  .record({ shop, responseId: walkId, answerId, token: fc.constantFrom("t-1", "t-2") })
  .map(({ shop, responseId, answerId, token }): Arrival => {
    const told = { answerId, questionId: "heard-from", value: ["search"], checkoutToken: token, language: "en" };
    const id = responseId.replace(/^2/, "5");
    const body = JSON.stringify({ survey: { responseId: id, ...told } });
    return { kind: "response", shop, responseId: id, answers: [], finished: true, proven: true, body };
  });

const asking = fc
  .record({ shop, profileId: fc.integer({ min: 1, max: 8 }), reason: fc.constantFrom("ask", "known") })
  .map(({ shop, profileId, reason }): Arrival => {
    const body = JSON.stringify({
      asking: { profileId, placement: "popup", verdicts: [{ handle: "finder", reason, questions: 2 }] },
    });
    return { kind: "response", shop, responseId: uuid(6, profileId), answers: [], finished: false, proven: true, body };
  });

const order = fc
  .record({
    shop,
    id: fc.integer({ min: 1, max: 3 }),
    customer: fc.option(fc.constantFrom(71, 72)),
    walkId,
    minute: fc.nat(9),
  })
  .map(({ shop, id, customer, walkId, minute }) => {
    const at = `2026-03-01T09:0${minute}:00Z`;
    const payload = {
      ...{ id, name: `#${id}`, currency: "USD", total_price: "20.00", processed_at: at, updated_at: at },
      customer: customer === null ? null : { id: customer },
      note_attributes: [{ name: "_candor", value: walkId }],
      checkout_token: `t-${id}`,
      order_status_url: `https://${shop}/1/orders/x`,
      line_items: [{ id: id * 10, product_id: 5, variant_id: 6, quantity: 1, price: "20.00" }],
      discount_codes: [],
    };
    return { shop, topic: "orders/updated", payload };
  });

const otherNews = fc.oneof(
  fc.record({ shop, topic: fc.constant("orders/delete"), payload: fc.record({ id: fc.integer({ min: 1, max: 3 }) }) }),
  fc.record({ shop, topic: fc.constant("products/delete"), payload: fc.constant({ id: 5 }) }),
  fc.record({ shop, topic: fc.constant("customers/create"), payload: fc.constant({ id: 71 }) }),
  fc.record({ shop, topic: fc.constant("customers/redact"), payload: fc.constant({ customer: { id: 72 } }) }),
  // Nobody can read it: poison.
  fc.record({ shop, topic: fc.constant("customers_email_marketing_consent/update"), payload: fc.constant({}) }),
);

const webhook = fc
  .tuple(fc.oneof(order, otherNews), fc.uuid())
  .map(([{ shop, topic, payload }, webhookId]): Arrival => {
    const body = JSON.stringify({ topic, shop, webhookId, payload });
    return { kind: "webhook", shop, webhookId, body };
  });

export const anyArrival: fc.Arbitrary<Arrival> = fc.oneof(
  { weight: 8, arbitrary: walkOf("quiz-1", ofQuiz) },
  { weight: 4, arbitrary: walkOf("poll-1", ofPoll) },
  // Of a version that is not there: poison.
  { weight: 1, arbitrary: walkOf("gone-1", ofQuiz) },
  { weight: 2, arbitrary: survey },
  { weight: 1, arbitrary: asking },
  { weight: 4, arbitrary: webhook },
);
