import { AsyncLocalStorage } from "node:async_hooks";
import { readThemeFile, writeThemeFile } from "../state.ts";
import type { State } from "../state.ts";

/** Templates of the published theme that take app blocks. */
export const TEMPLATES = ["index", "product", "collection", "page", "cart"] as const;
export type TemplateName = (typeof TEMPLATES)[number];

export type SettingValue = string | number | boolean | null;
export type Settings = Record<string, SettingValue>;

/** A block as Shopify's theme JSON holds it; an app's block has the type `shopify://apps/<app>/blocks/<handle>/<uid>`. */
export type ThemeBlock = { type: string; disabled?: boolean; settings?: Settings };

export type ThemeSection = {
  type: string;
  disabled?: boolean;
  settings?: Settings;
  blocks?: Record<string, ThemeBlock>;
  block_order?: string[];
};

/** `templates/*.json`. Sections of type `apps` hold app blocks only; `main` is the theme's own section. */
export type ThemeTemplate = { sections: Record<string, ThemeSection>; order: string[] };

/** `config/settings_data.json`: app embeds stand under `current.blocks`. */
export type ThemeSettings = { current: { blocks?: Record<string, ThemeBlock> } & Record<string, unknown> };

/** A theme as the editor holds it before it is saved. */
export type ThemeDraft = { templates: Record<TemplateName, ThemeTemplate>; settings: ThemeSettings };

/** While the editor's preview is rendered, reading the theme gives the draft. */
const previewed = new AsyncLocalStorage<ThemeDraft>();

export function whilePreviewing(draft: ThemeDraft, render: () => void): void {
  previewed.run(draft, render);
}

const MAIN: Record<TemplateName, string> = {
  index: "main-index",
  product: "main-product",
  collection: "main-collection",
  page: "main-page",
  cart: "main-cart",
};

export function isTemplateName(name: string): name is TemplateName {
  return (TEMPLATES as readonly string[]).includes(name);
}

export function readTemplate(state: State, name: TemplateName): ThemeTemplate {
  const draft = previewed.getStore();
  if (draft) return draft.templates[name];
  const body = readThemeFile(state, `templates/${name}.json`);
  if (body === undefined) return { sections: { main: { type: MAIN[name] } }, order: ["main"] };
  return JSON.parse(body) as ThemeTemplate;
}

export function writeTemplate(state: State, name: TemplateName, template: ThemeTemplate): void {
  writeThemeFile(state, `templates/${name}.json`, JSON.stringify(template, null, 2));
}

export function readSettings(state: State): ThemeSettings {
  const draft = previewed.getStore();
  if (draft) return draft.settings;
  const body = readThemeFile(state, "config/settings_data.json");
  return body === undefined ? { current: {} } : (JSON.parse(body) as ThemeSettings);
}

export function writeSettings(state: State, settings: ThemeSettings): void {
  writeThemeFile(state, "config/settings_data.json", JSON.stringify(settings, null, 2));
}

export function readTheme(state: State): ThemeDraft {
  const templates = Object.fromEntries(TEMPLATES.map((name) => [name, readTemplate(state, name)]));
  return { templates: templates as ThemeDraft["templates"], settings: readSettings(state) };
}

/** A fresh theme: every template holds its main section, no app block, no embed. Files that exist stay. */
export function seedTheme(state: State): void {
  for (const name of TEMPLATES) {
    if (readThemeFile(state, `templates/${name}.json`) === undefined) {
      writeTemplate(state, name, readTemplate(state, name));
    }
  }
  if (readThemeFile(state, "config/settings_data.json") === undefined) writeSettings(state, readSettings(state));
}

/** The handle in `shopify://apps/<app>/blocks/<handle>/<uid>`; undefined for the theme's own blocks. */
export function blockHandle(type: string): string | undefined {
  return /^shopify:\/\/apps\/[^/]+\/blocks\/([^/]+)(?:\/|$)/.exec(type)?.[1];
}
