import { choices, readIds } from "../choices.ts";
import type { QuestionType } from "../question-type.ts";

export const multiple: QuestionType<"multiple"> = {
  show: ({ id, options }, value) => choices("checkbox", id, options, value),
  read: readIds,
  isWrong: ({ most }, value) => (value as string[] | null)?.length! > most!,
};
