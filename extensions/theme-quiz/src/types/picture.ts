import { checkedValue, optionList } from "../option-list.ts";
import type { QuestionType } from "../question-type.ts";

export const picture: QuestionType<"picture"> = {
  show: (question, value) => optionList("radio", question.id, question.options, value),
  read: checkedValue,
};
