import type { Platform } from "../platform.ts";
import { readSetting, readShop, type State } from "../state.ts";
import { ORDER_STATUS } from "./checkout-parts.ts";
import type { UiExtension } from "./ui-extensions.ts";

const inScript = (value: unknown): string =>
  JSON.stringify(value)
    .replace(/</g, "\\u003c")
    .replace(/\u2028|\u2029/g, "");
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Everything about the order that the extension's API tells; no name, address or e-mail (those need level 2 access). */
export interface ExtensionFacts {
  target: string;
  order: { id: number; name: string; confirmationNumber: string | null; isFirst: boolean };
  checkoutToken: string | null;
  locale: string;
  attributes: readonly { key: string; value: string }[];
  lines: readonly { id: number; title: string; quantity: number; merchandiseId: number; total: string }[];
  total: string;
}

/** The words of the extension for a language: exact, then without the region, then the default. */
function wordsFor(extension: UiExtension, locale: string): unknown {
  return extension.words[locale] ?? extension.words[locale.split("-")[0] ?? ""] ?? extension.words[""] ?? {};
}

/** The thank-you page knows the confirmation, the order's own page the order; neither has the other's name. */
function orderSignals({ target, order }: ExtensionFacts): object {
  const id = `gid://shopify/Order/${order.id}`;
  const { name, confirmationNumber, isFirst: isFirstOrder } = order;
  if (target === ORDER_STATUS) return { order: { id, name, confirmationNumber, cancelledAt: null } };
  return { orderConfirmation: { order: { id }, number: confirmationNumber ?? undefined, isFirstOrder } };
}

function apiFacts(state: State, extension: UiExtension, facts: ExtensionFacts): object {
  const shop = readShop(state);
  const money = (amount: string): object => ({ amount: Number(amount), currencyCode: shop.currency_code });
  return {
    words: wordsFor(extension, facts.locale),
    plain: {
      extension: { apiVersion: "2026-07", target: facts.target, scriptUrl: "", version: "1", handle: extension.handle },
      shop: {
        id: `gid://shopify/Shop/${shop.id}`,
        name: shop.name,
        myshopifyDomain: shop.domain,
        storefrontUrl: `https://${shop.domain}`,
      },
      version: "2026-07",
    },
    signals: {
      settings: JSON.parse(readSetting(state, `extension_settings:${extension.handle}`) ?? "{}") as unknown,
      checkoutToken: facts.checkoutToken,
      ...orderSignals(facts),
      attributes: facts.attributes,
      lines: facts.lines.map((line) => ({
        id: `gid://shopify/CartLine/${line.id}`,
        quantity: line.quantity,
        merchandise: { type: "variant", id: `gid://shopify/ProductVariant/${line.merchandiseId}`, title: line.title },
        cost: { totalAmount: money(line.total) },
      })),
      note: null,
    },
    cost: { totalAmount: money(facts.total) },
    localization: {
      language: { isoCode: facts.locale },
      extensionLanguage: { isoCode: facts.locale },
      country: { isoCode: shop.country_code },
      currency: { isoCode: shop.currency_code },
      timezone: shop.timezone,
    },
  };
}

/**
 * The document in which an extension runs. Shopify runs it in a worker of another origin and draws its elements in the
 * page; here it is a sandboxed frame with an opaque origin: the same absence of cookies and page access, the same CORS.
 */
export function extensionDocument(platform: Platform, extension: UiExtension, facts: ExtensionFacts): string {
  const { state, config, appUrl } = platform;
  // Built for the app's public address as the toml names it; here the tunnel stands for it, on whatever port it listens.
  const script = extension.readScript()?.replaceAll(config.applicationUrl, appUrl);
  const body = script === undefined ? `<p>The extension is not built.</p>` : "";
  return `<!doctype html>
<html lang="${escapeHtml(facts.locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(extension.name)}</title>
<link rel="stylesheet" href="/cdn/checkout/elements.css">
<script id="extension-facts" type="application/json">${inScript(apiFacts(state, extension, facts))}</script>
<script src="/cdn/checkout/elements.js"></script>
<script src="/cdn/checkout/extension-host.js"></script>
</head><body>${body}<script>${(script ?? "").replace(/<\/script/gi, "<\\/script")}</script><script>window.startExtension();</script></body></html>`;
}

/** Without network_access in the toml an extension reaches nobody. */
export function contentSecurityPolicy(extension: UiExtension): string {
  const connect = extension.networkAccess ? "*" : "'none'";
  return `sandbox allow-scripts allow-forms allow-popups; default-src 'none'; script-src 'unsafe-inline' http: https:; style-src 'unsafe-inline' http: https:; img-src * data:; connect-src ${connect}`;
}
