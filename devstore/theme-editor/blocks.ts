import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";
import { isTemplateName } from "./theme.ts";
import type { SettingValue, Settings, TemplateName } from "./theme.ts";

export type BlockSetting = {
  type: string;
  id?: string;
  label?: string;
  info?: string;
  content?: string;
  placeholder?: string;
  default?: SettingValue;
  min?: number;
  max?: number;
  step?: number;
  unit?: string;
  options?: { value: string; label: string; group?: string }[];
};

/** A block of the app's theme extension, as its `{% schema %}` declares it. */
export type ExtensionBlock = {
  handle: string;
  name: string;
  target: "section" | "body" | "head" | "compliance_head";
  settings: BlockSetting[];
  /** Templates it may stand in. */
  templates: TemplateName[];
  /** `available_if`: the app-data metafield that must be true, e.g. `app.metafields.candor.on`. */
  availableIf: string | undefined;
};

export type ThemeExtension = { handle: string; uid: string; folder: string; blocks: ExtensionBlock[] };

/** Theme extensions of the project: folders under extensions/ with a blocks/ folder. */
export function readThemeExtensions(root: string): ThemeExtension[] {
  const parent = path.join(root, "extensions");
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .sort()
    .map((name) => path.join(parent, name))
    .filter((folder) => existsSync(path.join(folder, "blocks")))
    .map((folder) => ({ ...readManifest(folder), folder, blocks: readBlocks(folder) }));
}

function readManifest(folder: string): { handle: string; uid: string } {
  const file = path.join(folder, "shopify.extension.toml");
  const toml = (existsSync(file) ? parse(readFileSync(file, "utf8")) : {}) as { extensions?: object[] } & object;
  const own = { ...toml, ...toml.extensions?.[0] } as { handle?: string; uid?: string };
  const handle = own.handle ?? path.basename(folder);
  return { handle, uid: own.uid ?? uuidOf(handle) };
}

/** Shopify gives each extension a uid when it is first deployed; here it follows from the handle. */
function uuidOf(handle: string): string {
  const hex = createHash("sha256").update(`extension:${handle}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

function readBlocks(folder: string): ExtensionBlock[] {
  const translate = readSchemaTranslations(folder);
  return readdirSync(path.join(folder, "blocks"))
    .filter((file) => file.endsWith(".liquid"))
    .sort()
    .map((file) =>
      readBlock(path.basename(file, ".liquid"), readFileSync(path.join(folder, "blocks", file), "utf8"), translate),
    );
}

type Schema = {
  name?: unknown;
  target?: ExtensionBlock["target"];
  settings?: Record<string, unknown>[];
  templates?: string[];
  enabled_on?: { templates?: string[] };
  disabled_on?: { templates?: string[] };
  available_if?: string;
};

function readBlock(handle: string, liquid: string, translate: (value: unknown) => unknown): ExtensionBlock {
  const source = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/.exec(liquid)?.[1];
  if (source === undefined) throw new Error(`The block ${handle} has no {% schema %}.`);
  const schema = translate(JSON.parse(source)) as Schema;
  return {
    handle,
    name: String(schema.name ?? handle),
    target: schema.target ?? "section",
    settings: (schema.settings ?? []) as BlockSetting[],
    templates: allowedTemplates(schema),
    availableIf: schema.available_if?.replace(/[{}\s]/g, ""),
  };
}

function allowedTemplates(schema: Schema): TemplateName[] {
  const on = schema.enabled_on?.templates ?? schema.templates ?? ["*"];
  const off = schema.disabled_on?.templates ?? [];
  const all: TemplateName[] = ["index", "product", "collection", "page", "cart"];
  return all.filter(
    (name) =>
      isTemplateName(name) && (on.includes("*") || on.includes(name)) && !off.includes(name) && !off.includes("*"),
  );
}

/** `t:…` keys in a schema are read from locales/en.default.schema.json. */
function readSchemaTranslations(folder: string): (value: unknown) => unknown {
  const file = path.join(folder, "locales", "en.default.schema.json");
  const words = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as unknown) : {};
  const find = (key: string) =>
    key.split(".").reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], words) ?? key;
  const translate = (value: unknown): unknown => {
    if (typeof value === "string") return value.startsWith("t:") ? find(value.slice(2)) : value;
    if (Array.isArray(value)) return value.map(translate);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, translate(inner)]));
  };
  return translate;
}

export function defaultSettings(block: ExtensionBlock): Settings {
  const withDefault = block.settings.filter((setting) => setting.id !== undefined && setting.default !== undefined);
  return Object.fromEntries(withDefault.map((setting) => [setting.id, setting.default])) as Settings;
}
