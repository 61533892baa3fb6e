import { el } from "../dom.ts";
import { ends } from "../ends.ts";
import type { QuestionType } from "../question-type.ts";

/** Not answered until it was touched: before that it shows no value. */
function touch(slider: HTMLInputElement, language: string, unit = ""): void {
  const text = `${slider.valueAsNumber.toLocaleString(language)} ${unit}`;
  slider.ariaValueText = slider.parentElement!.querySelector("b")!.textContent = text;
}

export const slider: QuestionType<"slider"> = {
  show({ id, min, max, step, unit = "", low, high }, value, { language }) {
    const control = el("input", {
      type: "range",
      name: id,
      min,
      max,
      step,
      "aria-labelledby": "cq-q",
      "aria-valuetext": "–",
    });
    const view = el(
      "div",
      { class: "cq-slider" },
      el("b", { "aria-hidden": "true" }),
      control,
      ends(low || `${min} ${unit}`.trim(), high || `${max} ${unit}`.trim()),
    );
    if (typeof value === "number") {
      control.value = String(value);
      touch(control, language, unit);
    }
    return view;
  },
  read: (controls) =>
    controls.querySelector("b")?.textContent ? controls.querySelector<HTMLInputElement>("input")!.valueAsNumber : null,
  act({ unit }, { target }, { language }) {
    if (target instanceof HTMLInputElement) touch(target, language, unit);
  },
};
