import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addCode } from "../discounts/discounts.ts";
import { emailOf, openShop, Shopper, type ShopUnderTest, variantOf } from "../storefront/testing/open-shop.ts";

const TOML = `api_version = "2026-07"
[[extensions]]
type = "ui_extension"
name = "t:name"
handle = "survey"
  [[extensions.targeting]]
  target = "purchase.thank-you.block.render"
  module = "./src/Survey.tsx"
`;

let shop: ShopUnderTest;
let shopper: Shopper;
beforeEach(async () => {
  shop = await openShop({
    "extensions/survey/shopify.extension.toml": TOML,
    "extensions/survey/locales/en.default.json": JSON.stringify({ name: "One </question>" }),
    "extensions/survey/dist/survey.js":
      'shopify.extend("purchase.thank-you.block.render", () => { "</script>"; fetch("http://localhost:1/answers"); });',
  });
  shopper = new Shopper(shop.origin);
  for (const topic of ["orders/create", "customers/create", "products/update"]) {
    shop.state
      .sql("INSERT INTO webhook_subscriptions (topic, uri, created_at, updated_at) VALUES (?, '/webhooks', '', '')")
      .run(topic);
  }
});
afterEach(() => shop.close());

const FORM = { email: "New.Person@example.com", first_name: "New", last_name: "Person", card: "1" };

async function startCheckout(sku = "100", quantity = 2): Promise<string> {
  await shopper.post("/cart/add.js", { id: variantOf(shop.state, sku), quantity });
  await shopper.post("/cart/update.js", { attributes: { _candor: "response-1" }, note: "ring twice" });
  return (await shopper.ask("/checkout")).headers.get("location") ?? "";
}

const newest = (): Record<string, unknown> =>
  shop.state.sql("SELECT * FROM orders ORDER BY id DESC LIMIT 1").get() as Record<string, unknown>;
const stockOf = (sku: string): number =>
  (shop.state.sql("SELECT inventory_quantity AS n FROM variants WHERE sku = ?").get(sku) as { n: number }).n;
const topics = (): unknown[] => shop.state.sql("SELECT topic FROM webhook_deliveries ORDER BY id").pluck().all();

describe("the checkout", () => {
  test("makes the cart an order, with its attributes and tokens, and tells the apps", async () => {
    const cart = (await (await shopper.ask("/cart.js")).json()) as { token: string };
    const checkout = await startCheckout();
    const paid = await shopper.submit(checkout, FORM);
    expect(paid.headers.get("location")).toBe(`${checkout}/thank-you`);
    expect(newest()).toMatchObject({
      name: "#1001",
      total_price: "48.00",
      financial_status: "PAID",
      custom_attributes_json: '[{"key":"_candor","value":"response-1"}]',
      note: "ring twice",
      cart_token: cart.token,
      checkout_token: checkout.split("/").at(-1),
    });
    expect(stockOf("100")).toBe(3);
    expect(topics()).toEqual(["customers/create", "orders/create", "products/update"]);
    const next = (await (await shopper.ask("/cart.js")).json()) as { token: string; item_count: number };
    expect(next.item_count).toBe(0);
    expect(next.token).not.toBe(cart.token);
  });

  test("takes a discount code off the total, once, and for nobody else's order", async () => {
    const { state } = shop;
    const { id } = state
      .sql(
        `INSERT INTO code_discounts (title, value_json, usage_limit, once_per_customer, starts_at, created_at, updated_at)
         VALUES ('Welcome', '{"percentage":0.15}', 1, 1, '2020-01-01T00:00:00Z', '', '') RETURNING id`,
      )
      .get() as { id: number };
    for (const code of ["ONE", "TWO"]) addCode(state, id, code);
    const applied = async (code: string) => {
      const checkout = await startCheckout("100", 1);
      return { checkout, page: await (await shopper.submit(checkout, { discount: code, apply: "1" })).text() };
    };
    expect((await applied("NONE")).page).toContain("Enter a valid discount code");
    const first = await applied("one");
    expect(first.page).toContain("−");
    await shopper.submit(first.checkout, FORM);
    expect(newest()).toMatchObject({ discount_codes_json: '["ONE"]' });
    expect(Number(newest()["total_price"]) + Number(newest()["total_discounts"])).toBe(48);
    expect(newest()["total_discounts"]).toBe("7.20");
    expect((await applied("ONE")).page).toContain("usage limit");
    // Another code of the same discount, by the same person: only known when they say who they are.
    const second = await applied("TWO");
    expect(await (await shopper.submit(second.checkout, FORM)).text()).toContain("already been used");
    await shopper.submit(second.checkout, { ...FORM, email: "other@example.com" });
    expect(newest()).toMatchObject({ discount_codes_json: '["TWO"]', email: "other@example.com" });
  });

  test("belongs to the logged-in customer, else to the one with that e-mail, else to a new one", async () => {
    const idOf = (customer: string): unknown =>
      shop.state.sql("SELECT id FROM customers WHERE note = ?").pluck().get(`CustomerID ${customer}`);
    await shopper.submit(await startCheckout("100", 1), { ...FORM, email: emailOf(shop.state, "88").toUpperCase() });
    expect(newest()["customer_id"]).toBe(idOf("88"));
    await shopper.submit(await startCheckout("100", 1), FORM);
    const stranger = shop.state
      .sql("SELECT email, state, password FROM customers WHERE id = ?")
      .get(newest()["customer_id"]);
    expect(stranger).toEqual({ email: FORM.email, state: "DISABLED", password: null });
    await shopper.logIn(emailOf(shop.state, "77"));
    await shopper.submit(await startCheckout("100", 1), { ...FORM, email: "somebody.else@example.com" });
    expect(newest()).toMatchObject({ customer_id: idOf("77"), email: emailOf(shop.state, "77") });
  });

  test("is paid once, however often the button is pressed", async () => {
    const checkout = await startCheckout();
    await Promise.all([shopper.submit(checkout, FORM), shopper.submit(checkout, FORM)]);
    const again = await shopper.submit(checkout, FORM);
    expect(again.headers.get("location")).toBe(`${checkout}/thank-you`);
    expect(shop.state.sql("SELECT count(*) FROM orders WHERE name LIKE '#%'").pluck().get()).toBe(1);
    expect(stockOf("100")).toBe(3);
  });

  test.each([
    ["a bad e-mail", { email: "nobody" }, "Enter a valid email"],
    ["no last name", { last_name: " " }, "Enter a last name"],
    ["a declined card", { card: "2" }, "Your card was declined."],
  ])("refuses %s and keeps what was typed", async (_, fields, message) => {
    const answer = await shopper.submit(await startCheckout(), { ...FORM, ...fields });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain(message);
    expect(page).toContain('value="New"');
    expect(topics()).toEqual([]);
  });

  test("says what somebody else bought meanwhile", async () => {
    const checkout = await startCheckout("101", 1);
    shop.state.sql("UPDATE variants SET inventory_quantity = 0 WHERE sku = '101'").run();
    const answer = await shopper.submit(checkout, FORM);
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringContaining("No longer available: Blue Mug"),
    ]);
    expect(newest()["name"]).toBe("3");
  });

  test("leads back to the cart when that is empty", async () => {
    expect((await shopper.ask("/checkout")).headers.get("location")).toBe("/cart");
  });
});

describe("the thank-you page", () => {
  test("hosts the built extension in a frame of another origin, with the facts of the order", async () => {
    const checkout = await startCheckout();
    await shopper.submit(checkout, FORM);
    const page = await shopper.page(`${checkout}/thank-you`);
    expect(page).toContain("Thank you, New!");
    const source = /<iframe[^>]+src="([^"]+)"/.exec(page)?.[1] ?? "";
    expect(page).toContain('sandbox="allow-scripts allow-forms allow-popups"');
    const frame = await shopper.ask(source);
    expect(frame.headers.get("content-security-policy")).toMatch(/^sandbox allow-scripts .*connect-src 'none'$/);
    const text = await frame.text();
    const facts = /<script id="extension-facts"[^>]*>(.*?)<\/script>/.exec(text)?.[1] ?? "";
    expect(JSON.parse(facts)).toMatchObject({
      words: { name: "One </question>" },
      plain: { extension: { target: "purchase.thank-you.block.render" } },
      signals: {
        checkoutToken: checkout.split("/").at(-1),
        orderConfirmation: { order: { id: `gid://shopify/Order/${String(newest()["id"])}` }, isFirstOrder: true },
      },
    });
    expect((JSON.parse(facts) as { signals: object }).signals).not.toHaveProperty("order");
    expect(facts).not.toContain(FORM.email);
    expect(text).toContain('"<\\/script>"');
    // Built for where the toml says the app is: served for where it is.
    expect(text).toContain(`fetch("${shop.appUrl}/answers")`);
  });

  test("gives out session tokens for a finished checkout only", async () => {
    const checkout = await startCheckout();
    expect((await shopper.ask(`${checkout}/session-token`, { method: "POST" })).status).toBe(404);
    await shopper.submit(checkout, FORM);
    const { token } = (await (await shopper.ask(`${checkout}/session-token`, { method: "POST" })).json()) as {
      token: string;
    };
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<
      string,
      unknown
    >;
    expect(claims).toMatchObject({ dest: "candor-demo.myshopify.com", aud: "client" });
    expect(claims["sub"]).toBeUndefined();
  });

  test("leads to the order's own page, which this extension does not ask for", async () => {
    const checkout = await startCheckout();
    await shopper.submit(checkout, FORM);
    const page = await shopper.page(`/orders/${String(newest()["status_token"])}`);
    expect(page).toContain("Order #1001");
    expect(page).not.toContain("<iframe");
  });
});
