import { Refusal } from "../platform/refusal.ts";
import { mac } from "../platform/mac.server.ts";
import { sameSecret } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { isShopDomain } from "./shop-domain.ts";

/** What Shopify says about a shopper's request through the app proxy, once its signature and form are proven. */
export interface ProxyRequest {
  shop: string;
  /** The logged-in Shopify customer: the only trustworthy identity of the storefront. */
  customerId: string | undefined;
  /** Where the merchant put our proxy, e.g. `/apps/candor`. */
  pathPrefix: string;
  timestamp: Date;
  signature: string;
  /** Allow-listed parameters of our own. */
  rest: Readonly<Record<string, string>>;
}

/** A place that can be led to: below the shop's own root and nowhere else. */
const isPathPrefix = (value: string): boolean => /^\/[a-z]{1,20}\/[A-Za-z0-9_-]{1,60}$/.test(value);

const RESERVED: Readonly<Record<string, (value: string) => boolean>> = {
  shop: isShopDomain,
  logged_in_customer_id: (value) => /^\d{0,20}$/.test(value),
  path_prefix: isPathPrefix,
  timestamp: (value) => /^\d{10}$/.test(value),
  signature: (value) => /^[0-9a-f]{64}$/.test(value),
};
const RESERVED_COUNT = Object.keys(RESERVED).length;
const SKEW_MS = 90_000;
const LONGEST_QUERY = 2000;

const refuse = () => new Refusal(400, "bad_proxy_request", "This request does not come from the shop's storefront.");

function decode(text: string): string {
  if (!text.includes("%") && !text.includes("+")) return text;
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw refuse();
  }
}

/**
 * `rawQuery`: the query string as it arrived, without the question mark. Shopify signs the sorted `name=value` pairs joined
 * by nothing, so one signature fits several readings: besides the HMAC each reserved name must be there exactly once and well
 * formed, no other name but `allowed` may be, and no value may hold a `=` (A1 to A4).
 */
export function verifyProxy(
  rawQuery: string,
  secret: Key,
  now: Date,
  allowed: readonly string[] = [],
  skewMs = SKEW_MS,
): ProxyRequest {
  if (rawQuery.length > LONGEST_QUERY) throw refuse();
  const given = new Map<string, string>();
  const pairs: string[] = [];
  for (const part of rawQuery.split("&")) {
    const cut = part.indexOf("=");
    if (cut < 1) throw refuse();
    const name = decode(part.slice(0, cut));
    const value = decode(part.slice(cut + 1));
    if (given.has(name) || !isWellFormed(name, value, allowed)) throw refuse();
    given.set(name, value);
    if (name !== "signature") pairs.push(`${name}=${value}`);
  }
  const [shop, pathPrefix, timestamp] = [given.get("shop"), given.get("path_prefix"), given.get("timestamp")];
  const [customer, signature] = [given.get("logged_in_customer_id"), given.get("signature")];
  if (!shop || customer === undefined || !pathPrefix || !timestamp || !signature) throw refuse();
  if (!isSigned(pairs, signature, secret)) throw refuse();
  const at = Number(timestamp) * 1000;
  if (Math.abs(now.getTime() - at) > skewMs) throw refuse();
  const rest = given.size === RESERVED_COUNT ? NOTHING : restOf(given);
  return { shop, customerId: customer || undefined, pathPrefix, timestamp: new Date(at), signature, rest };
}

const NOTHING: Readonly<Record<string, string>> = Object.freeze({});

const restOf = (given: Map<string, string>): Record<string, string> =>
  Object.assign(
    Object.create(null) as Record<string, string>,
    Object.fromEntries([...given].filter(([name]) => !Object.hasOwn(RESERVED, name))),
  );

/** Like the reserved ones without a `=`, by which one signature could be read as other names and values (A2). */
const isPlainValue = (value: string): boolean => /^[\w.:/-]{0,200}$/.test(value);

/**
 * Pages that people link to arrive with whatever networks add (fbclid and the like), and `verifyProxy` takes known names only. The query
 * to come back with, or undefined where nothing has to go. Nothing signed is in it.
 */
export function cleanQuery(
  rawQuery: string,
  allowed: readonly string[],
): { pathPrefix: string; query: string } | undefined {
  const given = [...new URLSearchParams(rawQuery.slice(0, LONGEST_QUERY))];
  const own = given.filter(([name]) => !Object.hasOwn(RESERVED, name));
  const kept = own.filter(([name, value]) => allowed.includes(name) && isPlainValue(value));
  const once = new Map(kept);
  const pathPrefix = given.find(([name]) => name === "path_prefix")?.[1] ?? "";
  if (once.size === own.length || !isPathPrefix(pathPrefix)) return undefined;
  return { pathPrefix, query: new URLSearchParams([...once]).toString() };
}

function isWellFormed(name: string, value: string, allowed: readonly string[]): boolean {
  const check = Object.hasOwn(RESERVED, name) ? RESERVED[name] : undefined;
  if (check) return check(value);
  return allowed.includes(name) && isPlainValue(value);
}

function isSigned(pairs: string[], signature: string, secret: Key): boolean {
  return sameSecret(signature, mac(secret, pairs.sort().join(""), "hex"));
}
