import { el } from "../dom.ts";
import { field, readField } from "../field.ts";
import type { QuestionType } from "../question-type.ts";

type Part = "day" | "month" | "year";

/** A browser's own date field where the whole date is asked for; a birthday may leave its year out, which none of them can. */
export const date: QuestionType<"date"> = {
  show({ id, birthday }, value, { words, language }) {
    if (!birthday) return field({ name: id, type: "date", max: "9999-12-31" }, value);
    const text = String(value ?? "");
    const known = { year: text.slice(0, -6).replace("-", ""), month: text.slice(-5, -3), day: text.slice(-2) };
    const parts = new Intl.DateTimeFormat(language).formatToParts().filter(({ type }) => type in known);
    return el(
      "div",
      { class: "cq-date" },
      ...parts.map(({ type }) =>
        el(
          "label",
          {},
          words[type as Part],
          field(
            {
              "aria-labelledby": undefined,
              name: type,
              inputmode: "numeric",
              maxlength: type === "year" ? 4 : 2,
              pattern: type === "year" ? "[12]\\d{3}" : undefined,
              autocomplete: `bday-${type}`,
            },
            known[type as Part],
          ),
        ),
      ),
    );
  },
  read(controls) {
    if (!controls.querySelector(".cq-date")) return readField(controls);
    const part = (name: Part, length: number) =>
      controls.querySelector<HTMLInputElement>(`[name=${name}]`)!.value.trim().padStart(length, "0");
    const [year, month, day] = [part("year", 0), part("month", 2), part("day", 2)];
    return year || Number(month) || Number(day) ? `${year || "-"}-${month}-${day}` : null;
  },
  // A date field takes no day that does not exist; without a year the 29th of February is somebody's birthday.
  isWrong: (_, value) => !field({ type: "date" }, (value as string).replace(/^-/, "2000")).value,
};
