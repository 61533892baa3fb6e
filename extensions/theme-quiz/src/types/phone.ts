import { PHONE } from "../../../../app/quiz/answer.ts";
import { field, readField } from "../field.ts";
import type { QuestionType } from "../question-type.ts";

export const phone: QuestionType<"phone"> = {
  show: ({ id }, value) => field({ name: id, type: "tel", autocomplete: "tel", maxlength: 30 }, value),
  read: readField,
  isWrong: (_, value) => !PHONE.test(value as string),
};
