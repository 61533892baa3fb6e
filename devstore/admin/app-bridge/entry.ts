import type { ShopifyGlobal, ToastOptions } from "@shopify/app-bridge-types";
import { startBars } from "./bars.ts";
import { ask, embedded, listen, nested, on, places, tell } from "./channel.ts";
import { readConfig } from "./config.ts";
import { modal, startModal } from "./modal.ts";
import { goIntoAdmin, startNavigation } from "./navigation.ts";
import type { ToastMessage } from "./protocol.ts";
import { saveBar, startSaveBar } from "./save-bar.ts";
import { idToken, leaveBouncePage, patchFetch } from "./session.ts";

/** A stand-in that keeps silent would hide a call that works in real life only, so it says so. */
function absent(what: string): () => never {
  return () => {
    throw new Error(`The development store's App Bridge does not stand in for ${what}.`);
  };
}

const toasts = new Map<string, ToastOptions>();

function showToast(message: string, options: ToastOptions = {}): string {
  const id = crypto.randomUUID();
  toasts.set(id, options);
  const { duration = 5000, isError = false, action = "" } = options;
  tell("toast.show", { id, message: String(message), duration, isError, action } satisfies ToastMessage);
  return id;
}

function startToasts(): void {
  on<{ id: string }>("toast.action", ({ id }) => toasts.get(id)?.onAction?.());
  on<{ id: string }>("toast.dismiss", ({ id }) => {
    toasts.get(id)?.onDismiss?.();
    toasts.delete(id);
  });
}

type Global = Omit<ShopifyGlobal, "modal" | "saveBar"> & { modal: typeof modal; saveBar: typeof saveBar };

function shopifyGlobal(config: ReturnType<typeof readConfig>): Global {
  return {
    config,
    origin: places.adminOrigin,
    ready: Promise.resolve(),
    setSignals: () => {},
    environment: { mobile: false, embedded, pos: false, intent: false },
    loading: (isLoading = true) => tell("loading", { isLoading }),
    idToken,
    user: () => ask("user"),
    toast: { show: showToast, hide: (id) => tell("toast.hide", { id }) },
    resourcePicker: (options) => ask("resourcePicker", options),
    picker: async (options) => ({ selected: ask("picker", options) }),
    modal,
    saveBar,
    scopes: {
      query: () => ask("scopes.query"),
      request: (scopes) => ask("scopes.request", { scopes }),
      revoke: (scopes) => ask("scopes.revoke", { scopes }),
    },
    app: { extensions: () => ask("app.extensions") },
    reviews: {
      request: async () => ({
        success: false,
        code: "merchant-ineligible",
        message: "A development store cannot review apps",
      }),
    },
    webVitals: { onReport: async () => {} },
    support: { registerHandler: async () => {} },
    intents: {
      register: () => () => {},
      request: { value: null, subscribe: () => () => {} },
      invoke: absent("intents.invoke"),
    },
    scanner: { capture: async () => absent("the scanner")() },
    get pos() {
      return absent("point of sale")();
    },
    shopifyQL: { available: async () => false },
    tools: { register: () => () => {}, unregister: () => {}, clear: () => {} },
  };
}

function start(): void {
  if ("shopify" in window) return; // The script may stand in the page twice; the first one counts.
  const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;
  const config = readConfig(script);
  Object.assign(window, { shopify: shopifyGlobal(config) });
  listen();
  patchFetch(config.locale ?? "", []);
  startNavigation();
  startToasts();
  startBars();
  startSaveBar();
  startModal();
  if (!nested) tell("hello");
  goIntoAdmin(config.host);
  void leaveBouncePage();
  // Not a <style> element: React would find a child in the head that it did not write.
  const style = new CSSStyleSheet();
  style.replaceSync("ui-nav-menu, ui-title-bar, ui-save-bar, s-app-nav { display: none }");
  document.adoptedStyleSheets.push(style);
}

start();
