import { choices, readMeaning } from "../choices.ts";
import type { QuestionType } from "../question-type.ts";

/** Yes and no weigh the same: same size, same look, neither chosen beforehand. */
export const consent: QuestionType<"consent"> = {
  show: ({ id, agree, decline }, value) =>
    choices(
      "radio",
      id,
      [
        { id: "true", text: agree },
        { id: "false", text: decline },
      ],
      value,
    ),
  read: readMeaning,
};
