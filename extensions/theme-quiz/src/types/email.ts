import { field, readField } from "../field.ts";
import type { QuestionType } from "../question-type.ts";

export const email: QuestionType<"email"> = {
  show: ({ id }, value) => field({ name: id, type: "email", autocomplete: "email", maxlength: 254 }, value),
  read: readField,
  // The browser's own check wants less than the server: a domain may lack its end.
  isWrong: (_, value) => !/\.[a-z]{2,63}$/i.test(value as string),
};
