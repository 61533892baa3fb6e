import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emailOf, openShop, Shopper, type ShopUnderTest, variantOf } from "./testing/open-shop.ts";

let shop: ShopUnderTest;
let shopper: Shopper;
beforeEach(async () => {
  shop = await openShop();
  shopper = new Shopper(shop.origin);
});
afterEach(() => shop.close());

describe("pages of the storefront", () => {
  test("show products with price, stock and variants", async () => {
    const page = await shopper.page("/products/oak-frame");
    expect(page).toContain("£9.00");
    expect(page).toContain("Only 4 left");
    expect(page).toMatch(/Large \(sold out\)/);
    expect(await shopper.page(`/products/oak-frame?variant=${variantOf(shop.state, "103L")}`)).toMatch(
      /data-product-price>£14.00/,
    );
    const gone = await shopper.page("/products/gone-vase");
    expect(gone).toMatch(/disabled[^>]*>\s*Sold out/);
  });

  test("list collections, sorted and searched", async () => {
    const titles = async (target: string): Promise<string[]> =>
      [...(await shopper.page(target)).matchAll(/card__title">([^<]+)</g)].map((match) => match[1] ?? "");
    expect(await titles("/collections/all?sort_by=price-ascending")).toEqual([
      "Blue Mug",
      "Oak Frame",
      "Gone Vase",
      "Brass Lantern",
    ]);
    expect(await titles("/collections/all")).toEqual(["Blue Mug", "Brass Lantern", "Gone Vase", "Oak Frame"]);
    expect(await titles("/collections/home-decor")).toEqual(["Gone Vase"]);
    expect(await titles("/search?q=BRASS")).toEqual(["Brass Lantern"]);
    expect(await titles("/search?q=100%25")).toEqual([]);
  });

  test("answer 404 for what is not there or not for sale", async () => {
    shop.state.sql("UPDATE products SET status = 'DRAFT' WHERE handle = 'blue-mug'").run();
    for (const target of [
      "/nothing",
      "/products/blue-mug",
      "/collections/nothing",
      "/pages/nothing",
      "/checkouts/1",
      "/orders/1",
    ]) {
      expect((await shopper.ask(target)).status, target).toBe(404);
    }
  });

  test("log in with the right password only, and stay on this shop", async () => {
    const email = emailOf(shop.state, "77");
    const wrong = await shopper.submit("/account/login", { "customer[email]": email, "customer[password]": "no" });
    expect([wrong.status, await wrong.text()]).toEqual([401, expect.stringContaining("Incorrect email or password.")]);
    const right = await shopper.submit("/account/login", {
      "customer[email]": email.toUpperCase(),
      "customer[password]": "demo",
      return_url: "//evil.example",
    });
    expect(right.headers.get("location")).toBe("/account");
    expect(await shopper.page("/account")).toContain(email);
    await shopper.ask("/account/logout");
    expect((await shopper.ask("/account")).headers.get("location")).toBe("/account/login");
  });

  test("carry window.Shopify and a picture for every product", async () => {
    const page = await shopper.page("/");
    expect(page).toContain('Shopify.shop = "candor-demo.myshopify.com"');
    expect(page).toContain("/cdn/shopifycloud/storefront.js");
    const source = /\/cdn\/shop\/products\/\d+\.svg/.exec(page)?.[0] ?? "";
    const picture = await shopper.ask(source);
    expect(picture.headers.get("content-type")).toContain("image/svg+xml");
    expect(picture.headers.get("cache-control")).toContain("max-age=31536000");
    expect(await picture.text()).toMatch(/^<svg .*<\/svg>$/);
  });
});
