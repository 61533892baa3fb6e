import { Drop } from "liquidjs";
import type { Request } from "express";
import { readShop, type State } from "../state.ts";
import { listCollections } from "./catalogue.ts";
import { metafieldsOf } from "./metafields.ts";
import { centsOf } from "./money.ts";
import type { CustomerRow } from "./visitor.ts";

/** `template` prints as its name and also has `.name`, `.suffix`, `.directory`. */
class TemplateDrop extends Drop {
  readonly name: string;
  readonly suffix = null;
  readonly directory = null;

  constructor(name: string) {
    super();
    this.name = name;
  }

  override valueOf(): string {
    return this.name;
  }

  override toString(): string {
    return this.name;
  }
}

interface LocaleDrop {
  iso_code: string;
  name: string;
  endonym_name: string;
  primary: boolean;
  root_url: string;
}

/** The global objects of Liquid on a page. */
export interface PageContext {
  shop: { currency: string; name: string; [field: string]: unknown };
  request: { locale: LocaleDrop; design_mode: boolean; page_type: string; path: string; host: string; origin: string };
  template: object;
  customer: object | null;
  cart: object;
  routes: Readonly<Record<string, string>>;
  localization: object;
  settings: object;
  linklists: object;
  collections: readonly object[];
  page_title: string;
  canonical_url: string;
  [name: string]: unknown;
}

const ROUTES = {
  root_url: "/",
  account_url: "/account",
  account_login_url: "/account/login",
  account_logout_url: "/account/logout",
  account_register_url: "/account/register",
  collections_url: "/collections",
  all_products_collection_url: "/collections/all",
  search_url: "/search",
  predictive_search_url: "/search/suggest",
  cart_url: "/cart",
  cart_add_url: "/cart/add",
  cart_change_url: "/cart/change",
  cart_clear_url: "/cart/clear",
  cart_update_url: "/cart/update",
  product_recommendations_url: "/recommendations/products",
} as const;

function localeDrop(code: string, primary: string): LocaleDrop {
  const nameIn = (language: string): string => new Intl.DisplayNames([language], { type: "language" }).of(code) ?? code;
  return { iso_code: code, name: nameIn("en"), endonym_name: nameIn(code), primary: code === primary, root_url: "/" };
}

/** `customer` in Liquid: only what a theme may see of who is logged in. */
function customerDrop(state: State, row: CustomerRow): object {
  const { orders, spent } = state
    .sql(
      "SELECT count(*) AS orders, coalesce(sum(CAST(current_total_price AS REAL)), 0) AS spent FROM orders WHERE customer_id = ?",
    )
    .get(row.id) as { orders: number; spent: number };
  return {
    id: row.id,
    first_name: row.first_name,
    last_name: row.last_name,
    name: [row.first_name, row.last_name].filter(Boolean).join(" "),
    email: row.email,
    tags: JSON.parse(row.tags_json) as string[],
    accepts_marketing: row.email_marketing_state === "SUBSCRIBED",
    has_account: true,
    orders_count: orders,
    total_spent: centsOf(String(spent)),
    metafields: metafieldsOf(state, "Customer", row.id),
  };
}

export interface PageFacts {
  type: string;
  title: string;
  customer: CustomerRow | undefined;
  cart: object;
  locale: string;
  locales: readonly string[];
  designMode: boolean;
}

export function pageContext(state: State, request: Request, facts: PageFacts): PageContext {
  const shop = readShop(state);
  const origin = `${request.protocol}://${request.get("host") ?? "localhost"}`;
  const locale = localeDrop(facts.locale, shop.primary_locale);
  const country = {
    iso_code: shop.country_code,
    name: new Intl.DisplayNames(["en"], { type: "region" }).of(shop.country_code),
  };
  return {
    shop: {
      id: shop.id,
      name: shop.name,
      email: shop.email,
      currency: shop.currency_code,
      money_format: "£{{amount}}",
      domain: request.get("host") ?? "localhost",
      permanent_domain: shop.domain,
      secure_url: origin,
      url: origin,
      locale: shop.primary_locale,
      customer_accounts_enabled: true,
      metafields: metafieldsOf(state, "Shop", shop.id),
    },
    request: {
      locale,
      design_mode: facts.designMode,
      page_type: facts.type,
      path: request.path,
      host: request.get("host") ?? "localhost",
      origin,
    },
    template: new TemplateDrop(facts.type),
    customer: facts.customer ? customerDrop(state, facts.customer) : null,
    cart: facts.cart,
    routes: ROUTES,
    localization: {
      language: locale,
      available_languages: facts.locales.map((code) => localeDrop(code, shop.primary_locale)),
      country: { ...country, currency: { iso_code: shop.currency_code, symbol: "£" } },
      available_countries: [country],
      market: { handle: "primary", id: 1 },
    },
    settings: {},
    linklists: {},
    collections: listCollections(state).map(({ handle, title }) => ({ handle, title, url: `/collections/${handle}` })),
    page_title: facts.title,
    canonical_url: `${origin}${request.path}`,
  };
}
