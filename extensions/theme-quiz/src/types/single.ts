import { checkedValue, optionList } from "../option-list.ts";
import type { QuestionType } from "../question-type.ts";

// No jump to the next question on choosing: arrow keys choose too, and a double tap would answer two questions.
export const single: QuestionType<"single"> = {
  show: (question, value) => optionList("radio", question.id, question.options, value),
  read: checkedValue,
};
