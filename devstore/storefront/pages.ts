import type { Request, Response } from "express";
import { readDemoShoppers } from "../loader/demo-shoppers.ts";
import type { Platform } from "../platform.ts";
import { isTemplateName, readTemplate, type TemplateName } from "../theme-editor/theme.ts";
import { cartJson } from "./cart.ts";
import { cartOf } from "./cart-routes.ts";
import { contentForHeader } from "./content-for-header.ts";
import { LiquidFolder } from "./liquid/engine.ts";
import { type PageContext, pageContext } from "./page-context.ts";
import type { AppBlocks, BlockOutput } from "./theme-blocks.ts";
import { chooseLocale, findShopper } from "./visitor.ts";

export interface PageToRender {
  /** Shopify's page type; when it has a JSON template, app blocks stand where the theme says. */
  type: string;
  title: string;
  /** Objects of this page: product, collection, … */
  scope: Record<string, unknown>;
  /** The theme's own section; `main-<type>` when left out. */
  section?: string;
  /** Ready markup instead of a section (an app proxy's Liquid). */
  markup?: (page: PageContext) => Promise<string>;
  status?: number;
}

/** Shopify.loadFeatures and the customer privacy API. */
const FEATURES = '<script src="/cdn/shopifycloud/storefront.js" defer="defer"></script>';
const THEME_ASSETS = "/cdn/shop/t/1/assets/";

/** Renders pages of the theme: layout, sections of the template in their order, app blocks, embeds. */
export class Pages {
  readonly #platform: Platform;
  readonly #blocks: AppBlocks;
  readonly #theme: LiquidFolder;

  constructor(platform: Platform, blocks: AppBlocks) {
    this.#platform = platform;
    this.#blocks = blocks;
    this.#theme = new LiquidFolder({ folder: new URL("./theme", import.meta.url).pathname, assetsUrl: THEME_ASSETS });
  }

  async send(request: Request, response: Response, wanted: PageToRender): Promise<void> {
    const page = this.#context(request, response, wanted);
    const outputs: BlockOutput[] = [];
    const content = wanted.markup ? await wanted.markup(page) : await this.#content(page, wanted, outputs);
    const head = await this.#blocks.renderEmbeds("head", page);
    const body = await this.#blocks.renderEmbeds("body", page);
    const assets = new Set([...outputs, head, body].flatMap((output) => [...output.assets]));
    const html = await this.#theme.renderFile("layout/theme.liquid", page, {
      content_for_header: contentForHeader(this.#platform.state, page, [FEATURES, ...assets]) + head.html,
      content_for_layout: content,
      content_for_body_end: body.html,
    });
    response
      .status(wanted.status ?? 200)
      .set("Cache-Control", "no-store")
      .type("html")
      .send(html);
  }

  /** Renders Liquid that came from elsewhere with the theme's filters (the app proxy's application/liquid). */
  renderLiquid(text: string, page: PageContext): Promise<string> {
    return this.#theme.renderText(text, page, {}, "the app proxy's answer");
  }

  #context(request: Request, response: Response, wanted: PageToRender): PageContext {
    const { state } = this.#platform;
    const cart = cartJson(state, cartOf(state, request, response));
    const page = pageContext(state, request, {
      type: wanted.type,
      title: wanted.title,
      customer: findShopper(state, request),
      cart,
      locale: chooseLocale(request, response, this.#blocks.locales),
      locales: this.#blocks.locales,
      designMode: request.query["design_mode"] === "1",
    });
    return {
      ...page,
      ...wanted.scope,
      demo_shoppers: wanted.type === "customers/login" ? readDemoShoppers(state) : [],
    };
  }

  async #content(page: PageContext, wanted: PageToRender, outputs: BlockOutput[]): Promise<string> {
    const own = wanted.section ?? `main-${wanted.type}`;
    if (!isTemplateName(wanted.type) || wanted.section !== undefined) return this.#mainSection(own, "", page, wanted);
    const template = readTemplate(this.#platform.state, wanted.type);
    let html = "";
    for (const id of template.order) {
      const section = template.sections[id];
      if (!section || section.disabled) continue;
      html += await this.#section(wanted.type, id, section.type, page, wanted, outputs);
    }
    return html;
  }

  async #section(
    template: TemplateName,
    id: string,
    type: string,
    page: PageContext,
    wanted: PageToRender,
    outputs: BlockOutput[],
  ): Promise<string> {
    const output = await this.#blocks.renderSection(template, id, page);
    outputs.push(output);
    const inner =
      type === "apps"
        ? `<div class="wrap app-blocks">${output.html}</div>`
        : await this.#mainSection(type, output.html, page, wanted);
    return `<div id="shopify-section-template--1__${id}" class="shopify-section">${inner}</div>\n`;
  }

  #mainSection(file: string, appBlocks: string, page: PageContext, wanted: PageToRender): Promise<string> {
    return this.#theme.renderFile(`sections/${file}.liquid`, page, { ...wanted.scope, app_blocks: appBlocks });
  }
}
