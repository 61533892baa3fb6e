import { choices, readMeaning } from "../choices.ts";
import { el } from "../dom.ts";
import { ends } from "../ends.ts";
import type { QuestionType } from "../question-type.ts";

/** Stars, or 0 to 10. */
export const scale: QuestionType<"rating" | "nps"> = {
  show(question, value) {
    const { id, type, low, high } = question;
    const least = type === "nps" ? 0 : 1;
    const most = type === "nps" ? 10 : question.max;
    const options = Array.from({ length: most + 1 - least }, (_, at) => ({
      id: String(at + least),
      text: String(at + least),
    }));
    return el("div", {}, choices("radio", id, options, value, type), ends(low, high));
  },
  read: readMeaning,
};
