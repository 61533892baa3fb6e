import type { QuizContent, QuizKind } from "../contract/quiz.ts";

export interface FileQuiz {
  handle: string;
  kind: QuizKind;
  content: QuizContent;
}

/** A quiz as a file (docs/quiz-format.md). */
export const quizFileText = ({ handle, kind, content }: FileQuiz): string =>
  `${JSON.stringify({ format: "candor-quiz", version: 1, handle, kind, content }, null, 2)}\n`;

export const quizFileName = (handle: string): string => `candor-${handle}.json`;
