import { Router } from "express";
import { mintCheckoutToken } from "../oauth/session-token.ts";
import { chooseLocale, findShopper } from "../storefront/visitor.ts";
import { type CheckoutParts, findCheckout, findOrderId, ORDER_STATUS, THANK_YOU } from "./checkout-parts.ts";
import { contentSecurityPolicy, type ExtensionFacts, extensionDocument } from "./extension-frame.ts";
import { findOrderView, type OrderView } from "./order-view.ts";

/** The frames in which UI extensions run, and the session tokens that they ask for. */
export function extensionRoutes(parts: CheckoutParts): Router {
  const router = Router();
  const { state } = parts.platform;
  router.get(["/checkouts/:token/extensions/:handle", "/orders/:token/extensions/:handle"], (request, response) => {
    const onOrder = request.path.startsWith("/orders/");
    const order = findOrderView(
      state,
      onOrder ? findOrderId(state, request) : (findCheckout(state, request)?.order_id ?? undefined),
    );
    const extension = parts.extensions.find(({ handle }) => handle === request.params["handle"]);
    if (!order || !extension) return response.status(404).type("text/plain").send("Not Found");
    const facts = extensionFacts(
      order,
      onOrder ? ORDER_STATUS : THANK_YOU,
      chooseLocale(request, response, parts.locales),
    );
    response.set({ "Cache-Control": "no-store", "Content-Security-Policy": contentSecurityPolicy(extension) });
    return response.type("html").send(extensionDocument(parts.platform, extension, facts));
  });
  router.post(["/checkouts/:token/session-token", "/orders/:token/session-token"], (request, response) => {
    const known = request.path.startsWith("/orders/")
      ? findOrderId(state, request)
      : findCheckout(state, request)?.order_id;
    if (known === undefined || known === null) return response.status(404).json({ error: "Not Found" });
    return response
      .set("Cache-Control", "no-store")
      .json({ token: mintCheckoutToken(parts.platform, findShopper(state, request)?.id) });
  });
  return router;
}

function extensionFacts(order: OrderView, target: string, locale: string): ExtensionFacts {
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
