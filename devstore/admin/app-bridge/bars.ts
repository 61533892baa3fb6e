import { nested, on, tell } from "./channel.ts";
import type { BarAction, NavLink, TitleBar } from "./protocol.ts";

const keyed = new Map<string, HTMLElement>();
const keys = new WeakMap<HTMLElement, string>();

function keyOf(element: HTMLElement): string {
  const known = keys.get(element);
  if (known !== undefined) return known;
  const key = crypto.randomUUID();
  keys.set(element, key);
  keyed.set(key, element);
  return key;
}

function truthy(element: HTMLElement, name: string): boolean {
  const value = element.getAttribute(name);
  return value !== null && value !== "false";
}

function describeAction(element: HTMLElement): BarAction {
  return {
    key: keyOf(element),
    label: element.textContent?.trim() ?? "",
    variant: element.getAttribute("variant") ?? "",
    tone: element.getAttribute("tone") ?? "",
    disabled: truthy(element, "disabled"),
    loading: truthy(element, "loading"),
  };
}

function actionsIn(parent: Element): BarAction[] {
  return [...parent.children]
    .filter((child): child is HTMLElement => child.matches("button, a"))
    .map((child) => describeAction(child));
}

export function describeTitleBar(bar: Element): TitleBar {
  return {
    title: bar.getAttribute("title") ?? "",
    actions: actionsIn(bar),
    groups: [...bar.querySelectorAll(":scope > section")].map((section) => ({
      label: section.getAttribute("label") ?? "More actions",
      actions: actionsIn(section),
    })),
  };
}

function describeMenu(menu: Element): NavLink[] {
  return [...menu.querySelectorAll("[href]")].map((link) => ({
    label: link.textContent?.trim() ?? "",
    href: new URL(link.getAttribute("href") ?? "/", location.href).pathname,
    home: link.getAttribute("rel") === "home",
    current: false,
  }));
}

let lastMenu = "";
let lastTitle = "";

/** The admin draws the menu and the title bar; it hears of each change once. */
function report(): void {
  const menu = document.querySelector("ui-nav-menu, s-app-nav");
  const links = menu === null ? [] : describeMenu(menu);
  const bar = [...document.querySelectorAll("ui-title-bar")].find((one) => one.closest("ui-modal") === null);
  const title = bar ? describeTitleBar(bar) : null;
  if (JSON.stringify(links) !== lastMenu) {
    lastMenu = JSON.stringify(links);
    tell("navMenu", { links });
  }
  if (JSON.stringify(title) !== lastTitle) {
    lastTitle = JSON.stringify(title);
    tell("titleBar", { bar: title });
  }
}

export function startBars(): void {
  for (const name of ["ui-nav-menu", "ui-title-bar", "s-app-nav"]) {
    if (!customElements.get(name)) customElements.define(name, class extends HTMLElement {});
  }
  on<{ key: string }>("press", ({ key }) => {
    const element = keyed.get(key);
    if (element?.isConnected) element.click();
  });
  if (nested) return;
  let planned = false;
  const plan = () => {
    if (planned) return;
    planned = true;
    queueMicrotask(() => {
      planned = false;
      report();
    });
  };
  // Only what is inside the bars matters, but frameworks replace whole subtrees: look at all, act on differences.
  new MutationObserver(plan).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ["title", "disabled", "loading", "variant", "tone", "href", "label"],
  });
  plan();
}
