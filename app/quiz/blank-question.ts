import type { Option, Question } from "../contract/question.ts";
import { consentWords } from "./consent-words.ts";
import { mintName } from "./name.ts";

export type QuestionType = Question["type"];

export const newOption = (taken: readonly string[]): Option => ({ id: mintName("", taken, "option"), text: "" });

function twoOptions(): Option[] {
  const first = newOption([]);
  return [first, newOption([first.id])];
}

/** A question of each type as it starts: what is usual is filled in, the words are the merchant's. */
export function blankQuestion(type: QuestionType, id: string, language: string): Question {
  switch (type) {
    case "single":
    case "multiple":
    case "picture":
    case "swatch":
    case "ranking":
      return { type, id, text: "", required: true, options: twoOptions(), branches: [] };
    case "product":
      // Its options are products, chosen from the shop.
      return { type, id, text: "", required: true, options: [], branches: [] };
    case "slider":
      return { type, id, text: "", required: true, min: 0, max: 100, step: 1, branches: [] };
    case "rating":
      return { type, id, text: "", required: true, max: 5, branches: [] };
    case "nps": {
      const text = "How likely are you to recommend us to a friend?";
      return { type, id, text, required: true, low: "Not at all likely", high: "Very likely", branches: [] };
    }
    case "number":
      return { type, id, text: "", required: false, branches: [] };
    case "date":
    case "email":
    case "phone":
      return { type, id, text: "", required: false };
    case "info":
      return { type, id, text: "" };
    case "text":
      return { type, id, text: "", required: false, maxLength: 200 };
    case "consent":
      return { type, id, purpose: "personalise", ...consentWords("personalise", language) };
  }
}
