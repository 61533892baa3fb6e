import { checkedValue, optionList } from "../option-list.ts";
import type { QuestionType } from "../question-type.ts";

export const multiple: QuestionType<"multiple"> = {
  show: (question, value) => optionList("checkbox", question.id, question.options, value),
  read: checkedValue,
};
