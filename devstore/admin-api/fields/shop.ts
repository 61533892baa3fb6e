import { uninstallApp } from "../../oauth/install.ts";
import { gid, readShop } from "../../state.ts";
import { json, text, unknownToStore, withType } from "../context.ts";
import type { Context, FieldResolver, Registry, Row } from "../context.ts";
import { metafieldFields } from "./metafield.ts";
import { orderNode } from "./order.ts";
import { gidField } from "./shared.ts";

const PLAN = {
  __typename: "ShopPlan",
  publicDisplayName: "Development",
  displayName: "Development",
  partnerDevelopment: true,
  shopifyPlus: false,
};

/** Types that `node(id:)` can fetch, with the table behind each. */
const NODE_TABLES: Readonly<Record<string, string>> = {
  Product: "products",
  ProductVariant: "variants",
  Collection: "collections",
  Customer: "customers",
  LineItem: "order_lines",
  Refund: "refunds",
  Metafield: "metafields",
  Segment: "segments",
  BulkOperation: "bulk_operations",
  WebhookSubscription: "webhook_subscriptions",
  OnlineStoreTheme: "themes",
  MediaImage: "images",
  Shop: "shop",
};

function nodeOf(context: Context, value: string): Row | null {
  const match = /^gid:\/\/shopify\/(\w+)\/(\d+)$/.exec(value);
  if (match === null) return null;
  const [, type = "", id = ""] = match;
  if (type === "Order") return orderNode(context, Number(id));
  if (type === "AppInstallation") return Number(id) === context.installationId ? installationRow(context) : null;
  const table = NODE_TABLES[type];
  if (table === undefined) throw unknownToStore(context, `nodes of type ${type}`);
  return withType(type, context.state.sql(`SELECT * FROM ${table} WHERE id = ?`).get(Number(id)));
}

function installationRow(context: Context): Row | null {
  return withType(
    "AppInstallation",
    context.state.sql("SELECT * FROM installations WHERE id = ?").get(context.installationId),
  );
}

const appOf: FieldResolver = (_row, _args, context) => ({
  __typename: "App",
  id: gid("App", 347082227713),
  title: context.platform.config.name,
  handle: context.platform.config.handle,
  apiKey: context.platform.config.clientId,
  embedded: context.platform.config.embedded,
});

const scopeRows = (handles: readonly string[]) =>
  handles.map((handle) => ({ __typename: "AccessScope", handle, description: handle.replaceAll("_", " ") }));

export const shopFields: Registry = {
  Shop: {
    ...metafieldFields("Shop"),
    id: gidField("Shop"),
    myshopifyDomain: (row) => row["domain"],
    url: (row) => `https://${text(row, "domain")}`,
    primaryDomain: (row) => ({
      __typename: "Domain",
      id: gid("Domain", text(row, "id")),
      host: row["domain"],
      url: `https://${text(row, "domain")}`,
      sslEnabled: true,
    }),
    contactEmail: (row) => row["email"],
    ianaTimezone: (row) => row["timezone"],
    timezoneAbbreviation: () => "GMT",
    timezoneOffset: () => "+0000",
    plan: () => PLAN,
    billingAddress: (row) => ({
      __typename: "ShopAddress",
      country: "United Kingdom",
      countryCodeV2: row["country_code"],
    }),
    shopOwnerName: (_row, _args, context) => {
      const owner = context.state.sql("SELECT first_name, last_name FROM staff ORDER BY id").get() as {
        first_name: string;
        last_name: string;
      };
      return `${owner.first_name} ${owner.last_name}`;
    },
    weightUnit: () => "KILOGRAMS",
    taxesIncluded: () => true,
    currencyFormats: () => ({
      __typename: "CurrencyFormats",
      moneyFormat: "£{{amount}}",
      moneyWithCurrencyFormat: "£{{amount}} GBP",
      moneyInEmailsFormat: "£{{amount}}",
      moneyWithCurrencyInEmailsFormat: "£{{amount}} GBP",
    }),
    enabledPresentmentCurrencies: (row) => [row["currency_code"]],
    customerAccounts: () => "OPTIONAL",
    setupRequired: () => false,
  },
  AppInstallation: {
    ...metafieldFields("AppInstallation"),
    id: gidField("AppInstallation"),
    app: appOf,
    accessScopes: (row) => scopeRows(json(row, "scopes_json") as string[]),
    launchUrl: (_row, _args, context) => context.platform.config.applicationUrl,
    uninstallUrl: () => null,
    activeSubscriptions: () => [],
  },
  App: {
    requestedAccessScopes: (_row, _args, context) => scopeRows(context.platform.config.scopes),
    optionalAccessScopes: (_row, _args, context) => scopeRows(context.platform.config.optionalScopes),
    installation: (_row, _args, context) => installationRow(context),
  },
  QueryRoot: {
    shop: (_row, _args, context) => withType("Shop", readShop(context.state)),
    currentAppInstallation: (_row, _args, context) => installationRow(context),
    app: appOf,
    node: (_row, args, context) => nodeOf(context, String(args["id"])),
    nodes: (_row, args, context) => (args["ids"] as string[]).map((id) => nodeOf(context, id)),
    shopLocales: (_row, _args, context) => [
      {
        __typename: "ShopLocale",
        locale: readShop(context.state).primary_locale,
        name: "English",
        primary: true,
        published: true,
      },
    ],
  },
  Mutation: {
    appUninstall: (row, args, context, info) => {
      const app = appOf(row, args, context, info);
      uninstallApp(context.state);
      return { app, userErrors: [] };
    },
  },
};
