import { choices, readIds } from "../choices.ts";
import type { QuestionType } from "../question-type.ts";

// No jump to the next question on choosing: arrow keys choose too, and a double tap would answer two questions.
export const choice: QuestionType<"single" | "picture" | "swatch" | "product"> = {
  show: ({ id, options }, value) => choices("radio", id, options, value),
  read: readIds,
};
