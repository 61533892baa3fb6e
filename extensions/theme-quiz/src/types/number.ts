import { el } from "../dom.ts";
import { field, readField } from "../field.ts";
import type { QuestionType } from "../question-type.ts";

/** Which numbers fit and what they count: "30 – 250 cm". */
const scope = (min?: number, max?: number, unit = ""): string =>
  `${max === undefined ? (min === undefined ? "" : `≥ ${min}`) : min === undefined ? `≤ ${max}` : `${min} – ${max}`} ${unit}`.trim();

export const number: QuestionType<"number"> = {
  show: ({ id, min, max, unit }, value) =>
    el(
      "div",
      { class: "cq-number" },
      field({ name: id, type: "number", step: "any", min, max, inputmode: "decimal" }, value),
      el("span", {}, scope(min, max, unit)),
    ),
  read(controls) {
    const text = readField(controls);
    return text && Number(text);
  },
};
