import type english from "../locales/en.default.json";

/** The widget's own words, in the page's language: rendered by Liquid (snippets/candor-words.liquid) from locales/. */
export type Words = (typeof english)["candor"]["widget"];

/** Puts values into "Question {n} of {total}". */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
