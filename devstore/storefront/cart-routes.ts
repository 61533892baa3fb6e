import express, { type Request, type Response, Router } from "express";
import type { State } from "../state.ts";
import { addItem, type Cart, CartError, cartJson, changeItem, itemJson, readCart, saveCart } from "./cart.ts";
import { CART_COOKIE, findShopper, newToken, readCookie } from "./visitor.ts";

type Fields = Record<string, unknown>;

/** The cart of this browser; the cookie is set when there is none. */
export function cartOf(state: State, request: Request, response: Response): Cart {
  const known = readCookie(request, CART_COOKIE);
  const token = known !== undefined && /^[0-9a-f]{32}$/.test(known) ? known : newToken();
  if (token !== known) response.cookie(CART_COOKIE, token, { sameSite: "lax", maxAge: 14 * 86_400_000 });
  return readCart(state, token);
}

const record = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});

function quantityOf(value: unknown): number {
  const quantity = value === undefined || value === "" ? 1 : Number(value);
  if (!Number.isInteger(quantity) || quantity < 0) throw new CartError(400, "Quantity must be a whole number");
  return quantity;
}

function textValues(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(record(value)).map(([key, text]) => [key, String(text ?? "")]));
}

function add(state: State, cart: Cart, fields: Fields): unknown {
  const list = Array.isArray(fields["items"]) ? (fields["items"] as unknown[]).map(record) : undefined;
  const lines = (list ?? [fields]).map((one) => {
    const id = Number(one["id"]);
    if (!Number.isInteger(id) || id <= 0) throw new CartError(400, "Required parameter missing or invalid: items");
    return { variantId: id, quantity: quantityOf(one["quantity"]), properties: textValues(one["properties"]) };
  });
  const added = lines.map((line) => itemJson(state, addItem(state, cart, line)));
  setTexts(cart, fields);
  return list ? { items: added } : added[0];
}

/** Note and attributes; an attribute set to nothing is taken out, others are kept. */
function setTexts(cart: Cart, fields: Fields): void {
  if (typeof fields["note"] === "string") cart.note = fields["note"];
  for (const [key, value] of Object.entries(record(fields["attributes"]))) {
    if (value === null || value === "") delete cart.attributes[key];
    else cart.attributes[key] = String(value);
  }
}

function update(state: State, cart: Cart, fields: Fields): void {
  const updates = fields["updates"];
  if (Array.isArray(updates)) {
    const keys = cart.items.map((item) => String(itemJson(state, item)["key"]));
    updates.forEach((quantity, index) => changeItem(state, cart, keys[index] ?? "", quantityOf(quantity)));
  } else {
    for (const [id, quantity] of Object.entries(record(updates))) changeItem(state, cart, id, quantityOf(quantity));
  }
  setTexts(cart, fields);
}

function change(state: State, cart: Cart, fields: Fields): void {
  const line = fields["line"] === undefined ? undefined : cart.items[Number(fields["line"]) - 1];
  const id = line ? String(itemJson(state, line)["key"]) : fields["id"];
  if (typeof id !== "string" && typeof id !== "number") throw new CartError(400, "no valid id or line parameter");
  changeItem(state, cart, String(id), quantityOf(fields["quantity"]));
  setTexts(cart, fields);
}

type Action = (state: State, cart: Cart, fields: Fields) => unknown;
const ACTIONS: Readonly<Record<string, Action>> = {
  add,
  update,
  change,
  clear: (_state, cart) => {
    cart.items = [];
  },
};

/** The Ajax API (/cart/*.js), and the same doors for plain forms, which lead to the cart page. */
export function cartRoutes(state: State): Router {
  const router = Router();
  router.use("/cart", express.json({ limit: "256kb" }), express.urlencoded({ extended: true, limit: "256kb" }));
  router.get(["/cart.js", "/cart.json"], (request, response) => {
    const cart = cartOf(state, request, response);
    response.set("Cache-Control", "no-store").json(cartJson(state, cart));
  });
  for (const [name, action] of Object.entries(ACTIONS)) {
    router.all([`/cart/${name}.js`, `/cart/${name}.json`, `/cart/${name}`], (request, response) => {
      const json = /\.js(on)?$/.test(request.path);
      try {
        const cart = cartOf(state, request, response);
        const answer = action(state, cart, { ...request.query, ...record(request.body) });
        saveCart(state, cart, findShopper(state, request)?.id);
        if (!json) return response.redirect(302, "/cart");
        return response.set("Cache-Control", "no-store").json(answer ?? cartJson(state, cart));
      } catch (error) {
        if (!(error instanceof CartError)) throw error;
        const { status, description } = error;
        if (!json) return response.redirect(302, `/cart?error=${encodeURIComponent(description)}`);
        return response.status(status).json({ status, message: "Cart Error", description });
      }
    });
  }
  router.post("/cart", (request, response) => {
    const cart = cartOf(state, request, response);
    const fields = record(request.body);
    update(state, cart, fields);
    saveCart(state, cart, findShopper(state, request)?.id);
    response.redirect(302, "checkout" in fields ? "/checkout" : "/cart");
  });
  return router;
}
