import { createHash, createHmac } from "node:crypto";
import type { Liquid } from "liquidjs";
import { handleize } from "../../loader/ids.ts";
import { formatMoney } from "../money.ts";

/** What filters need to know of the page: liquidjs hands it over as global variables. */
interface PageGlobals {
  shop: { currency: string };
}

type FilterThis = { context: { globals: object } };

/** Named arguments reach a liquidjs filter as [name, value] pairs after the plain ones. */
export function splitArguments(values: readonly unknown[]): { plain: unknown[]; named: Record<string, unknown> } {
  const isPair = (value: unknown): value is [string, unknown] =>
    Array.isArray(value) && value.length === 2 && typeof value[0] === "string";
  return {
    plain: values.filter((value) => !isPair(value)),
    named: Object.fromEntries(values.filter(isPair)) as Record<string, unknown>,
  };
}

export const escapeHtml = (text: unknown): string =>
  String(text ?? "").replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

function attributes(named: Record<string, unknown>): string {
  return Object.entries(named)
    .filter(([, value]) => value !== null && value !== undefined && value !== false)
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join("");
}

/** Product, variant, image or plain path → the picture's address. */
function pictureSource(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return undefined;
  const { src, featured_image: featured } = value as { src?: unknown; featured_image?: unknown };
  return typeof src === "string" ? src : pictureSource(featured);
}

function imageUrl(value: unknown, named: Record<string, unknown>): string {
  const source = pictureSource(value);
  if (source === undefined) return "";
  const query = Object.entries(named)
    .filter(([name]) => ["width", "height", "crop"].includes(name))
    .map(([name, option]) => `&${name}=${encodeURIComponent(String(option))}`)
    .join("");
  return `${source}?v=1${query}`;
}

function imageTag(url: unknown, named: Record<string, unknown>): string {
  const width = /[?&]width=(\d+)/.exec(String(url))?.[1];
  const given = { alt: "", loading: "lazy", ...(width ? { width, height: width } : {}), ...named };
  return `<img src="${escapeHtml(url)}"${attributes(given)}>`;
}

function withoutTrailingZeros(text: string): string {
  return text.replace(/\.00$/, "");
}

/** Shopify's filters that themes and app blocks use and liquidjs lacks. Anything else is an unknown filter: an error. */
export function registerFilters(engine: Liquid): void {
  const currency = (self: FilterThis): string => (self.context.globals as PageGlobals).shop.currency;
  const add = (name: string, filter: (this: FilterThis, value: unknown, ...rest: unknown[]) => unknown): void => {
    engine.registerFilter(name, filter as Parameters<Liquid["registerFilter"]>[1]);
  };
  add("money", function (value) {
    return formatMoney(Number(value), currency(this));
  });
  add("money_with_currency", function (value) {
    return `${formatMoney(Number(value), currency(this))} ${currency(this)}`;
  });
  add("money_without_currency", (value) => formatMoney(Number(value), "").trim());
  add("money_without_trailing_zeros", function (value) {
    return withoutTrailingZeros(formatMoney(Number(value), currency(this)));
  });
  add("handle", (value) => handleize(String(value ?? "")));
  add("handleize", (value) => handleize(String(value ?? "")));
  add("image_url", (value, ...rest) => imageUrl(value, splitArguments(rest).named));
  add("img_url", (value, size) => {
    const [width, height] = /^(\d*)x(\d*)$/.exec(typeof size === "string" ? size : "")?.slice(1) ?? [];
    return imageUrl(value, { ...(width ? { width } : {}), ...(height ? { height } : {}) });
  });
  add("product_img_url", (value) => imageUrl(value, {}));
  add("image_tag", (value, ...rest) => imageTag(value, splitArguments(rest).named));
  add("stylesheet_tag", (value) => `<link href="${escapeHtml(value)}" rel="stylesheet" type="text/css" media="all">`);
  add("script_tag", (value) => `<script src="${escapeHtml(value)}" type="text/javascript"></script>`);
  add("link_to", (value, url, ...rest) => {
    const { named } = splitArguments(rest);
    return `<a href="${escapeHtml(url)}"${attributes(named)}>${String(value ?? "")}</a>`;
  });
  add("pluralize", (value, one, many) => (Number(value) === 1 ? one : many));
  add("within", (value) => value);
  add("time_tag", (value) => {
    const date = new Date(String(value));
    const words = date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    return `<time datetime="${date.toISOString()}">${words}</time>`;
  });
  for (const name of ["md5", "sha1", "sha256"]) {
    add(name, (value) =>
      createHash(name)
        .update(String(value ?? ""))
        .digest("hex"),
    );
    if (name === "md5") continue;
    add(`hmac_${name}`, (value, key) =>
      createHmac(name, String(key ?? ""))
        .update(String(value ?? ""))
        .digest("hex"),
    );
  }
}
