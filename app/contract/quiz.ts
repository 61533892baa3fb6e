import { z } from "zod";

/** Ids inside a quiz: chosen by us from the merchant's words, never typed by anybody. */
export const QuizId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, "use lower-case letters, digits and hyphens, starting with a letter (40 at most)");

const Text = z.string().trim().min(1, "write a text").max(500, "500 characters at most");

/** What a chosen option says about fitting products. Terms match words of title, type and tags; prices are in the shop's currency. */
export const ProductMatch = z.strictObject({
  terms: z.array(z.string().trim().toLowerCase().min(2).max(60)).max(30).default([]),
  priceFrom: z.number().nonnegative().optional(),
  priceTo: z.number().positive().optional(),
});
export type ProductMatch = z.infer<typeof ProductMatch>;

export const Option = z.strictObject({
  id: QuizId,
  text: Text,
  picture: z
    .string()
    .max(500)
    .regex(/^(https:\/\/|\/|data:image\/svg\+xml[;,])/, "use an https address")
    .optional(),
  match: ProductMatch.optional(),
});
export type Option = z.infer<typeof Option>;

/** "If *this question* is *option*, go to *question*": the first that fits wins, otherwise the next question in the list. */
export const Branch = z.strictObject({ option: QuizId, goTo: z.union([QuizId, z.literal("end")]) });
export type Branch = z.infer<typeof Branch>;

const common = { id: QuizId, text: Text, help: z.string().trim().max(500).optional() };
const choices = {
  required: z.boolean().default(true),
  options: z.array(Option).min(2, "offer at least two options").max(40, "40 options at most"),
  branches: z.array(Branch).max(40).default([]),
};

export const SingleQuestion = z.strictObject({ type: z.literal("single"), ...common, ...choices });
export const MultipleQuestion = z.strictObject({ type: z.literal("multiple"), ...common, ...choices });
export const PictureQuestion = z.strictObject({ type: z.literal("picture"), ...common, ...choices });
export const TextQuestion = z.strictObject({
  type: z.literal("text"),
  ...common,
  required: z.boolean().default(false),
  maxLength: z.number().int().min(1).max(1000).default(200),
});
/** `text` is the statement that is agreed to; its exact wording goes into the ledger. */
export const ConsentQuestion = z.strictObject({
  type: z.literal("consent"),
  ...common,
  purpose: z.literal("personalise"),
  agree: Text.default("Yes, remember my answers"),
  decline: Text.default("No, thanks"),
});

export const Question = z.discriminatedUnion("type", [
  SingleQuestion,
  MultipleQuestion,
  PictureQuestion,
  TextQuestion,
  ConsentQuestion,
]);
export type Question = z.infer<typeof Question>;
export type ChoiceQuestion = Extract<Question, { options: Option[] }>;

export const QuizKind = z.enum(["quiz", "poll", "survey", "preferences"]);
export type QuizKind = z.infer<typeof QuizKind>;

/** What the merchant edits: a draft may be anything that parses; `quiz/verify` says whether it can work. */
export const QuizContent = z.strictObject({
  title: Text,
  intro: z.string().trim().max(500).default(""),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .default("en"),
  questions: z.array(Question).max(30, "30 questions at most"),
  result: z.strictObject({
    title: Text,
    text: z.string().trim().max(500).default(""),
    products: z.number().int().min(0).max(12).default(3),
  }),
});
export type QuizContent = z.infer<typeof QuizContent>;

/** A version, immutable once published. */
export const PublishedQuiz = z.strictObject({
  versionId: z.string().min(1).max(40),
  quizId: z.number().int(),
  handle: QuizId,
  kind: QuizKind,
  content: QuizContent,
});
export type PublishedQuiz = z.infer<typeof PublishedQuiz>;

/** What the storefront gets (app-data metafield `candor.quiz_<handle>`): the published quiz without what shoppers need not see. */
export type StorefrontQuiz = Omit<QuizContent, "questions"> & {
  versionId: string;
  handle: string;
  kind: QuizKind;
  questions: StorefrontQuestion[];
};
type StorefrontOption = Pick<Option, "id" | "text" | "picture">;
export type StorefrontQuestion =
  | (Omit<ChoiceQuestion, "options"> & { options: StorefrontOption[] })
  | z.infer<typeof TextQuestion>
  | z.infer<typeof ConsentQuestion>;
