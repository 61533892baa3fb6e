import { z } from "zod";
import type { IncentiveReply } from "./incentive.ts";
import { QuizId } from "./question.ts";
import { Language } from "./quiz.ts";

/** No NUL and no lone surrogate: neither database keeps them faithfully. */
const cleanText = z
  .string()
  .max(1000)
  // eslint-disable-next-line no-control-regex
  .refine((text) => text.isWellFormed() && !/\u0000/.test(text), "contains characters that cannot be stored");

/** Option ids (a ranking: all, best first), own words (also a date, an address), a number, yes or no to a consent, true = read; null = seen and skipped. */
export const AnswerValue = z.union([z.array(QuizId).max(40), cleanText, z.number(), z.boolean(), z.null()]);
export type AnswerValue = z.infer<typeof AnswerValue>;

/** One word of a link: what a share link of ours says. Anything else is dropped, never a reason to lose an answer. */
const linkWord = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_.-]{0,39}$/)
  .optional()
  .catch(undefined);

/** Where the shopper came from: utm_source, utm_medium and utm_campaign of the page's address; only such words, nobody's id. */
const ResponseSource = z.object({ source: linkWord, medium: linkWord, campaign: linkWord });

export const SubmittedAnswer = z.strictObject({
  answerId: z.uuid(),
  questionId: QuizId,
  value: AnswerValue,
  /** The order in which the options stood, where it was another than the merchant's. */
  order: z.array(QuizId).max(40).optional(),
  /** Not told now: taken over from `known` of an earlier reply. It counts for this walk and makes nothing known anew. */
  recalled: z.literal(true).optional(),
});
export type SubmittedAnswer = z.infer<typeof SubmittedAnswer>;

/**
 * POST <path_prefix>/responses. Identity comes from the signed query only. Answers are sent when given, in the order given;
 * a later answer to the same question replaces the earlier. The request that finishes carries every answer on the path
 * again (same answerIds, same values: known ones are free), so that the outcome needs no memory at the door.
 * `token`: from the first reply, needed for every later write (a resend that repeats a known answer needs none).
 * `visitorId` only after consent. `added`: a variant that was put into the cart from the result page.
 */
export const SubmittedResponse = z.strictObject({
  responseId: z.uuid(),
  versionId: z.string().min(1).max(40),
  answers: z.array(SubmittedAnswer).max(60),
  finished: z.boolean(),
  token: z.string().max(300).optional(),
  visitorId: z.uuid().optional(),
  /** The language in which it was shown, one of the version's. */
  language: Language.optional(),
  /** Sent from the second request of a walk on, when the page had any of the three in its address. */
  source: ResponseSource.optional().catch(undefined),
  placement: z.enum(["block", "page", "popup", "checkout"]).optional(),
  added: z
    .string()
    .regex(/^\d{1,20}$/)
    .optional(),
  /** Milliseconds from the first answer until this one was given, by the browser's clock: a walk done offline arrives all at once. */
  took: z.number().int().min(0).max(1e10).optional(),
  /** What was filled into the field that people do not see: whoever fills it is counted apart. */
  trap: cleanText.optional(),
  /** Wishes to be told what is known (`known` of the reply): with the first answer. */
  known: z.literal(true).optional(),
});
export type SubmittedResponse = z.infer<typeof SubmittedResponse>;

export type RecommendedProduct = {
  productId: string;
  variantId: string;
  title: string;
  variantTitle: string;
  url: string;
  image: string | null;
  /** In the shop's currency, formatted by the storefront: e.g. "12.50". */
  price: string;
  currency: string;
  /** True sentences, most telling first; the words of the shopper's own answers. */
  reasons: string[];
};

/** A value that this person has told before, for one question of the quiz. */
export interface KnownAnswer {
  /** As an answer to that very question, so that it can be sent as one. */
  value: Exclude<AnswerValue, null>;
  /** The same in words. */
  text: string;
  /** ISO 8601. */
  since: string;
  /** Old enough to offer it for one tap ("Still true?"); a fresh one is not asked at all. */
  stale: boolean;
}
/** By question id. */
export type Known = Record<string, KnownAnswer>;

/** Live results of a poll. Below the shop's privacy floor only the number of votes is told ("3 so far"). */
export type PollReply = {
  votes: number;
  options?: { id: string; votes: number }[];
  /** The options of this very person that count: another than the one just sent where the first stands. */
  mine?: string[];
  state: "open" | "early" | "closed";
  /** ISO 8601: when it opens (early) or closes (open), where that was said. */
  until?: string;
};

/** The reply. `token` is always there; result once the walk is finished, poll once a vote is in. */
export type ResponseReply = {
  token: string;
  /** Only on the reply that finishes, where the quiz offers one; see contract/incentive for how it goes on. */
  incentive?: IncentiveReply;
  /** Only on the reply that finishes: an address was given with consent to marketing, and a mail asks to confirm it. */
  mail?: "confirm";
  result?: {
    title: string;
    text: string;
    /** The persona that the answers add up to. */
    outcome?: string;
    products: RecommendedProduct[];
  };
  poll?: PollReply;
  /** What this person has told before, for questions of this quiz: fresh ones need not be asked, stale ones are "Still true?". */
  known?: Known;
};

/** What a refusal looks like on the wire, with the HTTP status that fits. */
export type RefusalReply = { error: string; message: string; field?: string; requestId?: string };
