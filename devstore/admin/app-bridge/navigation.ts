import { toLocalUrl } from "../../tunnel/rewrite.ts";
import { embedded, nested, on, places, tell } from "./channel.ts";

/** Put into the frame's address by the admin; no part of where in the app the merchant is. */
const FRAME_PARAMS = ["embedded", "hmac", "host", "id_token", "locale", "session", "shop", "timestamp", "appLoadId"];

const nativeOpen = window.open.bind(window);
const store = places.shopDomain.replace(".myshopify.com", "");

/** `shopify://admin/products` and `shopify:admin/products` are pages of the admin; the rest is a web address. */
function resolve(address: string): URL {
  const inAdmin = /^shopify:\/*admin(\/.*)?$/i.exec(address);
  if (inAdmin) return new URL(`${places.adminOrigin}/store/${store}${inAdmin[1] ?? ""}`);
  return new URL(toLocalUrl(new URL(address, document.baseURI).href, places));
}

/**
 * Opens an address where the app asked for it. What concerns the whole window, the admin does; `shopify:` addresses always
 * do. A web address of the admin without a target loads in the app's own frame, where the admin refuses to be framed, as
 * Shopify's does: an app that forgets `_top` must not look right here.
 */
export function openUrl(address: string, target: string): Window | null {
  const url = resolve(address);
  const ofAdmin = /^shopify:/i.test(address) && target !== "_blank";
  if ((target === "_top" || target === "_parent" || ofAdmin) && embedded) {
    tell("navigate", { url: url.href });
    return null;
  }
  return nativeOpen(url.href, target === "" ? "_blank" : target);
}

function here(): string {
  const url = new URL(location.href);
  for (const name of FRAME_PARAMS) url.searchParams.delete(name);
  return url.pathname + url.search + url.hash;
}

/** The admin's address follows the app's, so that a reload or a copied link keeps the place. */
function mirrorHistory(): void {
  const report = () => tell("location", { path: here(), title: document.title });
  for (const method of ["pushState", "replaceState"] as const) {
    const native = history[method].bind(history);
    history[method] = (...args) => {
      native(...args);
      report();
    };
  }
  window.addEventListener("popstate", report);
  report();
}

let navigateListeners = 0;

/** A router that follows App Bridge listens to `shopify:navigate`; without one, the page is loaded. */
function countNavigateListeners(): void {
  const add = window.addEventListener.bind(window);
  const remove = window.removeEventListener.bind(window);
  window.addEventListener = ((type: string, ...rest: [EventListener]) => {
    if (type === "shopify:navigate") navigateListeners += 1;
    add(type, ...rest);
  }) as typeof window.addEventListener;
  window.removeEventListener = ((type: string, ...rest: [EventListener]) => {
    if (type === "shopify:navigate") navigateListeners -= 1;
    remove(type, ...rest);
  }) as typeof window.removeEventListener;
}

/** A link of the app's menu was followed in the admin. */
function followMenu(href: string): void {
  const link = [...document.querySelectorAll(":is(ui-nav-menu, s-app-nav) [href]")].find(
    (element) => element.getAttribute("href") === href,
  );
  const source = link ?? document.body.appendChild(Object.assign(document.createElement("a"), { href, hidden: true }));
  source.dispatchEvent(new CustomEvent("shopify:navigate", { bubbles: true }));
  if (!link) source.remove();
  if (navigateListeners === 0) location.assign(href);
}

/** Links into the admin, and links for the whole window, would leave for the real Shopify: open them here instead. */
function catchLinks(event: MouseEvent): void {
  const link = event.composedPath().find((node): node is HTMLAnchorElement => node instanceof HTMLAnchorElement);
  if (link === undefined || event.defaultPrevented) return;
  const address = link.getAttribute("href");
  if (address === null || event.button > 1) return;
  const target = link.target.toLowerCase();
  const local = /^shopify:/i.test(address) || resolve(address).href !== link.href;
  if (!local && target !== "_top" && target !== "_parent") return;
  event.preventDefault();
  const newTab = event.ctrlKey || event.metaKey || event.shiftKey || event.button === 1;
  openUrl(address, newTab ? "_blank" : target === "" ? "_self" : target);
}

export function startNavigation(): void {
  window.open = ((address?: string | URL, target?: string, features?: string) => {
    const wanted = String(address ?? "");
    if (wanted === "" || features) return nativeOpen(wanted === "" ? wanted : resolve(wanted).href, target, features);
    return openUrl(wanted, (target ?? "").toLowerCase());
  }) as typeof window.open;
  document.addEventListener("click", catchLinks);
  document.addEventListener("auxclick", catchLinks);
  countNavigateListeners();
  on<{ href: string }>("navigate", ({ href }) => followMenu(href));
  if (embedded && !nested) mirrorHistory();
}

/** Opened by itself, an embedded app belongs into the admin. */
export function goIntoAdmin(host: string | undefined): void {
  if (embedded || host === undefined) return;
  location.replace(`${places.adminOrigin}/store/${store}/apps/${places.appHandle}${here()}`);
}
