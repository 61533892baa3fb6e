import type { BarAction, NavLink, TitleBar } from "../app-bridge/protocol.ts";
import { byId, make } from "./dom.ts";

/** The drawer of small screens. */
export function startDrawer(): void {
  const button = byId("menu");
  const nav = byId("nav");
  const shade = byId("shade");
  const set = (open: boolean) => {
    button?.setAttribute("aria-expanded", String(open));
    nav?.classList.toggle("open", open);
    if (shade) shade.hidden = !open;
  };
  button?.addEventListener("click", () => set(button.getAttribute("aria-expanded") !== "true"));
  shade?.addEventListener("click", () => set(false));
  nav?.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a")) set(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && nav?.classList.contains("open")) {
      set(false);
      button?.focus();
    }
  });
}

/** The app's own menu stands under its name. `rel="home"` is the name itself and gets no line of its own. */
export function drawMenu(handle: string, base: string, links: NavLink[], path: string): void {
  const list = document.querySelector(`[data-app="${CSS.escape(handle)}"] .nav-app-menu`);
  const pathname = path.split(/[?#]/)[0] ?? "/";
  const shown = links.filter((link) => !link.home);
  const current = shown
    .filter((link) => pathname === link.href || pathname.startsWith(`${link.href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0];
  list?.replaceChildren(
    ...shown.map((link) => {
      const anchor = make("a", { class: "nav-link", href: base + link.href, "data-app-href": link.href }, link.label);
      if (link === current) anchor.setAttribute("aria-current", "page");
      return make("li", {}, anchor);
    }),
  );
  const home = document.querySelector(`[data-app="${CSS.escape(handle)}"] > .nav-link`);
  home?.setAttribute("data-app-href", links.find((link) => link.home)?.href ?? "/");
  if (current) home?.removeAttribute("aria-current");
  else home?.setAttribute("aria-current", "page");
}

export function drawTitleBar(bar: TitleBar | null, appName: string, press: (key: string) => void): void {
  const heading = byId("app-title");
  if (heading) heading.textContent = bar?.title ? bar.title : appName;
  const button = (action: BarAction) => {
    const look = action.tone === "critical" ? "critical" : action.variant === "primary" ? "primary" : "";
    const made = make("button", { type: "button", class: `button ${look}` }, action.loading ? "…" : action.label);
    made.disabled = action.disabled || action.loading;
    made.addEventListener("click", () => press(action.key));
    return made;
  };
  const actions = bar?.actions ?? [];
  const back = actions.filter((action) => action.variant === "breadcrumb");
  const others = actions.filter((action) => action.variant !== "breadcrumb" && action.variant !== "primary");
  const primary = actions.filter((action) => action.variant === "primary");
  const groups = (bar?.groups ?? []).map((group) => {
    const details = make("details", { class: "menu" }, make("summary", { class: "button" }, `${group.label} ▾`));
    details.append(make("div", { class: "menu-list" }, ...group.actions.map(button)));
    details.addEventListener("click", (event) => {
      if (event.target instanceof HTMLButtonElement) details.open = false;
    });
    return details;
  });
  byId("app-actions")?.replaceChildren(...[...back, ...others].map(button), ...groups, ...primary.map(button));
}
