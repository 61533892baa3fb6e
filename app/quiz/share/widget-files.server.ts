import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Liquid } from "liquidjs";
import type { StorefrontQuiz } from "../../contract/quiz.ts";

// By path from the project's root: the server bundle moves this module, the extension stays where it is.
const THEME = path.resolve("extensions/theme-quiz");
const TYPES: Record<string, string> = { ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8" };

export interface WidgetFile {
  type: string;
  body: Uint8Array;
}

type Words = { [key: string]: string | Words };

interface Shown {
  quiz: StorefrontQuiz;
  /** As the merchant has it, without slashes around: "apps/candor". */
  proxy: string;
  customerId: string | undefined;
  filesUrl: string;
}

/** The storefront's own widget for pages that we serve: its built files, and its element drawn by the very snippets of the theme block. */
export function loadWidget() {
  const names = readdirSync(path.join(THEME, "assets")).filter((name) => /^[a-z][a-z0-9-]*\.(js|css)$/.test(name));
  const files = new Map<string, WidgetFile>();
  const hash = createHash("sha256");
  for (const name of names.sort()) {
    const body = new Uint8Array(readFileSync(path.join(THEME, "assets", name)));
    hash.update(name).update(body);
    files.set(name, { type: TYPES[path.extname(name)] ?? "", body });
  }
  return { files, hash: hash.digest("hex").slice(0, 16), draw: createDraw() };
}

function readWords(): Map<string, Words> {
  const folder = path.join(THEME, "locales");
  const files = readdirSync(folder).filter((file) => /^[A-Za-z-]+(\.default)?\.json$/.test(file));
  return new Map(
    files.map((file) => [
      file.replace(/(\.default)?\.json$/, ""),
      JSON.parse(readFileSync(path.join(folder, file), "utf8")) as Words,
    ]),
  );
}

function createDraw() {
  const words = readWords();
  const find = (language: string, key: string) =>
    key
      .split(".")
      .reduce<string | Words | undefined>(
        (at, part) => (typeof at === "object" ? at[part] : undefined),
        words.get(language),
      );
  const engine = new Liquid({
    root: [path.join(THEME, "snippets")],
    extname: ".liquid",
    cache: true,
    strictFilters: true,
    ownPropertyOnly: true,
    relativeReference: false,
  });
  engine.registerFilter("t", function (this: { context: { globals: object } }, key: string) {
    const { language, part } = this.context.globals as { language: string; part: string };
    const word = find(language, key) ?? find(part, key) ?? find("en", key);
    return typeof word === "string" ? word : "";
  });
  engine.registerFilter("asset_url", function (this: { context: { globals: object } }, file: string) {
    return (this.context.globals as { filesUrl: string }).filesUrl + file;
  });
  const template = engine.parse(
    "{% render 'candor-quiz', quiz: quiz, placement: 'page', proxy: proxy, accent: quiz.colours.accent %}",
  );

  return ({ quiz, proxy, customerId, filesUrl }: Shown): string => {
    const { language } = quiz;
    const globals = {
      language,
      part: language.split("-")[0] ?? "en",
      filesUrl,
      request: { locale: { iso_code: language } },
      routes: { root_url: "/", all_products_collection_url: "/collections/all", account_login_url: "/account/login" },
      customer: customerId === undefined ? null : { id: customerId },
    };
    return String(engine.renderSync(template, { quiz, proxy }, { globals }));
  };
}
