import { el } from "./dom.ts";

interface Choice {
  id: string;
  text: string;
  picture?: string | undefined;
  colour?: string | undefined;
}

/** Real radios or checkboxes, each in its label: keyboard, screen reader and forced colours come for free. `chosen`: one value or many. */
export const choices = (
  type: "radio" | "checkbox",
  name: string,
  options: readonly Choice[],
  chosen: unknown,
  kind = options.some(({ picture }) => picture) ? "pictures" : "list",
): HTMLElement =>
  el(
    "div",
    { class: `cq-options cq-${kind}` },
    ...options.map(({ id, text, picture, colour }) =>
      el(
        "label",
        { class: "cq-option" },
        el("input", { type, name, value: id, checked: [chosen].flat().map(String).includes(id) }),
        picture && el("img", { src: picture, alt: "", width: 320, height: 240, loading: "lazy" }),
        colour && el("i", { style: `background:${colour}` }),
        el("span", {}, text),
      ),
    ),
  );

const checked = (controls: ParentNode): string[] =>
  [...controls.querySelectorAll<HTMLInputElement>("input:checked")].map(({ value }) => value);

/** Nothing chosen is null, never an empty list. */
export const readIds = (controls: ParentNode): string[] | null => {
  const ids = checked(controls);
  return ids[0] ? ids : null;
};

/** Choices that stand for a number, or for yes and no. */
export const readMeaning = (controls: ParentNode): number | boolean | null =>
  JSON.parse(checked(controls)[0] ?? "null") as number | boolean | null;
