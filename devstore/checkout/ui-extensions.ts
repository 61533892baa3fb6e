import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";

/** An extension of checkout or customer accounts, as the Shopify CLI built it. */
export interface UiExtension {
  handle: string;
  name: string;
  targets: readonly string[];
  networkAccess: boolean;
  /** Locale → words; the default one is under "". */
  words: Readonly<Record<string, unknown>>;
  /** The built script; read anew for each page, so that a new build shows at once. */
  readScript(): string | undefined;
}

interface Toml {
  extensions?: {
    type?: string;
    handle?: string;
    name?: string;
    targeting?: { target?: string }[];
    capabilities?: { network_access?: boolean };
  }[];
}

/** Folders of extensions/ whose toml declares a `ui_extension`. */
export function readUiExtensions(root: string): UiExtension[] {
  const parent = path.join(root, "extensions");
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .sort()
    .map((name) => path.join(parent, name))
    .filter((folder) => existsSync(path.join(folder, "shopify.extension.toml")))
    .flatMap((folder) => {
      const toml = parse(readFileSync(path.join(folder, "shopify.extension.toml"), "utf8")) as Toml;
      return (toml.extensions ?? [])
        .filter(({ type }) => type === "ui_extension")
        .map((extension) => uiExtension(folder, extension));
    });
}

function uiExtension(folder: string, extension: NonNullable<Toml["extensions"]>[number]): UiExtension {
  const words = readWords(path.join(folder, "locales"));
  const own = words[""] as Record<string, unknown> | undefined;
  const key = /^t:(.+)$/.exec(extension.name ?? "")?.[1];
  const name = key === undefined ? extension.name : own?.[key];
  return {
    handle: extension.handle ?? path.basename(folder),
    name: typeof name === "string" ? name : path.basename(folder),
    targets: (extension.targeting ?? []).flatMap(({ target }) => (target ? [target] : [])),
    networkAccess: extension.capabilities?.network_access === true,
    words,
    readScript: () => newestScript(path.join(folder, "dist")),
  };
}

function readWords(folder: string): Record<string, unknown> {
  if (!existsSync(folder)) return {};
  return Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith(".json"))
      .map((file) => {
        const locale = file.endsWith(".default.json") ? "" : path.basename(file, ".json");
        return [locale, JSON.parse(readFileSync(path.join(folder, file), "utf8")) as unknown];
      }),
  );
}

function newestScript(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const [script] = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
  return script === undefined ? undefined : readFileSync(path.join(folder, script), "utf8");
}
