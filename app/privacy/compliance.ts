import { z } from "zod";

/** The three webhooks every app must answer (done within 30 days; ours within minutes). */
const complianceTopics = ["customers/data_request", "customers/redact", "shop/redact"] as const;
export type ComplianceTopic = (typeof complianceTopics)[number];

export const isComplianceTopic = (topic: string): topic is ComplianceTopic =>
  (complianceTopics as readonly string[]).includes(topic);

const number = z.union([z.number().int(), z.string().regex(/^\d+$/)]).transform(String);

const text = z.string().max(320).nullish().catch(null);

/** Of the payload only ids are read, and e-mail and phone to find what was typed under them: names, e-mails and phones are never kept. */
export const CompliancePayload = z.object({
  shop_domain: z.string(),
  customer: z.object({ id: number, email: text, phone: text }).optional(),
  orders_requested: z.array(number).default([]),
  orders_to_redact: z.array(number).default([]),
});
export type CompliancePayload = z.infer<typeof CompliancePayload>;

/** What is kept of a request: enough to prove it, nothing to identify anybody after it is done. */
export interface Receipt {
  customerId?: string;
  /** Keyed hash of the customer's e-mail, until it is done: addresses that nobody has confirmed are known by nothing else. */
  addressHash?: string;
  /** The same of their phone, in each form that may have been typed. */
  phoneHashes?: string[];
  counts?: Record<string, number>;
  problem?: string;
  /** When the merchant last took the file, in epoch milliseconds. */
  takenAt?: number;
}

export const jobOf = (topic: ComplianceTopic) =>
  ({
    "customers/data_request": "answer-data-request",
    "customers/redact": "redact-customer",
    "shop/redact": "redact-shop",
  })[topic] as "answer-data-request" | "redact-customer" | "redact-shop";
