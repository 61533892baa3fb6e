import type { Request } from "express";
import type { Platform } from "../platform.ts";
import type { State } from "../state.ts";
import type { Pages } from "../storefront/pages.ts";
import type { CheckoutPages } from "./checkout-pages.ts";
import type { UiExtension } from "./ui-extensions.ts";

export const THANK_YOU = "purchase.thank-you.block.render";
export const ORDER_STATUS = "customer-account.order-status.block.render";

/** What the routes of the checkout are made of. */
export interface CheckoutParts {
  platform: Platform;
  pages: Pages;
  checkoutPages: CheckoutPages;
  extensions: readonly UiExtension[];
  locales: readonly string[];
}

export interface CheckoutRow {
  token: string;
  cart_token: string;
  order_id: number | null;
  /** {"discount": "CODE"} once the buyer applied one. */
  data_json: string;
}

export const discountOf = (checkout: CheckoutRow): string =>
  (JSON.parse(checkout.data_json) as { discount?: string }).discount ?? "";

/** The checkout of `/checkouts/:token`. */
export function findCheckout(state: State, request: Request): CheckoutRow | undefined {
  return state
    .sql("SELECT token, cart_token, order_id, data_json FROM checkouts WHERE token = ?")
    .get(String(request.params["token"])) as CheckoutRow | undefined;
}

/** The order of `/orders/:token`, which is its status page's secret address. */
export function findOrderId(state: State, request: Request): number | undefined {
  const row = state.sql("SELECT id FROM orders WHERE status_token = ?").get(String(request.params["token"])) as
    { id: number } | undefined;
  return row?.id;
}
