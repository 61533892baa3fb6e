import { readFileSync } from "node:fs";
import path from "node:path";
import type { State } from "../state.ts";
import { defaultSettings, type ThemeExtension } from "../theme-editor/blocks.ts";
import {
  blockHandle,
  readSettings,
  readTemplate,
  type Settings,
  type TemplateName,
  type ThemeBlock,
} from "../theme-editor/theme.ts";
import { appMetafields } from "./metafields.ts";
import { findProduct, listCollections } from "./catalogue.ts";
import { escapeHtml } from "./liquid/filters.ts";
import { LiquidFolder } from "./liquid/engine.ts";
import type { PageContext } from "./page-context.ts";

interface LoadedBlock {
  handle: string;
  liquid: string;
  schema: { javascript?: string; stylesheet?: string; target?: string };
  extension: ThemeExtension;
  folder: LiquidFolder;
}

/** What a page got from app blocks: their markup, and each asset that their schemas name, once. */
export interface BlockOutput {
  html: string;
  assets: Set<string>;
}

const SCHEMA = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/;

/** The app's theme extensions as the storefront renders them. */
export class AppBlocks {
  readonly locales: readonly string[];
  readonly #blocks = new Map<string, LoadedBlock>();
  readonly #state: State;
  readonly #assetsUrl: string;

  constructor(state: State, extensions: readonly ThemeExtension[], assetsUrl: string) {
    this.#state = state;
    this.#assetsUrl = assetsUrl;
    const names = new Set<string>(["en"]);
    for (const extension of extensions) {
      const folder = new LiquidFolder({ folder: extension.folder, assetsUrl });
      for (const name of folder.locales.names) names.add(name);
      for (const { handle } of extension.blocks) {
        const liquid = readFileSync(path.join(extension.folder, "blocks", `${handle}.liquid`), "utf8");
        const schema = JSON.parse(SCHEMA.exec(liquid)?.[1] ?? "{}") as LoadedBlock["schema"];
        this.#blocks.set(handle, { handle, liquid, schema, extension, folder });
      }
    }
    this.locales = [...names];
  }

  /** App blocks of one section of a template, in the theme's order. */
  async renderSection(template: TemplateName, sectionId: string, page: PageContext): Promise<BlockOutput> {
    const section = readTemplate(this.#state, template).sections[sectionId];
    const ids = section?.block_order ?? Object.keys(section?.blocks ?? {});
    const output: BlockOutput = { html: "", assets: new Set() };
    for (const id of ids) {
      const block = section?.blocks?.[id];
      if (!block || block.disabled || section?.disabled) continue;
      await this.#renderBlock(id, block, page, output, { id: sectionId, settings: section?.settings ?? {} });
    }
    return output;
  }

  /** App embeds that are switched on, of one target. */
  async renderEmbeds(target: "head" | "body", page: PageContext): Promise<BlockOutput> {
    const output: BlockOutput = { html: "", assets: new Set() };
    for (const [id, block] of Object.entries(readSettings(this.#state).current.blocks ?? {})) {
      const loaded = this.#blocks.get(blockHandle(block.type) ?? "");
      const own = loaded?.schema.target === "head" || loaded?.schema.target === "compliance_head" ? "head" : "body";
      if (block.disabled || own !== target) continue;
      await this.#renderBlock(id, block, page, output, undefined);
    }
    return output;
  }

  async #renderBlock(
    id: string,
    block: ThemeBlock,
    page: PageContext,
    output: BlockOutput,
    section: object | undefined,
  ): Promise<void> {
    const loaded = this.#blocks.get(blockHandle(block.type) ?? "");
    // The theme keeps the block of an extension that is gone; Shopify then renders nothing.
    if (!loaded || !this.#isAvailable(loaded)) return;
    const declared = loaded.extension.blocks.find(({ handle }) => handle === loaded.handle);
    const settings = this.#resolveSettings(declared?.settings ?? [], {
      ...(declared ? defaultSettings(declared) : {}),
      ...block.settings,
    });
    const attributes = page.request.design_mode
      ? ` data-shopify-editor-block='${escapeHtml(JSON.stringify({ id, type: block.type }))}'`
      : "";
    const scope = {
      block: { id, type: block.type, settings, shopify_attributes: attributes },
      app: { metafields: appMetafields(this.#state) },
      ...(section ? { section } : {}),
    };
    const html = await loaded.folder.renderText(loaded.liquid, page, scope, `${loaded.handle}.liquid`);
    const { javascript, stylesheet, target } = loaded.schema;
    if (stylesheet)
      output.assets.add(`<link href="${this.#assetsUrl}${stylesheet}" rel="stylesheet" type="text/css" media="all">`);
    if (javascript)
      output.assets.add(`<script src="${this.#assetsUrl}${javascript}" type="text/javascript" defer="defer"></script>`);
    const inHead = target === "head" || target === "compliance_head";
    output.html += `<!-- BEGIN app ${section ? "block" : "embed"}: ${escapeHtml(block.type)} -->`;
    output.html += inHead
      ? html
      : `<div id="shopify-block-${escapeHtml(id)}" class="shopify-block shopify-app-block"${attributes}>${html}</div>`;
    output.html += "<!-- END app block -->\n";
  }

  /** `available_if: "{{ app.metafields.candor.on }}"`: shown only when that metafield is true. */
  #isAvailable(loaded: LoadedBlock): boolean {
    const condition = loaded.extension.blocks.find(({ handle }) => handle === loaded.handle)?.availableIf;
    const match = condition === undefined ? null : /^app\.metafields\.([\w-]+)\.([\w-]+)$/.exec(condition);
    return !match || appMetafields(this.#state)[match[1] ?? ""]?.[match[2] ?? ""]?.value === true;
  }

  /** A setting that names a product or a collection is that in Liquid. */
  #resolveSettings(declared: readonly { id?: string; type: string }[], values: Settings): object {
    return Object.fromEntries(
      Object.entries(values).map(([id, value]) => {
        const type = declared.find((setting) => setting.id === id)?.type;
        if (typeof value !== "string") return [id, value];
        if (type === "product") return [id, findProduct(this.#state, value) ?? null];
        if (type === "collection")
          return [id, listCollections(this.#state).find(({ handle }) => handle === value) ?? null];
        return [id, value];
      }),
    );
  }
}
