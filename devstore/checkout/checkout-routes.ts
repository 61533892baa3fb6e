import express, { type Request, type Response, Router } from "express";
import { isoOf, nowMs } from "../clock.ts";
import { type CodeDiscount, findUsable } from "../discounts/discounts.ts";
import { cartJson, type Cart, readCart } from "../storefront/cart.ts";
import { cartOf } from "../storefront/cart-routes.ts";
import { sendNotFound } from "../storefront/page-routes.ts";
import { route } from "../storefront/route.ts";
import { CART_COOKIE, chooseLocale, findShopper, newToken } from "../storefront/visitor.ts";
import {
  type CheckoutParts,
  type CheckoutRow,
  discountOf,
  findCheckout,
  findOrderId,
  ORDER_STATUS,
  THANK_YOU,
} from "./checkout-parts.ts";
import { findOrderView } from "./order-view.ts";
import { DiscountRefused, OutOfStock, placeOrder } from "./place-order.ts";

type Fields = { email: string; first_name: string; last_name: string; marketing: boolean; card: string };
type Usable = ReturnType<typeof findUsable>;

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

/** Checkout, thank-you page, order status, and the frames of UI extensions on the last two. */
export function checkoutRoutes(parts: CheckoutParts): Router {
  const router = Router();
  const { state } = parts.platform;
  const form = express.urlencoded({ extended: false, limit: "64kb" });
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
      const checkout = findCheckout(state, request);
      if (!checkout) return sendNotFound(parts.pages, request, response);
      if (checkout.order_id !== null) return response.redirect(302, `/checkouts/${checkout.token}/thank-you`);
      const shopper = findShopper(state, request);
      const fields = {
        email: shopper?.email ?? "",
        first_name: shopper?.first_name ?? "",
        last_name: shopper?.last_name ?? "",
      };
      const { discount, fault } = applied(parts, discountOf(checkout), shopper?.id);
      const cart = readCart(state, checkout.cart_token);
      return parts.checkoutPages.sendForm(request, response, cart, { fields, error: fault, discount });
    }),
  );
  router.post(
    "/checkouts/:token",
    form,
    route(async (request, response) => {
      const checkout = findCheckout(state, request);
      if (!checkout) return sendNotFound(parts.pages, request, response);
      // A second click on "Pay now" finds the order made.
      if (checkout.order_id !== null) return response.redirect(303, `/checkouts/${checkout.token}/thank-you`);
      if (typeof (request.body as Record<string, unknown>)["apply"] === "string") {
        return applyDiscount(parts, request, response, checkout);
      }
      return pay(parts, request, response, checkout, readCart(state, checkout.cart_token));
    }),
  );
  return router;
}

/** The pages after the purchase: thank you, and the order's own page. */
export function orderPageRoutes(parts: CheckoutParts): Router {
  const router = Router();
  const { state } = parts.platform;
  router.get(
    "/checkouts/:token/thank-you",
    route(async (request, response) => {
      const order = findOrderView(state, findCheckout(state, request)?.order_id ?? undefined);
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
      const order = findOrderView(state, findOrderId(state, request));
      if (!order) return sendNotFound(parts.pages, request, response);
      return parts.checkoutPages.sendOrder(request, response, order, ORDER_STATUS, request.path);
    }),
  );
  return router;
}

/** The code's discount, or Shopify's words for why it has none. Without a code neither. */
function applied(
  parts: CheckoutParts,
  code: string,
  customerId: number | undefined,
): { discount: CodeDiscount | undefined; fault: string } {
  if (code === "") return { discount: undefined, fault: "" };
  const usable: Usable = findUsable(parts.platform.state, code, customerId);
  return "fault" in usable ? { discount: undefined, fault: usable.fault } : { discount: usable.discount, fault: "" };
}

function applyDiscount(parts: CheckoutParts, request: Request, response: Response, checkout: CheckoutRow) {
  const { state } = parts.platform;
  const given = (request.body as Record<string, unknown>)["discount"];
  const code = typeof given === "string" ? given.trim().slice(0, 100) : "";
  const shopper = findShopper(state, request);
  const { discount, fault } = applied(parts, code, shopper?.id);
  const kept = fault === "" ? JSON.stringify({ ...(code === "" ? {} : { discount: code }) }) : "{}";
  state.sql("UPDATE checkouts SET data_json = ? WHERE token = ?").run(kept, checkout.token);
  const fields = { ...fieldsOf(request.body), ...(shopper?.email ? { email: shopper.email } : {}), discount: code };
  const cart = readCart(state, checkout.cart_token);
  return parts.checkoutPages.sendForm(request, response, cart, { fields, error: fault, discount });
}

async function pay(
  parts: CheckoutParts,
  request: Request,
  response: Response,
  checkout: CheckoutRow,
  cart: Cart,
): Promise<unknown> {
  const { state } = parts.platform;
  const shopper = findShopper(state, request);
  const fields = { ...fieldsOf(request.body), ...(shopper?.email ? { email: shopper.email } : {}) };
  const { discount, fault: refused } = applied(parts, discountOf(checkout), shopper?.id);
  const fault = faultOf(fields) ?? refused;
  if (fault !== "") return parts.checkoutPages.sendForm(request, response, cart, { fields, error: fault, discount });
  const locale = chooseLocale(request, response, parts.locales);
  try {
    placeOrder(
      state,
      { token: checkout.token, cart, locale, discountCode: discountOf(checkout) },
      {
        email: fields.email,
        firstName: fields.first_name,
        lastName: fields.last_name,
        acceptsMarketing: fields.marketing,
        customerId: shopper?.id,
      },
    );
  } catch (error) {
    const text = refusalOf(error);
    if (text === undefined) throw error;
    return parts.checkoutPages.sendForm(request, response, cart, { fields, error: text, discount: undefined });
  }
  // The next cart is a new one, with a token of its own.
  response.clearCookie(CART_COOKIE);
  return response.redirect(303, `/checkouts/${checkout.token}/thank-you`);
}

function refusalOf(error: unknown): string | undefined {
  if (error instanceof DiscountRefused) return error.message;
  if (!(error instanceof OutOfStock)) return undefined;
  return error.titles.length > 0 ? `No longer available: ${error.titles.join(", ")}` : "Your cart is empty";
}
