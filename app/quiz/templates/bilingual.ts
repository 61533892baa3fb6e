import type { z } from "zod";
import { QuizContent } from "../../contract/quiz.ts";
import { consentWords } from "../consent-words.ts";
import { textsOf } from "../texts.ts";

const TEXT_FIELDS = ["title", "intro", "text", "help", "low", "high", "unit", "agree", "decline"] as const;
type TextField = (typeof TEXT_FIELDS)[number];

/** English and Japanese, side by side where they are written. */
export type Pair = readonly [english: string, japanese: string];

type InBoth<T> = T extends readonly (infer Item)[]
  ? readonly InBoth<Item>[]
  : T extends object
    ? { [Field in keyof T]: Field extends TextField ? Pair | Extract<T[Field], undefined> : InBoth<T[Field]> }
    : T;

type Written = z.input<typeof QuizContent>;
/** A content whose every text is a pair; what the contract has defaults for may be left out. */
export type BilingualContent = InBoth<Omit<Written, "language" | "translations">>;
export type BilingualQuestion = BilingualContent["questions"][number];
export type BilingualOption = Extract<BilingualQuestion, { options: unknown }>["options"][number];

const isText = (field: string): boolean => (TEXT_FIELDS as readonly string[]).includes(field);

function inOne(value: unknown, which: 0 | 1): unknown {
  if (Array.isArray(value)) return value.map((item) => inOne(item, which));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, held]) => [
      field,
      isText(field) && Array.isArray(held) ? (held as string[])[which] : inOne(held, which),
    ]),
  );
}

/** The English content with its Japanese among the translations. */
export function bilingual(content: BilingualContent): QuizContent {
  const japanese = textsOf(QuizContent.parse({ ...(inOne(content, 1) as object), language: "ja" }));
  return QuizContent.parse({
    ...(inOne(content, 0) as object),
    language: "en",
    translations: { ja: Object.fromEntries(japanese.map(({ key, text }) => [key, text])) },
  });
}

const english = consentWords("personalise", "en");
const japanese = consentWords("personalise", "ja");

export const remember = (decline: Pair): BilingualQuestion => ({
  type: "consent",
  id: "remember",
  purpose: "personalise",
  text: [english.text, japanese.text],
  agree: [english.agree, japanese.agree],
  decline,
});

/** The words that find an option's products: "soap|bath salts". */
export const finds = (terms: string) => ({ match: { terms: terms.split("|") } });
