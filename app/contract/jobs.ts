import { z } from "zod";

const profile = z.strictObject({ profileId: z.number().int() });
const segment = z.strictObject({ segmentId: z.number().int() });
const customer = z.strictObject({ customerId: z.string() });
const nothing = z.strictObject({});

/** Every job by name. `key` of a job coalesces equal work: enqueueing twice before it runs is once. Payloads hold ids only. */
export const jobs = {
  /** Work out which segments one profile is in. */
  "settle-profile": profile,
  /** Bring all memberships of an edited segment to its newest revision, in pages. */
  "build-segment": segment,
  /** Make wanted and pushed tags of one Shopify customer equal. */
  "sync-customer": customer,
  /** Create, rename or delete Shopify's own segment beside ours. */
  "sync-native-segment": segment,
  /** Read products, customers or orders through a bulk operation. */
  "sync-history": z.strictObject({ kind: z.enum(["products", "customers", "orders"]) }),
  /** Take two customers for one, as Shopify does since its staff merged them. */
  "merge-customers": z.strictObject({ goneId: z.string(), keptId: z.string() }),
  /** Fetch one customer, order or product again after a webhook that told only part of the news. */
  "refresh-customer": customer,
  "refresh-order": z.strictObject({ orderId: z.string() }),
  "refresh-product": z.strictObject({ productId: z.string() }),
  /** Join a thank-you page's answer to its order, once that order is known. */
  "join-survey": z.strictObject({ responseId: z.string() }),
  /** Keep enough discount codes of a quiz ready, and give them to whoever waits. */
  "fill-codes": z.strictObject({ quizId: z.number().int() }),
  /** Give out what a walk has earned. */
  "give-incentive": z.strictObject({ responseId: z.string() }),
  /** Take codes back whose time is over. */
  "retire-codes": z.strictObject({ incentiveId: z.number().int() }),
  /** One mail that asks its reader to confirm the address; forgotten when nobody does. */
  "send-opt-in": z.strictObject({ optInId: z.number().int() }),
  /** A confirmed address becomes, or updates, a Shopify customer with marketing consent. */
  "subscribe-customer": z.strictObject({ optInId: z.number().int() }),
  /** Write a published quiz (or its absence) to its metafield. */
  "push-quiz": z.strictObject({ quizId: z.number().int() }),
  /** Bring the shop's dictionary of traits up to a quiz that was published. */
  "define-traits": z.strictObject({ quizId: z.number().int() }),
  /** Bring what is known under one trait to the days that the merchant keeps it for. */
  "retime-traits": z.strictObject({ key: z.string() }),
  /** Read shop name, currency, time zone and scopes. */
  "refresh-shop": nothing,
  /** Take every Candor tag off, before an uninstall. */
  "remove-all-tags": nothing,
  "answer-data-request": z.strictObject({ requestId: z.number().int() }),
  "redact-customer": z.strictObject({ requestId: z.number().int() }),
  "redact-shop": z.strictObject({ requestId: z.number().int() }),
} as const;

export type JobName = keyof typeof jobs;

/** Owed to a customer or a shop: never given up, but tried until it is done. */
export const OWED: ReadonlySet<JobName> = new Set(["answer-data-request", "redact-customer", "redact-shop"]);

export type JobPayload<N extends JobName> = z.infer<(typeof jobs)[N]>;
