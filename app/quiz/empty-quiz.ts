import type { QuizContent, QuizKind } from "../contract/quiz.ts";
import { blankQuestion } from "./blank-question.ts";
import { mintName } from "./name.ts";

/** What comes at the end, and whether it shows products: the rest of the words are the merchant's. */
const ENDS: Record<QuizKind, { title: string; products: number }> = {
  quiz: { title: "These fit", products: 3 },
  survey: { title: "Thank you", products: 0 },
  poll: { title: "Thanks for your vote", products: 0 },
  preferences: { title: "Thank you", products: 0 },
};

/** One question to begin with; the check before publishing says what is still to be written. */
export const emptyQuiz = (kind: QuizKind): QuizContent => ({
  title: "",
  intro: "",
  language: "en",
  questions: [blankQuestion("single", mintName("", [], "question"), "en")],
  result: { text: "", ...ENDS[kind] },
});
