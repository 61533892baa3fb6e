import { Router } from "express";
import type { Desk } from "../admin/desk.ts";
import { field, storeOf } from "../admin/desk.ts";
import { html, jsonData } from "../admin/html.ts";
import type { Html } from "../admin/html.ts";
import { icon } from "../admin/icons.ts";
import type { IconName } from "../admin/icons.ts";
import { shell, STORE_PATH } from "../admin/shell.ts";
import { readShop } from "../state.ts";
import type { State } from "../state.ts";
import { readThemeExtensions } from "./blocks.ts";
import { checkDraft } from "./check-draft.ts";
import { keepDraft } from "./draft.ts";
import { readTheme, TEMPLATES, writeSettings, writeTemplate } from "./theme.ts";
import type { TemplateName } from "./theme.ts";

const TITLES: Record<TemplateName, string> = {
  index: "Home page",
  product: "Default product",
  collection: "Default collection",
  page: "Default page",
  cart: "Cart",
};

/** Online Store → Themes, and the theme editor. */
export function themeRoutes(desk: Desk): Router {
  const router = Router();
  const editor = `${STORE_PATH}/themes/current/editor`;
  router.get("/themes", (_request, reply) => {
    const { name } = mainTheme(desk.state);
    const body = html`<div class="card">
      <div class="card-head">
        <div class="with-thumb">
          <span class="thumb"></span>
          <div>
            <h2>${name}</h2>
            <p class="muted">The theme that shoppers see.</p>
          </div>
        </div>
        <span class="badge good">Current theme</span>
      </div>
      <div class="button-row">
        <a class="button primary" href="${editor}">Customize</a
        ><a class="button" href="${desk.places.storefrontOrigin}" target="_blank" rel="noopener">View your store</a>
      </div>
    </div>`;
    reply.send(shell(storeOf(desk), { title: "Themes", section: "themes", body }));
  });
  router.get(["/themes/current/editor", "/themes/:id(\\d+)/editor"], (_request, reply) => {
    reply.set("cache-control", "no-store").send(editorPage(desk));
  });
  router.post("/themes/current/:what(draft|save)", (request, reply) => {
    const checked = checkDraft(request.body, readThemeExtensions(desk.root));
    if ("error" in checked) return void reply.status(422).json({ error: checked.error });
    if (request.params["what"] === "draft") return void reply.json({ draft: keepDraft(checked.draft) });
    desk.state.db.transaction(() => {
      for (const name of TEMPLATES) writeTemplate(desk.state, name, checked.draft.templates[name]);
      writeSettings(desk.state, checked.draft.settings);
    })();
    reply.json({ saved: true });
  });
  router.get("/themes/products", (request, reply) => {
    const rows = desk.state
      .sql("SELECT handle, title FROM products WHERE status = 'ACTIVE' AND title LIKE ? ORDER BY title LIMIT 20")
      .all(`%${field(request.query, "q")}%`);
    reply.json(rows);
  });
  return router;
}

function mainTheme(state: State): { id: number; name: string } {
  return state.sql("SELECT id, name FROM themes WHERE role = 'MAIN'").get() as { id: number; name: string };
}

/** A page of the storefront for each template, to look at. */
function previewPaths(state: State): Record<TemplateName, string> {
  const product = state
    .sql(
      "SELECT handle FROM products WHERE status = 'ACTIVE' ORDER BY (SELECT SUM(inventory_quantity) FROM variants WHERE product_id = products.id) > 0 DESC, id LIMIT 1",
    )
    .get() as { handle: string } | undefined;
  return {
    index: "/",
    product: product ? `/products/${product.handle}` : "/",
    collection: "/collections/all",
    page: "/pages/gift-finder",
    cart: "/cart",
  };
}

function editorPage(desk: Desk): string {
  const store = readShop(desk.state).name;
  const theme = mainTheme(desk.state);
  const data = {
    clientId: desk.config.clientId,
    app: { name: desk.config.name, handle: desk.config.handle },
    extensions: readThemeExtensions(desk.root).map(({ handle, uid, blocks }) => ({ handle, uid, blocks })),
    theme: readTheme(desk.state),
    titles: TITLES,
    paths: previewPaths(desk.state),
    storefront: desk.places.storefrontOrigin,
    store: STORE_PATH,
  };
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${theme.name} · Customize · ${store}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/admin-assets/admin.css" />
        <link rel="stylesheet" href="/admin-assets/theme-editor.css" />
        <script src="/admin-assets/theme-editor.js" defer></script>
      </head>
      <body class="editor" data-view="panel">
        ${editorBar(theme.name)}
        <div class="editor-frame">
          <nav class="editor-rail" aria-label="Editor">
            ${toggle("panel", "sections", "Sections", "apps", true)}${toggle("panel", "embeds", "App embeds", "puzzle", false)}
          </nav>
          <main class="editor-side" aria-label="Editor">
            <section class="editor-panel" id="panel" aria-label="Sections"></section>
            <section class="editor-panel" id="settings" aria-label="Settings" hidden></section>
          </main>
          <section class="editor-preview" aria-label="Preview" data-device="desktop">
            <iframe id="preview" title="Preview of the store"></iframe>
          </section>
        </div>
        <div class="toasts" id="toasts" role="status" aria-live="polite"></div>
        ${jsonData("editor-data", data)}
      </body>
    </html> `.text;
}

/** One of several buttons of which one is pressed; the script acts on `data-<group>`. */
function toggle(group: string, value: string, label: string, name: IconName, pressed: boolean): Html {
  return html`<button
    type="button"
    class="button icon-only"
    data-${group}="${value}"
    aria-pressed="${String(pressed)}"
    aria-label="${label}"
  >
    ${icon(name)}
  </button>`;
}

function editorBar(themeName: string): Html {
  const templates = TEMPLATES.map((name) => html`<option value="${name}">${TITLES[name]}</option>`);
  return html`<header class="editor-bar" aria-label="Theme editor">
      <a class="button plain" href="${STORE_PATH}/themes" id="exit"
        >${icon("close")}<span class="visually-hidden">Exit the editor</span></a
      >
      <h1>${themeName}</h1>
      <span class="badge good">Live</span>
      <label class="editor-template">
        <span class="visually-hidden">Template</span>
        <select class="input" id="template">
          ${templates}
        </select>
      </label>
      <div class="editor-devices" role="group" aria-label="Preview size">
        ${toggle("device", "desktop", "Desktop", "desktop", true)}${toggle("device", "mobile", "Mobile", "mobile", false)}
      </div>
      <button type="button" class="button primary" id="save" disabled>Save</button>
    </header>
    <nav class="editor-tabs" aria-label="View">
      <button type="button" class="button" data-view="panel" aria-pressed="true">Edit</button>
      <button type="button" class="button" data-view="preview" aria-pressed="false">Preview</button>
    </nav>`;
}
