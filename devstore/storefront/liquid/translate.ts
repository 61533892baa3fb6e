import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { escapeHtml } from "./filters.ts";

type Words = { [key: string]: string | Words };

/** The storefront locales of a theme or an extension: locales/en.default.json, locales/de.json … */
export interface Locales {
  /** The default one first. */
  readonly names: readonly string[];
  translate(locale: string, key: string, values: Readonly<Record<string, unknown>>): string;
}

export function readLocales(folder: string): Locales {
  const files = existsSync(folder)
    ? readdirSync(folder).filter((file) => file.endsWith(".json") && !file.endsWith(".schema.json"))
    : [];
  const words = new Map<string, Words>();
  let standard = "en";
  for (const file of files) {
    const name = file.replace(/(?:\.default)?\.json$/, "");
    if (file.endsWith(".default.json")) standard = name;
    words.set(name, JSON.parse(readFileSync(path.join(folder, file), "utf8")) as Words);
  }
  const find = (locale: string, key: string): string | Words | undefined =>
    key
      .split(".")
      .reduce<string | Words | undefined>(
        (at, part) => (typeof at === "object" ? at[part] : undefined),
        words.get(locale),
      );
  return {
    names: [standard, ...[...words.keys()].filter((name) => name !== standard).sort()],
    translate(locale, key, values) {
      const found = find(locale, key) ?? find(standard, key);
      const text = typeof found === "object" ? pluralForm(found, locale, values["count"]) : found;
      // Shopify says so on the page, and nobody can overlook it.
      if (text === undefined) return `Translation missing: ${locale}.${key}`;
      // Only keys that end in _html may hold markup.
      const html = /(?:_|\.)html$/.test(key);
      const filled = text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => {
        return html ? escapeHtml(values[name]) : String(values[name] ?? "");
      });
      return html ? filled : escapeHtml(filled);
    },
  };
}

function pluralForm(forms: Words, locale: string, count: unknown): string | undefined {
  if (count === undefined) return undefined;
  const form =
    Number(count) === 0 && forms["zero"] !== undefined ? "zero" : new Intl.PluralRules(locale).select(Number(count));
  const text = forms[form] ?? forms["other"];
  return typeof text === "string" ? text : undefined;
}
