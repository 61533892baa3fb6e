import { z } from "zod";
import { QuizId } from "./question.ts";
import type { Known } from "./response.ts";

/**
 * POST <path_prefix>/asking: "these could ask now, which may?" Sent when a trigger has fired, never before; identity comes from the
 * signed query. Who has not agreed to be remembered is not known and nothing is recorded about them: the browser's `hint` alone counts.
 * A block that the shopper opens of their own accord need not ask; a pop-up that they open asks for what is known alone (`wanted`).
 * Answers 200 `AskingReply` · 422 what was sent is not right · 429 asked too often (do not ask the shopper then).
 */
export const AskedToAsk = z.strictObject({
  /** Handles of the quizzes whose triggers have fired, in the page's order. */
  candidates: z.array(QuizId).min(1).max(20),
  placement: z.enum(["block", "page", "popup"]),
  /** Only after consent. */
  visitorId: z.uuid().optional(),
  /** The language of the page: `known` is told in it where the quiz has it. */
  language: z.string().max(20).optional(),
  /** The shopper opened it: the first candidate asks, whatever else speaks against it, and nothing is recorded of that. */
  wanted: z.literal(true).optional(),
  /** What this browser remembers: it can only make us ask less. */
  hint: z
    .strictObject({
      /** Questions that it was asked within the period (as told by `budget` of an earlier reply). */
      asked: z.number().int().min(0).max(1000).optional(),
      /** Quizzes that were finished or sent away here: not to be asked again. */
      done: z.array(QuizId).max(50).optional(),
    })
    .optional(),
});
export type AskedToAsk = z.infer<typeof AskedToAsk>;

/**
 * Why it is this one, or none. ask: may be asked · budget: enough was asked lately · known: nothing is left to ask · done: answered
 * already · priority: another one asks now · withdrawn: this person wants no more of it · missing: not published.
 */
export type AskReason = "ask" | "budget" | "known" | "done" | "priority" | "withdrawn" | "missing";

export interface AskingReply {
  /** The handle that may ask; none: stay silent. */
  ask?: string;
  reason: AskReason;
  /** What is known for the questions of `ask`. */
  known: Known;
  /** What the browser may remember for its hint: so many questions within so many days. */
  budget: { questions: number; days: number };
}
