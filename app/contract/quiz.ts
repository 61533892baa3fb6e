import { z } from "zod";
import { Colour, Help, ProductMatch, QuizId, questionOf, Text } from "./question.ts";
import type { ChoiceQuestion, Option, Question } from "./question.ts";

export const QuizKind = z.enum(["quiz", "poll", "survey", "preferences"]);
export type QuizKind = z.infer<typeof QuizKind>;

export const Language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "use a language such as en or pt-BR");

export const Incentive = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("discount"),
    /** Percent off (1 to 100) or an amount off in the shop's currency. */
    value: z
      .strictObject({ percent: z.number().int().min(1).max(100) })
      .or(z.strictObject({ amount: z.number().min(0.01).max(1e6) })),
    prefix: z
      .string()
      .regex(/^[A-Z0-9]{0,12}$/, "use capitals and digits (12 at most)")
      .default(""),
    /** Days from being given until it expires. */
    validDays: z.number().int().min(1).max(365).default(30),
    /** Identified: signed customers and confirmed addresses. Everyone: also consented visitors, flagged and rate-limited. */
    for: z.enum(["identified", "everyone"]).default("identified"),
  }),
  z.strictObject({
    kind: z.literal("download"),
    url: z.url({ protocol: /^https$/, error: "use an https address" }).max(500),
    /** Hours until the link expires. */
    linkHours: z.number().int().min(1).max(720).default(48),
  }),
]);
export type Incentive = z.infer<typeof Incentive>;

/** A content over one kind of text: strict when published, lax while somebody is still typing. */
export function contentOf(text: z.ZodType<string, string>, help: z.ZodType<string, string>, leastOptions: 0 | 2) {
  return z.strictObject({
    title: text,
    intro: help.default(""),
    /** The language in which the texts are written. */
    language: Language.default("en"),
    /** Other languages: text by the keys of `quiz/texts.ts`; what lacks falls back to the texts above. */
    translations: z.record(Language, z.record(z.string().max(100), z.string().max(500))).optional(),
    questions: z.array(questionOf(text, help, leastOptions)).max(30, "30 questions at most"),
    result: z.strictObject({
      title: text,
      text: help.default(""),
      products: z.number().int().min(0).max(12).default(3),
    }),
    /** Personas that the points of the options add up to: the highest wins, of equals the first. */
    outcomes: z
      .array(z.strictObject({ id: QuizId, title: text, text: help.default(""), match: ProductMatch.optional() }))
      .max(12, "12 result pages at most")
      .optional(),
    incentive: Incentive.optional(),
    /** Of a poll: when it takes votes, and whether a vote may be changed. Times in ISO 8601 with Z. */
    poll: z
      .strictObject({
        opens: z.iso.datetime().optional(),
        closes: z.iso.datetime().optional(),
        changeable: z.boolean().default(false),
      })
      .optional(),
    /** For minors: takes no e-mail and no phone number. */
    minors: z.boolean().optional(),
    /** Where several quizzes could ask, the higher asks; 50 when not said. */
    priority: z.number().int().min(0).max(100).optional(),
    /** What the merchant wants of it, written down before it goes live. */
    goal: z
      .strictObject({
        text: help.default(""),
        traits: z.array(QuizId).max(30).default([]),
        responses: z.number().int().positive().max(1e9).optional(),
        /** In percent of starts. */
        completion: z.number().min(0).max(100).optional(),
        /** In percent of completed walks. */
        conversion: z.number().min(0).max(100).optional(),
      })
      .optional(),
    colours: z
      .strictObject({ accent: Colour.optional(), text: Colour.optional(), background: Colour.optional() })
      .optional(),
  });
}

/** What the merchant edits: a draft may be anything that parses (`quiz/draft.ts`); `quiz/verify.ts` says whether it can work. */
export const QuizContent = contentOf(Text, Help, 2);
export type QuizContent = z.infer<typeof QuizContent>;
export type Outcome = NonNullable<QuizContent["outcomes"]>[number];

/** A version, immutable once published. */
export const PublishedQuiz = z.strictObject({
  versionId: z.string().min(1).max(40),
  quizId: z.number().int(),
  handle: QuizId,
  kind: QuizKind,
  content: QuizContent,
});
export type PublishedQuiz = z.infer<typeof PublishedQuiz>;

/** One language of a published quiz without what shoppers need not see. */
export type StorefrontQuiz = Pick<QuizContent, "title" | "intro" | "language" | "result" | "poll" | "colours"> & {
  versionId: string;
  handle: string;
  kind: QuizKind;
  questions: StorefrontQuestion[];
  /** There is something to be had at the end. */
  incentive?: Incentive["kind"];
};
type StorefrontOption = Pick<Option, "id" | "text" | "picture" | "colour">;
export type StorefrontQuestion =
  | (Omit<ChoiceQuestion, "options" | "trait"> & { options: StorefrontOption[]; most?: number })
  | Exclude<Question, { options: unknown }>;

/** What the storefront gets (app-data metafield `candor.quiz_<handle>`): Liquid picks the page's language, then its first part, then `language`. */
export interface StorefrontQuizzes {
  language: string;
  languages: Record<string, StorefrontQuiz>;
}
