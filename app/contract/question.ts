import { z } from "zod";

/** Ids inside a quiz: chosen by us from the merchant's words, never typed by anybody. */
export const QuizId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, "use lower-case letters, digits and hyphens, starting with a letter (40 at most)");

/** Shopify’s number of a product. */
const ProductId = z.string().regex(/^\d{1,20}$/);

/** One letter finds too much; one Chinese sign is a word. */
export const isTerm = (text: string): boolean => text.length >= 2 || /^\p{sc=Han}$/u.test(text);
const Term = z.string().trim().toLowerCase().min(1).max(60).refine(isTerm, "use at least two letters");

/** What a chosen option says about fitting products. Terms match words of title, type, tags and metafields; prices are in the shop's currency. */
export const ProductMatch = z.strictObject({
  terms: z.array(Term).max(30).default([]),
  /** Products chosen one by one, beside those that the words find; the title is what the merchant chose. */
  products: z
    .array(z.strictObject({ id: ProductId, title: z.string().max(255) }))
    .max(20)
    .optional(),
  priceFrom: z.number().nonnegative().optional(),
  priceTo: z.number().positive().optional(),
  /** How much it counts beside other choices; 1 when not said. */
  weight: z.number().min(0.1).max(10).optional(),
});
export type ProductMatch = z.infer<typeof ProductMatch>;

const Picture = z
  .string()
  .max(500)
  .regex(/^(https:\/\/|\/|data:image\/svg\+xml[;,])/, "use an https address");
export const Colour = z.string().regex(/^#[0-9a-f]{6}$/i, "use a colour such as #7a4f2b");

const GoTo = z.union([QuizId, z.literal("end")]);
/** "If *this question* is *option*, go to *question*": the first that fits wins, otherwise the next question in the list. */
const OptionBranch = z.strictObject({ option: QuizId, goTo: GoTo });
/** "If *this question* is between *from* and *to* (both included), go to *question*". */
const RangeBranch = z.strictObject({ from: z.number().optional(), to: z.number().optional(), goTo: GoTo });
export type OptionBranch = z.infer<typeof OptionBranch>;
export type RangeBranch = z.infer<typeof RangeBranch>;
export type Branch = OptionBranch | RangeBranch;

const finite = z.number().min(-1e9).max(1e9);

/** The options of one kind of text: strict when published, lax while somebody is still typing. */
function optionOf(text: TextSchema) {
  return z.strictObject({
    id: QuizId,
    text,
    picture: Picture.optional(),
    /** Shown by the type `swatch`. */
    colour: Colour.optional(),
    /** The product that it stands for in the type `product` (Shopify's number). */
    productId: ProductId.optional(),
    match: ProductMatch.optional(),
    /** What choosing it adds to which outcome. */
    points: z.record(QuizId, z.number().int().min(-100).max(100)).optional(),
  });
}

type TextSchema = z.ZodType<string, string>;
type Common = ReturnType<typeof commonOf>;

const commonOf = (text: TextSchema, help: TextSchema) => ({
  id: QuizId,
  text,
  help: help.optional(),
  /** Asked only if an earlier question on the path was answered with one of these. */
  onlyIf: z.strictObject({ question: QuizId, options: z.array(QuizId).min(1).max(40) }).optional(),
  /** Key in the shop's dictionary of traits; without one the question's own id. */
  trait: QuizId.optional(),
});

/** Value: option ids. Of a ranking every option's, best first. */
function choiceTypes(common: Common, text: TextSchema, leastOptions: 0 | 2) {
  const choices = {
    ...common,
    required: z.boolean().default(true),
    options: z.array(optionOf(text)).min(leastOptions, "offer at least two options").max(40, "40 options at most"),
    /** Options in another order for each shopper; the order that was seen is kept with the answer. */
    shuffle: z.boolean().optional(),
    branches: z.array(OptionBranch).max(40).default([]),
  };
  return [
    z.strictObject({ type: z.literal("single"), ...choices }),
    z.strictObject({ type: z.literal("multiple"), ...choices, most: z.number().int().min(1).max(40).optional() }),
    z.strictObject({ type: z.literal("picture"), ...choices }),
    z.strictObject({ type: z.literal("swatch"), ...choices }),
    z.strictObject({ type: z.literal("product"), ...choices }),
    z.strictObject({ type: z.literal("ranking"), ...choices }),
  ] as const;
}

/** Value: a number. */
function numberTypes(common: Common, help: TextSchema) {
  const range = { ...common, branches: z.array(RangeBranch).max(40).default([]) };
  /** `low` and `high` say what the two ends mean. */
  const scale = { ...range, required: z.boolean().default(true), low: help.optional(), high: help.optional() };
  const unit = z.string().trim().max(12).optional();
  return [
    z.strictObject({
      type: z.literal("slider"),
      ...scale,
      min: finite.default(0),
      max: finite.default(100),
      step: z.number().positive().max(1e9).default(1),
      unit,
    }),
    /** Stars: 1 to `max`. */
    z.strictObject({ type: z.literal("rating"), ...scale, max: z.number().int().min(3).max(10).default(5) }),
    /** 0 to 10: "How likely are you to recommend us?" */
    z.strictObject({ type: z.literal("nps"), ...scale }),
    z.strictObject({
      type: z.literal("number"),
      ...range,
      required: z.boolean().default(false),
      min: finite.optional(),
      max: finite.optional(),
      unit,
    }),
  ] as const;
}

/** Value: what the person wrote. */
function writtenTypes(common: Common) {
  const written = { ...common, required: z.boolean().default(false) };
  return [
    z.strictObject({
      type: z.literal("text"),
      ...written,
      long: z.boolean().optional(),
      maxLength: z.number().int().min(1).max(1000).default(200),
    }),
    /** "2026-12-24"; a birthday may leave its year out: "--12-24". */
    z.strictObject({ type: z.literal("date"), ...written, birthday: z.boolean().optional() }),
    /** Unverified until its owner confirms (double opt-in): it tags and rewards nobody before. */
    z.strictObject({ type: z.literal("email"), ...written }),
    z.strictObject({ type: z.literal("phone"), ...written }),
  ] as const;
}

/** All types of question over one kind of text (see `optionOf`). Adding a type = a record here; the compiler names every switch that lacks it. */
export function questionOf(text: TextSchema, help: TextSchema, leastOptions: 0 | 2) {
  const common = commonOf(text, help);
  return z.discriminatedUnion("type", [
    ...choiceTypes(common, text, leastOptions),
    ...numberTypes(common, help),
    ...writtenTypes(common),
    /** A screen to read; value: true when it was passed. */
    z.strictObject({ type: z.literal("info"), ...common, picture: Picture.optional() }),
    /** `text` is the statement that is agreed to; its exact wording goes into the ledger. `marketing` = news by e-mail to the address given in this quiz. */
    z.strictObject({
      type: z.literal("consent"),
      ...common,
      purpose: z.enum(["personalise", "marketing"]).default("personalise"),
      // True of either purpose.
      agree: text.default("Yes, I agree"),
      decline: text.default("No, thanks"),
    }),
  ]);
}

export const Text = z.string().trim().min(1, "write a text").max(500, "500 characters at most");
export const Help = z.string().trim().max(500, "500 characters at most");

const Question = questionOf(Text, Help, 2);
export type Question = z.infer<typeof Question>;
export type ChoiceQuestion = Extract<Question, { options: unknown }>;
export type ScaleQuestion = Extract<Question, { type: "slider" | "rating" | "nps" }>;
export type Option = ChoiceQuestion["options"][number];
