import { readFileSync } from "node:fs";
import path from "node:path";
import { Liquid } from "liquidjs";
import { registerFilters, splitArguments } from "./filters.ts";
import { registerTags } from "./tags.ts";
import { type Locales, readLocales } from "./translate.ts";

export interface LiquidSource {
  /** Folder with snippets/ and locales/, and whatever else templates are rendered from. */
  folder: string;
  /** Public address of the folder's assets. */
  assetsUrl: string;
}

/** Liquid as a theme or an app block sees it. An unknown tag or filter is an error, never silence. */
export class LiquidFolder {
  readonly locales: Locales;
  readonly #folder: string;
  readonly #engine: Liquid;

  constructor({ folder, assetsUrl }: LiquidSource) {
    this.#folder = folder;
    this.locales = readLocales(path.join(folder, "locales"));
    this.#engine = new Liquid({
      root: [path.join(folder, "snippets"), folder],
      partials: [path.join(folder, "snippets")],
      extname: ".liquid",
      strictFilters: true,
      ownPropertyOnly: true,
      relativeReference: false,
    });
    registerFilters(this.#engine);
    registerTags(this.#engine);
    this.#registerAssets(assetsUrl);
  }

  #registerAssets(assetsUrl: string): void {
    const folder = this.#folder;
    const { locales } = this;
    this.#engine.registerFilter("asset_url", (file: unknown) => `${assetsUrl}${String(file)}`);
    this.#engine.registerFilter("asset_img_url", (file: unknown) => `${assetsUrl}${String(file)}`);
    this.#engine.registerFilter("inline_asset_content", (file: unknown) =>
      readFileSync(path.join(folder, "assets", path.basename(String(file))), "utf8"),
    );
    const translate = function (this: { context: { globals: object } }, key: unknown, ...rest: unknown[]): string {
      const { request } = this.context.globals as { request: { locale: { iso_code: string } } };
      return locales.translate(request.locale.iso_code, String(key), splitArguments(rest).named);
    };
    this.#engine.registerFilter("t", translate);
    this.#engine.registerFilter("translate", translate);
  }

  /** Renders a file of the folder, such as `sections/main-product.liquid`. */
  async renderFile(file: string, page: object, scope: object): Promise<string> {
    return this.renderText(readFileSync(path.join(this.#folder, file), "utf8"), page, scope, file);
  }

  async renderText(text: string, page: object, scope: object, name: string): Promise<string> {
    try {
      return (await this.#engine.parseAndRender(text, scope, { globals: page })) as string;
    } catch (error) {
      throw new Error(`Liquid error in ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
