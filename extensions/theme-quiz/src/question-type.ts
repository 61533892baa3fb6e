import type { StorefrontQuestion } from "../../../app/contract/quiz.ts";
import type { AnswerValue } from "../../../app/contract/response.ts";

type QuestionOf<T> = StorefrontQuestion extends infer Q
  ? Q extends { type: infer U }
    ? T extends U
      ? Q
      : never
    : never
  : never;

/** How one type of question looks and is read. Adding a type = a file in types/, a line in question-types.ts, a case in candor-question.liquid. */
export interface QuestionType<T extends StorefrontQuestion["type"]> {
  /** The controls below the heading; `value` is the answer given before. */
  show(question: QuestionOf<T>, value: AnswerValue | undefined): HTMLElement;
  /** What is chosen or written now; null = nothing. */
  read(controls: ParentNode): AnswerValue;
}
