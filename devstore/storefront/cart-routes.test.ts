import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emailOf, openShop, Shopper, type ShopUnderTest, variantOf } from "./testing/open-shop.ts";

let shop: ShopUnderTest;
let shopper: Shopper;
beforeEach(async () => {
  shop = await openShop();
  shopper = new Shopper(shop.origin);
});
afterEach(() => shop.close());

const json = async (answer: Promise<Response>): Promise<Record<string, unknown>> =>
  (await answer).json() as Promise<Record<string, unknown>>;

describe("the Ajax cart", () => {
  test("is empty at first and keeps its token", async () => {
    const first = await json(shopper.ask("/cart.js"));
    expect(first).toMatchObject({ item_count: 0, items: [], attributes: {}, total_price: 0, currency: "GBP" });
    expect((await json(shopper.ask("/cart.js")))["token"]).toBe(first["token"]);
    expect((await json(new Shopper(shop.origin).ask("/cart.js")))["token"]).not.toBe(first["token"]);
  });

  test("adds one line or several, in Shopify's shapes", async () => {
    const lantern = variantOf(shop.state, "100");
    const one = await json(shopper.post("/cart/add.js", { id: lantern, quantity: 2, properties: { note: "hi" } }));
    expect(one).toMatchObject({
      variant_id: lantern,
      quantity: 2,
      price: 2400,
      final_line_price: 4800,
      properties: { note: "hi" },
    });
    const many = await json(shopper.post("/cart/add.js", { items: [{ id: variantOf(shop.state, "101") }] }));
    expect(many).toMatchObject({ items: [{ product_title: "Blue Mug", quantity: 1, variant_title: null }] });
    expect(await json(shopper.ask("/cart.js"))).toMatchObject({ item_count: 3, total_price: 5650 });
  });

  test.each([
    ["what is sold out", "102", 1, "The product 'Gone Vase' is already sold out."],
    ["a sold-out variant", "103L", 1, "The product 'Oak Frame - Large' is already sold out."],
    ["more than there is", "103S", 5, "You can only add 4 Oak Frame - Small to the cart."],
  ])("refuses %s", async (_, sku, quantity, description) => {
    const answer = await shopper.post("/cart/add.js", { id: variantOf(shop.state, sku), quantity });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toEqual({ status: 422, message: "Cart Error", description });
  });

  test("refuses a piece more when all are in the cart, and knows no other variants", async () => {
    const mug = variantOf(shop.state, "101");
    await shopper.post("/cart/add.js", { id: mug });
    const answer = await shopper.post("/cart/add.js", { id: mug });
    expect([answer.status, await answer.json()]).toMatchObject([
      422,
      { description: "All 1 Blue Mug are in your cart." },
    ]);
    expect((await shopper.post("/cart/add.js", { id: 4711 })).status).toBe(404);
  });

  test("changes, updates and clears; attributes stay until they are emptied", async () => {
    const lantern = variantOf(shop.state, "100");
    await shopper.post("/cart/add.js", { id: lantern });
    expect(await json(shopper.post("/cart/change.js", { line: 1, quantity: 3 }))).toMatchObject({ item_count: 3 });
    expect((await shopper.post("/cart/change.js", { id: String(lantern), quantity: 9 })).status).toBe(422);
    const attributes = { _candor: "abc", gift: "yes" };
    expect(await json(shopper.post("/cart/update.js", { attributes, note: "ring twice" }))).toMatchObject({
      attributes,
      note: "ring twice",
    });
    expect(await json(shopper.post("/cart/update.js", { attributes: { gift: "" } }))).toMatchObject({
      attributes: { _candor: "abc" },
    });
    expect(await json(shopper.post("/cart/update.js", { updates: { [lantern]: 0 } }))).toMatchObject({ item_count: 0 });
    await shopper.post("/cart/add.js", { id: lantern });
    expect(await json(shopper.post("/cart/clear.js", {}))).toMatchObject({ items: [], attributes: { _candor: "abc" } });
  });

  test("belongs to the shopper who is logged in", async () => {
    await shopper.logIn(emailOf(shop.state, "77"));
    await shopper.post("/cart/add.js", { id: variantOf(shop.state, "100") });
    const row = shop.state.sql("SELECT customers.note FROM carts JOIN customers ON customers.id = customer_id").get();
    expect(row).toEqual({ note: "CustomerID 77" });
  });
});
