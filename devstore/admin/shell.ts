import { html } from "./html.ts";
import type { Html } from "./html.ts";
import { icon } from "./icons.ts";
import type { IconName } from "./icons.ts";

export const STORE_PATH = "/store/candor-demo";

/** Which entry of the navigation a page belongs to. */
type Section = "home" | "orders" | "products" | "customers" | "segments" | "themes" | "apps" | "settings";

export type Page = {
  title: string;
  section: Section;
  body: Html;
  /** Shown beside the heading. */
  actions?: Html;
  /** The page above this one. */
  back?: { label: string; href: string };
  /** Lists want the whole width. */
  wide?: boolean;
  /** A sentence shown as a toast after a form was saved. */
  notice?: string | undefined;
};

export type Store = {
  name: string;
  storefrontUrl: string;
  /** Installed apps, by name and handle. */
  apps: { name: string; handle: string }[];
};

function navLink(section: Section, current: Section, href: string, name: IconName, label: string): Html {
  return html`<li>
    <a class="nav-link" href="${STORE_PATH}${href}" ${section === current && html`aria-current="page"`}
      >${icon(name)}<span>${label}</span></a
    >
  </li>`;
}

function navigation(store: Store, current: Section): Html {
  return html`<nav id="nav" class="nav" aria-label="Main">
    <ul>
      ${navLink("home", current, "", "home", "Home")} ${navLink("orders", current, "/orders", "orders", "Orders")}
      ${navLink("products", current, "/products", "products", "Products")}
      ${navLink("customers", current, "/customers", "customers", "Customers")}
      ${navLink("segments", current, "/segments", "segments", "Segments")}
    </ul>
    <h2>Sales channels</h2>
    <ul>
      ${navLink("themes", current, "/themes", "store", "Online Store")}
      <li class="nav-sub"><a class="nav-link" href="${STORE_PATH}/themes/current/editor">Customize</a></li>
      <li class="nav-sub">
        <a class="nav-link" href="${store.storefrontUrl}" target="_blank" rel="noopener"
          >View your store ${icon("external")}</a
        >
      </li>
    </ul>
    <h2>Apps</h2>
    <ul id="nav-apps">
      ${store.apps.map(
        (app) =>
          html`<li data-app="${app.handle}">
            <a
              class="nav-link"
              href="${STORE_PATH}/apps/${app.handle}"
              ${current === "apps" && html`aria-current="page"`}
              >${icon("puzzle")}<span>${app.name}</span></a
            >
            <ul class="nav-app-menu"></ul>
          </li>`,
      )}
      ${store.apps.length === 0 && html`<li class="nav-empty">No app is installed</li>`}
    </ul>
    <ul class="nav-foot">
      ${navLink("settings", current, "/settings/apps", "settings", "Settings")}
    </ul>
  </nav>`;
}

function topBar(store: Store): Html {
  const initials = store.name
    .split(/\s+/)
    .map((word) => word[0])
    .join("")
    .slice(0, 2);
  return html`<header class="top">
    <div class="top-bar">
      <button class="top-menu" type="button" id="menu" aria-controls="nav" aria-expanded="false" aria-label="Menu">
        ${icon("menu")}
      </button>
      <a class="top-logo" href="${STORE_PATH}"
        ><svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
          <path fill="#8fd16a" d="M5 8h14l1.2 13H3.8z" />
          <path fill="none" stroke="#8fd16a" stroke-width="2" d="M8.5 10V7a3.5 3.5 0 0 1 7 0v3" /></svg
        ><span class="top-word">development store</span><span class="visually-hidden"> ${store.name}, home</span></a
      >
      <form class="top-search" role="search" action="${STORE_PATH}/customers">
        <label class="visually-hidden" for="top-q">Search customers</label>${icon("search")}<input
          id="top-q"
          name="q"
          type="search"
          placeholder="Search customers"
          autocomplete="off"
        />
      </form>
      <div class="top-store">
        <span>${store.name}</span><span class="top-avatar" aria-hidden="true">${initials}</span>
      </div>
    </div>
    <div class="save-bar" id="save-bar" role="region" aria-label="Unsaved changes" hidden>
      <p>${icon("settings")}<span>Unsaved changes</span></p>
      <div>
        <button type="button" class="button dark" id="save-bar-discard">Discard</button
        ><button type="button" class="button light" id="save-bar-save">Save</button>
      </div>
    </div>
    <div class="loading" id="loading" role="progressbar" aria-label="Loading" hidden></div>
  </header>`;
}

/** The admin around every page. */
export function shell(store: Store, page: Page): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} · ${store.name}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/admin-assets/admin.css" />
        <script src="/admin-assets/admin.js" defer></script>
      </head>
      <body data-notice="${page.notice ?? ""}">
        <a class="skip" href="#main">Skip to content</a>
        ${topBar(store)}
        <div class="frame">
          ${navigation(store, page.section)}
          <div class="shade" id="shade" hidden></div>
          ${content(page)}
        </div>
        <div class="toasts" id="toasts" role="status" aria-live="polite"></div>
      </body>
    </html> `.text;
}

function content(page: Page): Html {
  return html`<main id="main" class="main" tabindex="-1">
    <div class="page${page.wide && " wide"}">
      <div class="page-head">
        ${page.back && html`<a class="back" href="${page.back.href}"><span aria-hidden="true">←</span> ${page.back.label}</a>`}
        <h1>${page.title}</h1>
        <div class="page-actions">${page.actions}</div>
      </div>
      ${page.body}
    </div>
  </main>`;
}

/**
 * The page that holds the app's frame: no heading of its own, the app's title bar stands there. The frame is opened by the admin's
 * script, once it listens: what the app asks before that would never be answered.
 */
export function appShell(store: Store, app: { name: string; handle: string }, frameUrl: string, data: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${app.name} · ${store.name}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/admin-assets/admin.css" />
        <script src="/admin-assets/admin.js" defer></script>
      </head>
      <body class="app-page">
        <a class="skip" href="#main">Skip to content</a>
        ${topBar(store)}
        <div class="frame">
          ${navigation(store, "apps")}
          <div class="shade" id="shade" hidden></div>
          <main id="main" class="main" tabindex="-1" aria-label="${app.name}">
            <div class="title-bar">
              <span class="app-icon" aria-hidden="true">${icon("puzzle")}</span>
              <h1 id="app-title">${app.name}</h1>
              <div class="page-actions" id="app-actions"></div>
            </div>
            <iframe
              id="app-frame"
              title="${app.name}"
              data-src="${frameUrl}"
              allow="clipboard-read; clipboard-write"
            ></iframe>
          </main>
        </div>
        <div class="toasts" id="toasts" role="status" aria-live="polite"></div>
        ${data}
      </body>
    </html> `.text;
}
