import express, { type Request, type Response, Router } from "express";
import { isoOf, nowMs } from "../clock.ts";
import { mintCheckoutToken } from "../oauth/session-token.ts";
import type { Platform } from "../platform.ts";
import { cartJson, type Cart, readCart } from "../storefront/cart.ts";
import { cartOf } from "../storefront/cart-routes.ts";
import type { Pages } from "../storefront/pages.ts";
import { sendNotFound } from "../storefront/page-routes.ts";
import { route } from "../storefront/route.ts";
import { CART_COOKIE, chooseLocale, findShopper, newToken } from "../storefront/visitor.ts";
import type { CheckoutPages } from "./checkout-pages.ts";
import { contentSecurityPolicy, extensionDocument } from "./extension-frame.ts";
import { findOrderView, type OrderView } from "./order-view.ts";
import { OutOfStock, placeOrder } from "./place-order.ts";
import type { UiExtension } from "./ui-extensions.ts";

export const THANK_YOU = "purchase.thank-you.block.render";
export const ORDER_STATUS = "customer-account.order-status.block.render";

interface CheckoutRow {
  token: string;
  cart_token: string;
  order_id: number | null;
}

type Fields = { email: string; first_name: string; last_name: string; marketing: boolean; card: string };

function fieldsOf(body: unknown): Fields {
  const given = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: string): string => (typeof given[name] === "string" ? given[name].trim().slice(0, 200) : "");
  return {
    email: text("email"),
    first_name: text("first_name"),
    last_name: text("last_name"),
    marketing: text("marketing") === "1",
    card: text("card").replace(/\s/g, ""),
  };
}

/** What Shopify would say; undefined when the form can be taken. */
function faultOf(fields: Fields): string | undefined {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(fields.email)) return "Enter a valid email";
  if (fields.last_name === "") return "Enter a last name";
  // Bogus Gateway: 1 is a success, 2 a decline, 3 an exception.
  if (fields.card === "2") return "Your card was declined. Try again or use a different payment method.";
  if (fields.card !== "1")
    return "There was an issue processing your payment. Try again or use a different payment method.";
  return undefined;
}

interface Parts {
  platform: Platform;
  pages: Pages;
  checkoutPages: CheckoutPages;
  extensions: readonly UiExtension[];
  locales: readonly string[];
}

/** Checkout, thank-you page, order status, and the frames of UI extensions on the last two. */
export function checkoutRoutes(parts: Parts): Router {
  const router = Router();
  const { state } = parts.platform;
  const form = express.urlencoded({ extended: false, limit: "64kb" });
  const findCheckout = (token: unknown): CheckoutRow | undefined =>
    state.sql("SELECT token, cart_token, order_id FROM checkouts WHERE token = ?").get(String(token)) as
      CheckoutRow | undefined;

  router.all("/checkout", (request, response) => {
    const cart = cartOf(state, request, response);
    if (cartJson(state, cart).item_count === 0) return response.redirect(302, "/cart");
    const token = newToken();
    state
      .sql("INSERT INTO checkouts (token, cart_token, customer_id, created_at) VALUES (?, ?, ?, ?)")
      .run(token, cart.token, findShopper(state, request)?.id ?? null, isoOf(nowMs()));
    return response.redirect(303, `/checkouts/${token}`);
  });
  router.get(
    "/checkouts/:token",
    route(async (request, response) => {
      const checkout = findCheckout(request.params["token"]);
      if (!checkout) return sendNotFound(parts.pages, request, response);
      if (checkout.order_id !== null) return response.redirect(302, `/checkouts/${checkout.token}/thank-you`);
      const shopper = findShopper(state, request);
      const fields = {
        email: shopper?.email ?? "",
        first_name: shopper?.first_name ?? "",
        last_name: shopper?.last_name ?? "",
      };
      return parts.checkoutPages.sendForm(request, response, readCart(state, checkout.cart_token), fields, "");
    }),
  );
  router.post(
    "/checkouts/:token",
    form,
    route(async (request, response) => {
      const checkout = findCheckout(request.params["token"]);
      if (!checkout) return sendNotFound(parts.pages, request, response);
      // A second click on "Pay now" finds the order made.
      if (checkout.order_id !== null) return response.redirect(303, `/checkouts/${checkout.token}/thank-you`);
      return pay(parts, request, response, checkout, readCart(state, checkout.cart_token));
    }),
  );
  router.get(
    "/checkouts/:token/thank-you",
    route(async (request, response) => {
      const order = findOrderView(state, findCheckout(request.params["token"])?.order_id ?? undefined);
      if (!order) return sendNotFound(parts.pages, request, response);
      return parts.checkoutPages.sendOrder(
        request,
        response,
        order,
        THANK_YOU,
        request.path.replace(/\/thank-you$/, ""),
      );
    }),
  );
  router.get(
    "/orders/:token",
    route(async (request, response) => {
      const order = findOrderView(state, orderIdOf(parts, request));
      if (!order) return sendNotFound(parts.pages, request, response);
      return parts.checkoutPages.sendOrder(request, response, order, ORDER_STATUS, request.path);
    }),
  );
  router.get(["/checkouts/:token/extensions/:handle", "/orders/:token/extensions/:handle"], (request, response) => {
    const onOrder = request.path.startsWith("/orders/");
    const order = findOrderView(
      state,
      onOrder ? orderIdOf(parts, request) : (findCheckout(request.params["token"])?.order_id ?? undefined),
    );
    const extension = parts.extensions.find(({ handle }) => handle === request.params["handle"]);
    if (!order || !extension) return response.status(404).type("text/plain").send("Not Found");
    const facts = extensionFacts(
      order,
      onOrder ? ORDER_STATUS : THANK_YOU,
      chooseLocale(request, response, parts.locales),
    );
    response.set({ "Cache-Control": "no-store", "Content-Security-Policy": contentSecurityPolicy(extension) });
    return response.type("html").send(extensionDocument(state, extension, facts));
  });
  router.post(["/checkouts/:token/session-token", "/orders/:token/session-token"], (request, response) => {
    const known = request.path.startsWith("/orders/")
      ? orderIdOf(parts, request)
      : findCheckout(request.params["token"])?.order_id;
    if (known === undefined || known === null) return response.status(404).json({ error: "Not Found" });
    return response
      .set("Cache-Control", "no-store")
      .json({ token: mintCheckoutToken(parts.platform, findShopper(state, request)?.id) });
  });
  return router;
}

function orderIdOf({ platform }: Parts, request: Request): number | undefined {
  const row = platform.state
    .sql("SELECT id FROM orders WHERE status_token = ?")
    .get(String(request.params["token"])) as { id: number } | undefined;
  return row?.id;
}

async function pay(
  parts: Parts,
  request: Request,
  response: Response,
  checkout: CheckoutRow,
  cart: Cart,
): Promise<unknown> {
  const { state } = parts.platform;
  const shopper = findShopper(state, request);
  const fields = { ...fieldsOf(request.body), ...(shopper?.email ? { email: shopper.email } : {}) };
  const fault = faultOf(fields);
  if (fault !== undefined) return parts.checkoutPages.sendForm(request, response, cart, fields, fault);
  const locale = chooseLocale(request, response, parts.locales);
  try {
    placeOrder(
      state,
      { token: checkout.token, cart, locale },
      {
        email: fields.email,
        firstName: fields.first_name,
        lastName: fields.last_name,
        acceptsMarketing: fields.marketing,
        customerId: shopper?.id,
      },
    );
  } catch (error) {
    if (!(error instanceof OutOfStock)) throw error;
    const text = error.titles.length > 0 ? `No longer available: ${error.titles.join(", ")}` : "Your cart is empty";
    return parts.checkoutPages.sendForm(request, response, cart, fields, text);
  }
  // The next cart is a new one, with a token of its own.
  response.clearCookie(CART_COOKIE);
  return response.redirect(303, `/checkouts/${checkout.token}/thank-you`);
}

function extensionFacts(order: OrderView, target: string, locale: string): Parameters<typeof extensionDocument>[2] {
  return {
    target,
    locale,
    order: { id: order.id, name: order.name, confirmationNumber: order.confirmationNumber, isFirst: order.isFirst },
    checkoutToken: order.checkoutToken,
    attributes: order.attributes,
    total: order.totalPrice,
    lines: order.lines.map((line) => ({
      id: line.id,
      title: line.title,
      quantity: line.quantity,
      merchandiseId: line.variantId ?? 0,
      total: (line.final_line_price / 100).toFixed(2),
    })),
  };
}
