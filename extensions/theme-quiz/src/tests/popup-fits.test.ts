import { describe, expect, test } from "vitest";
import { giftFinder } from "./gift-finder.ts";
import { renderPage } from "./storefront.ts";

describe("who and where: what does not fit is not even in the page", () => {
  test.each<[what: string, page: object, settings: Record<string, unknown>, shown: boolean]>([
    ["a product page", { pageType: "product" }, { pages: "product" }, true],
    ["another page", { pageType: "cart" }, { pages: "product" }, false],
    ["the cart, by default", { pageType: "cart" }, {}, false],
    ["that product", {}, { product: { id: 7 } }, true],
    ["another product", {}, { product: { id: 8 } }, false],
    ["a product of that collection", {}, { collection: { handle: "gifts" } }, true],
    ["that collection", { pageType: "collection" }, { collection: { handle: "gifts" } }, true],
    ["a product of another collection", {}, { collection: { handle: "other" } }, false],
    ["that language", { locale: "de" }, { languages: "ja, de" }, true],
    ["another language", { locale: "fr" }, { languages: "ja, de" }, false],
    ["a full cart", { cartTotal: 5000 }, { cart: 50 }, true],
    ["a cart that is not full enough", { cartTotal: 4999 }, { cart: 50 }, false],
    ["the segment", { customer: "5", tags: ["candor-gifts"] }, { segment: "candor-gifts" }, true],
    ["the segment in other letters", { customer: "5", tags: ["Candor-Gifts"] }, { segment: " candor-GIFTS " }, true],
    ["the segment by its name", { customer: "5", tags: ["candor-home-gifts"] }, { segment: "Home gifts" }, true],
    ["a part of its name", { customer: "5", tags: ["candor-home-gifts"] }, { segment: "Home" }, false],
    ["another customer", { customer: "5", tags: ["vip"] }, { segment: "candor-gifts" }, false],
    ["nobody known", {}, { segment: "candor-gifts" }, false],
    ["before the last day", {}, { until: "2999-12-31" }, true],
    ["after the last day", {}, { until: "2020-12-31" }, false],
    ["before the first day", {}, { from: "2999-01-01" }, false],
    ["a day that cannot be read", {}, { from: "soon" }, false],
    ["no published quiz", {}, { quiz: "nothing" }, false],
  ])("%s", async (_, more, settings, shown) => {
    const html = await renderPage({ quiz: giftFinder, block: "none", ...more, popup: settings });
    expect(html.includes("candor-popup")).toBe(shown);
  });

  test("GIVEN the theme editor THEN it says what is wrong with a date or a handle", async () => {
    const editor = { quiz: giftFinder, block: "none", designMode: true } as const;
    expect(await renderPage({ ...editor, popup: { from: "soon" } })).toContain("Write it as 2026-12-31");
    expect(await renderPage({ ...editor, popup: { quiz: "nothing" } })).toContain("has the handle “nothing”");
  });
});
