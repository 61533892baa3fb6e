import { field, readField } from "../field.ts";
import type { QuestionType } from "../question-type.ts";

export const text: QuestionType<"text"> = {
  show: ({ id, maxLength, long }, value) =>
    field({ name: id, maxlength: maxLength, ...(long && { rows: 4 }) }, value, long),
  read: readField,
};
