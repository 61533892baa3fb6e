import { readFileSync } from "node:fs";
import { parse } from "smol-toml";

/** What Shopify knows of the app: read from shopify.app.toml, as `shopify app deploy` would send it. */
export interface AppConfig {
  readonly clientId: string;
  readonly name: string;
  readonly handle: string;
  readonly applicationUrl: string;
  readonly embedded: boolean;
  readonly scopes: readonly string[];
  readonly optionalScopes: readonly string[];
  readonly apiVersion: string;
  readonly subscriptions: readonly WebhookSubscriptionConfig[];
  readonly proxy: { readonly url: string; readonly prefix: string; readonly subpath: string } | undefined;
}

interface WebhookSubscriptionConfig {
  readonly topic: string;
  readonly uri: string;
  readonly compliance: boolean;
  readonly filter: string | undefined;
  readonly includeFields: readonly string[];
}

type Toml = { readonly [key: string]: unknown };

function table(parent: Toml, key: string): Toml {
  const value = parent[key];
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`shopify.app.toml: [${key}]`);
  return value as Toml;
}

function text(parent: Toml, key: string, fallback?: string): string {
  const value = parent[key] ?? fallback;
  if (typeof value !== "string") throw new Error(`shopify.app.toml: ${key} must be a string`);
  return value;
}

function list(value: unknown): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.some((entry) => typeof entry !== "string")) {
    throw new Error("shopify.app.toml: a list of strings was expected");
  }
  return value as string[];
}

function readSubscriptions(webhooks: Toml): WebhookSubscriptionConfig[] {
  const blocks = webhooks["subscriptions"];
  if (blocks === undefined) return [];
  if (!Array.isArray(blocks)) throw new Error("shopify.app.toml: webhooks.subscriptions must be a list of tables");
  return (blocks as Toml[]).flatMap((block) => {
    const uri = text(block, "uri");
    const filter = typeof block["filter"] === "string" ? block["filter"] : undefined;
    const includeFields = list(block["include_fields"]);
    const of = (compliance: boolean) => (topic: string) => ({ topic, uri, compliance, filter, includeFields });
    return [...list(block["topics"]).map(of(false)), ...list(block["compliance_topics"]).map(of(true))];
  });
}

export function parseAppConfig(source: string): AppConfig {
  const toml = parse(source) as Toml;
  const access = table(toml, "access_scopes");
  const webhooks = table(toml, "webhooks");
  const proxy = table(toml, "app_proxy");
  return {
    clientId: text(toml, "client_id"),
    name: text(toml, "name"),
    handle: text(toml, "handle"),
    applicationUrl: text(toml, "application_url"),
    embedded: toml["embedded"] !== false,
    scopes: text(access, "scopes", "")
      .split(",")
      .map((scope) => scope.trim())
      .filter((scope) => scope !== ""),
    optionalScopes: list(access["optional_scopes"]),
    apiVersion: text(webhooks, "api_version", ""),
    subscriptions: readSubscriptions(webhooks),
    proxy:
      proxy["url"] === undefined
        ? undefined
        : { url: text(proxy, "url"), prefix: text(proxy, "prefix"), subpath: text(proxy, "subpath") },
  };
}

export function readAppConfig(path = "shopify.app.toml"): AppConfig {
  return parseAppConfig(readFileSync(path, "utf8"));
}
