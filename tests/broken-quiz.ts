import type { Question } from "../app/contract/question.ts";
import type { QuizContent } from "../app/contract/quiz.ts";
import { giftFinder } from "../app/quiz/templates/gift-finder.ts";
import { verifyQuiz } from "../app/quiz/verify/verify.ts";

// A quiz that works, to be broken in one place at a time.

const { translations: _translations, ...untranslated }: QuizContent = giftFinder.content({
  currency: "GBP",
  priceThirds: [5, 15],
});
export const gifts: QuizContent = untranslated;
const plenty = { matching: () => 50, fitting: () => 50 };

export function verify(content: QuizContent, options: Partial<Parameters<typeof verifyQuiz>[1]> = {}) {
  return verifyQuiz(content, { products: plenty, feedsSegments: true, ...options });
}

export function withQuestion(at: number, change: (question: Question) => void): QuizContent {
  const copy = structuredClone(gifts);
  const question = copy.questions[at];
  if (!question) throw new Error("no such question");
  change(question);
  return copy;
}

export function choices(question: Question): Extract<Question, { options: unknown }> {
  if (!("options" in question)) throw new Error("not a choice question");
  return question;
}

export const fieldsOf = (content: QuizContent, severity: string) =>
  verify(content)
    .filter((finding) => finding.severity === severity)
    .map((finding) => finding.field);
