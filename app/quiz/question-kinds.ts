import type { ChoiceQuestion } from "../contract/question.ts";
import type { QuestionType } from "./blank-question.ts";

export interface QuestionKind {
  name: string;
  /** What it is good for, in one line. */
  line: string;
  group: "Choices" | "Scales and numbers" | "In their own words" | "Contact and consent";
}

/** The merchant's words for each type, in the order in which they are offered. */
export const questionKinds: Record<QuestionType, QuestionKind> = {
  single: { name: "One choice", line: "Pick one answer from a list", group: "Choices" },
  multiple: { name: "Several choices", line: "Pick as many as fit", group: "Choices" },
  picture: { name: "Picture choice", line: "Pick one picture: quick on a phone", group: "Choices" },
  swatch: { name: "Colour swatches", line: "Pick one colour", group: "Choices" },
  product: { name: "Product pick", line: "Pick one of your products", group: "Choices" },
  ranking: { name: "Ranking", line: "Put options in order, best first", group: "Choices" },
  slider: { name: "Slider", line: "A number on a scale with two ends", group: "Scales and numbers" },
  rating: { name: "Rating", line: "Stars, one to five", group: "Scales and numbers" },
  nps: { name: "Recommend us?", line: "0 to 10: the Net Promoter Score", group: "Scales and numbers" },
  number: { name: "Number", line: "A size, an age, how many", group: "Scales and numbers" },
  text: { name: "Own words", line: "A short or a long text", group: "In their own words" },
  date: { name: "Date or birthday", line: "A day; a birthday may leave out its year", group: "In their own words" },
  info: { name: "Information", line: "A screen to read, nothing to answer", group: "In their own words" },
  email: { name: "E-mail", line: "Confirmed by its owner before it is used", group: "Contact and consent" },
  phone: { name: "Phone", line: "A number to call or write to", group: "Contact and consent" },
  consent: { name: "Consent", line: "May we remember this? May we write to you?", group: "Contact and consent" },
};

export const typeNames: Record<QuestionType, string> = Object.fromEntries(
  Object.entries(questionKinds).map(([type, { name }]) => [type, name]),
) as Record<QuestionType, string>;

/** Types between which a question may change without losing its options. */
export const looks: ChoiceQuestion["type"][] = ["single", "multiple", "picture", "swatch", "product", "ranking"];
