import { el } from "../dom.ts";
import type { QuestionType } from "../question-type.ts";

export const text: QuestionType<"text"> = {
  show({ id, text, maxLength }, value) {
    const written = typeof value === "string" ? value : "";
    const props = { class: "cq-text", name: id, maxlength: maxLength, rows: maxLength > 80 ? 3 : 1 };
    return el("textarea", { ...props, "aria-label": text, dir: "auto" }, written);
  },
  read: (controls) => controls.querySelector("textarea")?.value.trim() || null,
};
