// The global `shopify` that a UI extension of API version 2026-07 finds (see @shopify/ui-extensions, surfaces/checkout/api).
// What needs the page around (session token, storage, the visitor's privacy choice) is asked for by message.
(() => {
  const facts = JSON.parse(document.getElementById("extension-facts").textContent);
  const targets = new Map();
  let SignalClass;

  // A signal as plain code may use it; the bundle's own class takes its place when it brings one (shopify.setSignals).
  class PlainSignal {
    #value;
    #listeners = new Set();
    constructor(value) {
      this.#value = value;
    }
    get value() {
      return this.#value;
    }
    set value(next) {
      this.#value = next;
      for (const listener of this.#listeners) listener(next);
    }
    subscribe(listener) {
      this.#listeners.add(listener);
      listener(this.#value);
      return () => this.#listeners.delete(listener);
    }
  }

  const made = new Map();
  const signal = (name, value) => {
    if (!made.has(name)) {
      const one = new (SignalClass ?? PlainSignal)(value ?? undefined);
      Object.defineProperty(one, "current", { get: () => one.value });
      one.destroy = async () => {};
      made.set(name, one);
    }
    return made.get(name);
  };

  let lastCall = 0;
  const waiting = new Map();
  const ask = (method, ...args) =>
    new Promise((resolve, reject) => {
      lastCall += 1;
      waiting.set(lastCall, { resolve, reject });
      parent.postMessage({ extensionCall: lastCall, method, args }, "*");
    });
  window.addEventListener("message", ({ source, data }) => {
    if (source !== parent || typeof data !== "object" || data === null) return;
    if ("customerPrivacy" in data) signal("customerPrivacy").value = data.customerPrivacy;
    const call = waiting.get(data.extensionReply);
    if (!call) return;
    waiting.delete(data.extensionReply);
    if (data.error === undefined) call.resolve(data.result);
    else call.reject(new Error(data.error));
  });

  const translate = (key, values = {}) => {
    const found = key
      .split(".")
      .reduce((at, part) => (typeof at === "object" && at !== null ? at[part] : undefined), facts.words);
    const rule = new Intl.PluralRules(facts.localization.language.isoCode);
    const text =
      typeof found === "object" && found !== null && "count" in values
        ? (found[rule.select(Number(values.count))] ?? found.other)
        : found;
    if (typeof text !== "string") throw new Error(`No translation for "${key}" in the extension's locales`);
    return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name) => String(values[name] ?? ""));
  };
  const locale = facts.localization.language.isoCode;

  const noConsent = {
    allowedProcessing: { analytics: false, marketing: false, preferences: false, saleOfData: false },
    visitorConsent: {},
    metafields: [],
    shouldShowBanner: false,
    saleOfDataRegion: false,
  };
  const getters = {
    customerPrivacy: () => signal("customerPrivacy", noConsent),
    ...Object.fromEntries(Object.entries(facts.signals).map(([name, value]) => [name, () => signal(name, value)])),
    localization: () =>
      Object.fromEntries(
        Object.entries(facts.localization).map(([name, value]) => [name, signal(`localization.${name}`, value)]),
      ),
    cost: () =>
      Object.fromEntries(Object.entries(facts.cost).map(([name, value]) => [name, signal(`cost.${name}`, value)])),
    extension: () => ({
      ...facts.plain.extension,
      capabilities: signal("capabilities", ["network_access"]),
      rendered: signal("rendered", true),
    }),
    shop: () => facts.plain.shop,
    version: () => facts.plain.version,
    authenticatedAccount: () => ({
      customer: signal("account.customer", undefined),
      purchasingCompany: signal("account.company", undefined),
    }),
  };
  const methods = {
    extend: (target, render) => targets.set(target, render),
    setSignals: (Class) => {
      SignalClass = Class;
    },
    sessionToken: { get: () => ask("sessionToken") },
    storage: {
      read: (key) => ask("storage.read", key),
      write: (key, value) => ask("storage.write", key, value),
      delete: (key) => ask("storage.delete", key),
    },
    i18n: {
      translate,
      formatNumber: (number, options) => new Intl.NumberFormat(locale, options).format(number),
      formatDate: (date, options) => new Intl.DateTimeFormat(locale, options).format(date),
      formatCurrency: (number, options) =>
        new Intl.NumberFormat(locale, {
          style: "currency",
          currency: facts.localization.currency.isoCode,
          ...options,
        }).format(number),
    },
    analytics: { publish: async () => true },
  };

  window.shopify = new Proxy(methods, {
    has: (own, name) => name in own || name in getters,
    get(own, name) {
      if (name in own) return own[name];
      if (name in getters) return getters[name]();
      if (typeof name === "string") console.error(`The development store's checkout has no shopify.${name}`);
      return undefined;
    },
  });

  window.startExtension = () => {
    const render = targets.get(facts.plain.extension.target);
    if (render) {
      Promise.resolve(render(document.body, window.shopify)).catch((error) => console.error(error));
    } else if (targets.size > 0) {
      console.error(`The extension does not render ${facts.plain.extension.target}`);
    }
    parent.postMessage({ extensionReady: true }, "*");
    // Measured on the content: a frame never shrinks the height of its own root.
    const measure = () =>
      parent.postMessage({ extensionHeight: Math.ceil(document.body.getBoundingClientRect().height) }, "*");
    new ResizeObserver(measure).observe(document.body);
    new MutationObserver(measure).observe(document.body, { childList: true, subtree: true, attributes: true });
  };
})();
