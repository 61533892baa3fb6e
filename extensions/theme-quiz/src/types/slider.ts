import { el } from "../dom.ts";
import { ends } from "../ends.ts";
import type { QuestionType } from "../question-type.ts";

/** Not answered until it was touched: before that it shows no value. */
function touch(slider: HTMLInputElement, language: string, unit = ""): void {
  slider.ariaValueText = slider.parentElement!.querySelector("b")!.textContent =
    `${slider.valueAsNumber.toLocaleString(language)} ${unit}`;
}

export const slider: QuestionType<"slider"> = {
  show({ id, min, max, step, unit = "", low, high }, value, { language }) {
    // Its type comes last: a range that is given its bounds afterwards stays at the middle of 0 to 100, or at what is next to it.
    const control = el("input", {
      min,
      max,
      step,
      name: id,
      type: "range",
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
