// What Shopify checks when an extension is deployed, what its theme check does not see, and our own byte budget.
//   node tools/check-extensions.ts
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { parse } from "smol-toml";
import { buildTheme } from "./build-extensions.ts";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** All that answering needs, whatever the types of question. What comes after the first answer (quiz-end) is loaded then; the preview's script is for the admin only. */
export const EARLY_ASSETS = ["quiz.js", "quiz-walk.js", "quiz.css"];
const EARLY_BROTLI = 8000;
/** On every page, where the embed is switched on. */
const EMBED_BROTLI = 1000;
/** All that a page with the pop-up loads before the pop-up opens. */
const POPUP_WATCH_BROTLI = 1000;
/** What the pop-up adds to the quiz once it opens. */
const POPUP_OPEN_BROTLI = 2500;
const SCHEMA_SCRIPT = 10_000;
const SCHEMA_STYLE = 100_000;
const LIQUID_ALL = 100_000;
const LOCALE_FILE = 15_000;
const EXTENSION_ALL = 10_000_000;

const FOLDERS: Record<string, RegExp> = {
  assets: /^[\w-]+\.(js|css|svg|png|jpe?g|json|woff2)$/,
  blocks: /^[\w-]+\.liquid$/,
  snippets: /^[\w-]+\.liquid$/,
  locales: /^[a-z]{2}(-[A-Z]{2})?(\.default)?(\.schema)?\.json$/,
};
const LANGUAGES = ["en", "ja", "de", "fr", "es", "ar"];
const IGNORED = ["src", "shopify.extension.toml", ".shopifyignore", ".gitignore"];
const TARGETS = ["section", "head", "body", "compliance_head"];
const SETTINGS = (
  "checkbox number radio range select text textarea article blog collection collection_list color color_background color_scheme " +
  "font_picker html image_picker inline_richtext link_list liquid metaobject metaobject_list page product product_list richtext " +
  "text_alignment url video video_url header paragraph"
).split(" ");

interface Setting {
  type: string;
  id?: string;
  label?: string;
  default?: unknown;
  min?: number;
  max?: number;
  step?: number;
  options?: { value: string; label: string }[];
}

interface Schema {
  name?: string;
  target?: string;
  javascript?: string;
  stylesheet?: string;
  settings?: Setting[];
}

const size = (file: string): number => statSync(file).size;
const list = (folder: string): string[] => readdirSync(folder).map((name) => path.join(folder, name));

/** All that is wrong, in words. `assets`: where the built files lie, when not in the extension itself. */
export function findFaults(extension: string, assets = path.join(extension, "assets")): string[] {
  return [
    ...layoutFaults(extension),
    ...list(path.join(extension, "blocks")).flatMap((file) => blockFaults(file, extension, assets)),
    ...localeFaults(path.join(extension, "locales")),
    ...budgetFaults(assets),
  ];
}

function layoutFaults(extension: string): string[] {
  const strangers = readdirSync(extension).filter((name) => !(name in FOLDERS) && !IGNORED.includes(name));
  const ignore = readFileSync(path.join(extension, ".shopifyignore"), "utf8").split("\n");
  const misnamed = Object.entries(FOLDERS).flatMap(([folder, allowed]) =>
    readdirSync(path.join(extension, folder))
      .filter((name) => !allowed.test(name))
      .map((name) => `${folder}/${name}: a deploy refuses this file name`),
  );
  const liquid = ["blocks", "snippets"].flatMap((folder) => list(path.join(extension, folder)));
  const total = Object.keys(FOLDERS).flatMap((folder) => list(path.join(extension, folder)));
  return [
    ...strangers.map((name) => `${name}: a deploy refuses what is not in ${Object.keys(FOLDERS).join(", ")}`),
    ...(ignore.includes("src/*") ? [] : [".shopifyignore: src/* is missing"]),
    ...misnamed,
    ...over("Liquid in all", sum(liquid.map(size)), LIQUID_ALL),
    ...over("the extension in all", sum(total.map(size)), EXTENSION_ALL),
  ];
}

function blockFaults(file: string, extension: string, assets: string): string[] {
  const where = `blocks/${path.basename(file)}`;
  const source = /\{%-?\s*schema\s*-?%\}([^]*?)\{%-?\s*endschema\s*-?%\}/.exec(readFileSync(file, "utf8"))?.[1];
  if (source === undefined) return [`${where}: has no {% schema %}`];
  const schema = JSON.parse(source) as Schema;
  const name = translated(schema.name ?? "", extension);
  const ids = (schema.settings ?? []).flatMap(({ id }) => id ?? []);
  const faults = [
    ...(name.length > 0 && name.length < 25 ? [] : [`name "${name}" must have 1 to 24 characters`]),
    ...(TARGETS.includes(schema.target ?? "") ? [] : [`target "${schema.target}" is none of ${TARGETS.join(", ")}`]),
    ...(schema.settings ?? [])
      .filter(({ type }) => !SETTINGS.includes(type))
      .map(({ type }) => `setting type "${type}" does not exist`),
    ...(new Set(ids).size === ids.length ? [] : ["two settings have the same id"]),
    ...[...new Set(source.match(/"t:[\w.]+"/g))]
      .map((key) => key.slice(1, -1))
      .filter((key) => !translated(key, extension))
      .map((key) => `no words for ${key}`),
    ...(schema.settings ?? []).flatMap(settingFaults),
    ...(schema.javascript ? over(schema.javascript, size(path.join(assets, schema.javascript)), SCHEMA_SCRIPT) : []),
    ...(schema.stylesheet ? over(schema.stylesheet, size(path.join(assets, schema.stylesheet)), SCHEMA_STYLE) : []),
  ];
  return faults.map((fault) => `${where}: ${fault}`);
}

/** Shopify refuses a range of more than 101 steps, and a default that cannot be chosen. */
function settingFaults({ type, id, min = 0, max = 0, step = 1, options = [], default: value }: Setting): string[] {
  if (type === "range") {
    const steps = (max - min) / step;
    const fits = typeof value === "number" && value >= min && value <= max && Number.isInteger((value - min) / step);
    return [
      ...(Number.isInteger(steps) && steps >= 3 && steps <= 100 ? [] : [`${id} has ${steps} steps (3 to 100)`]),
      ...(fits ? [] : [`${id}: its default ${String(value)} cannot be chosen`]),
    ];
  }
  if (type !== "select" && type !== "radio") return [];
  return options.some((option) => option.value === value) ? [] : [`${id}: its default ${String(value)} is no option`];
}

function translated(text: string, extension: string): string {
  if (!text.startsWith("t:")) return text;
  const words: unknown = JSON.parse(readFileSync(path.join(extension, "locales/en.default.schema.json"), "utf8"));
  const found = text
    .slice(2)
    .split(".")
    .reduce<unknown>(
      (at, key) => (typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined),
      words,
    );
  return typeof found === "string" ? found : "";
}

const leaves = (words: object, prefix = ""): [string, string][] =>
  Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "object" && value !== null
      ? leaves(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, String(value)]],
  );

/** What shoppers read, and what merchants read in the theme editor. */
function localeFaults(folder: string): string[] {
  const schema = (file: string) => file.endsWith(".schema.json");
  const files = list(folder);
  const missing = LANGUAGES.flatMap((language) =>
    files.some((file) => path.basename(file).split(".")[0] === language && !schema(file))
      ? []
      : [`locales: no ${language}`],
  );
  return [
    ...missing,
    ...wordFaults(
      files.filter((file) => !schema(file)),
      path.join(folder, "en.default.json"),
    ),
    ...wordFaults(files.filter(schema), path.join(folder, "en.default.schema.json")),
  ];
}

/** Every language says everything, with the same gaps to fill; the widget's words need no escaping on their way through `t`. */
function wordFaults(files: string[], english: string): string[] {
  const read = (file: string) => new Map(leaves(JSON.parse(readFileSync(file, "utf8")) as object));
  const wanted = read(english);
  const gaps = (text: string | undefined) => [...(text ?? "").matchAll(/\{+\s*\w+\s*\}+/g)].map(String).sort().join();
  return files.flatMap((file) => {
    const words = read(file);
    const where = `locales/${path.basename(file)}`;
    return [
      ...over(where, size(file), LOCALE_FILE),
      ...[...wanted].filter(([key]) => !words.get(key)?.trim()).map(([key]) => `${where}: ${key} is missing`),
      ...[...words].filter(([key]) => !wanted.has(key)).map(([key]) => `${where}: ${key} is not used`),
      ...[...words]
        .filter(([key, text]) => wanted.has(key) && gaps(text) !== gaps(wanted.get(key)))
        .map(([key]) => `${where}: ${key} has other gaps than the English`),
      ...[...words]
        .filter(([key, text]) => key.startsWith("candor.widget.") && /[&<>"']/.test(text))
        .map(([key]) => `${where}: ${key} holds one of & < > " ', which arrives escaped (write ’ “ ”)`),
    ];
  });
}

export const brotliBytes = (file: string): number => brotliCompressSync(readFileSync(file)).length;

function budgetFaults(assets: string): string[] {
  const brotli = (what: string, names: string[], most: number) =>
    over(`${what}, ${names.join(" + ")}, brotli`, sum(names.map((name) => brotliBytes(path.join(assets, name)))), most);
  return [
    ...brotli("a quiz of any types", EARLY_ASSETS, EARLY_BROTLI),
    ...brotli("any page, where the embed is on", ["embed.js"], EMBED_BROTLI),
    ...brotli("a page on which the pop-up waits", ["popup.js"], POPUP_WATCH_BROTLI),
    ...brotli("a pop-up that opens", ["popup-open.js", "popup.css"], POPUP_OPEN_BROTLI),
  ];
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);
const over = (what: string, bytes: number, most: number): string[] =>
  bytes > most ? [`${what}: ${bytes} bytes, ${most} at most`] : [];

/** Shopify's own linter for theme app extensions, offline. */
async function themeCheckFaults(extension: string): Promise<string[]> {
  process.env["SHOPIFY_TLD_ROOT"] ??= "/nonexistent";
  const { themeCheckRun } = await import("@shopify/theme-check-node");
  const { offenses } = await themeCheckRun(extension, "theme-check:theme-app-extension");
  return offenses.map(({ uri, check, message }) => `${path.basename(uri)}: ${check}: ${message}`);
}

/** The two targets that we mean, and the capability without which no answer leaves the checkout. */
function surveyFaults(): string[] {
  const toml = parse(readFileSync(path.join(root, "extensions/checkout-survey/shopify.extension.toml"), "utf8"));
  const [extension] = toml["extensions"] as {
    targeting: { target: string }[];
    capabilities?: { network_access?: boolean };
  }[];
  const targets = extension?.targeting.map(({ target }) => target).join(" ");
  const meant = "purchase.thank-you.block.render customer-account.order-status.block.render";
  return [
    ...(targets === meant ? [] : [`checkout-survey: targets are ${targets}`]),
    ...(extension?.capabilities?.network_access ? [] : ["checkout-survey: network_access is not declared"]),
  ];
}

export async function checkExtensions(): Promise<string[]> {
  const extension = path.join(root, "extensions/theme-quiz");
  const assets = mkdtempSync(path.join(tmpdir(), "candor-assets-"));
  try {
    await buildTheme(assets);
    return [...findFaults(extension, assets), ...surveyFaults(), ...(await themeCheckFaults(extension))];
  } finally {
    rmSync(assets, { recursive: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const faults = await checkExtensions();
  for (const fault of faults) process.stderr.write(`extensions: ${fault}\n`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
