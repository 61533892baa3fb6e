import type { AnswerValue } from "../../../app/contract/response.ts";
import { el } from "./dom.ts";

interface Choice {
  id: string;
  text: string;
  picture?: string | undefined;
}

/** Real radios or checkboxes, each in its label: keyboard, screen reader and forced colours come for free. */
export function optionList(
  type: "radio" | "checkbox",
  name: string,
  choices: readonly Choice[],
  chosen: AnswerValue | undefined,
): HTMLElement {
  const pictures = choices.some((choice) => choice.picture);
  return el(
    "div",
    { class: pictures ? "cq-options cq-pictures" : "cq-options" },
    ...choices.map(({ id, text, picture }) =>
      el(
        "label",
        { class: "cq-option" },
        el("input", { type, name, value: id, checked: Array.isArray(chosen) && chosen.includes(id) }),
        picture && el("img", { src: picture, alt: "", width: 320, height: 240, loading: "lazy" }),
        el("span", {}, text),
      ),
    ),
  );
}

export const checkedIds = (controls: ParentNode): string[] =>
  [...controls.querySelectorAll<HTMLInputElement>("input:checked")].map((input) => input.value);

/** Nothing chosen is null, never an empty list. */
export const checkedValue = (controls: ParentNode): string[] | null => {
  const ids = checkedIds(controls);
  return ids.length ? ids : null;
};
