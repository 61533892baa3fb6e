import { el } from "./dom.ts";

/** What the two ends of a scale mean. */
export const ends = (low = "", high = ""): HTMLElement =>
  el("p", { class: "cq-ends" }, el("span", {}, low), el("span", {}, high));
