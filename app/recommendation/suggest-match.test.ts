import { describe, expect, test } from "vitest";
import { buildIndex, countMatches } from "./catalog-index.ts";
import type { CatalogProduct } from "./catalog-index.ts";
import { suggestMatch } from "./suggest-match.ts";

function product(
  id: number,
  title: string,
  type: string,
  tags: string[],
  price: number,
  details: string[] = [],
): CatalogProduct {
  const variants = [{ id: String(id), title: "", priceMicros: price * 1e6, available: true, imageUrl: null }];
  return { id: String(id), handle: `p${id}`, title, type, tags, details, imageUrl: null, variants };
}

const index = buildIndex(
  [
    product(1, "Rose soap", "Bath", ["gifts for her"], 4),
    product(2, "Oak spoon", "Kitchenware", ["wooden"], 9),
    product(3, "Garden lantern", "Lighting", ["outdoor garden"], 20),
    product(4, "Seed tin", "Garden tools", [], 12),
    product(5, "Tea towel", "Kitchenware", [], 7, ["Housewarming party"]),
  ],
  "GBP",
);

describe("suggestMatch", () => {
  test("takes the words that the shop sells under, and its own names for them", () => {
    expect(suggestMatch(index, "Garden and balcony")).toEqual({ terms: ["garden", "outdoor garden", "garden tools"] });
  });

  test("takes what the shop has written into metafields", () => {
    expect(suggestMatch(index, "For a housewarming")).toEqual({ terms: ["housewarming", "housewarming party"] });
  });

  test.each<[string, object]>([
    ["Up to £5", { terms: [], priceTo: 5 }],
    ["£5 to £10", { terms: [], priceFrom: 5, priceTo: 10 }],
    ["between 7,50 € and 12 €", { terms: [], priceFrom: 7.5, priceTo: 12 }],
    ["£15 and more", { terms: [], priceFrom: 15 }],
    ["Over 10", { terms: [], priceFrom: 10 }],
  ])("reads the price in %s", (text, match) => {
    expect(suggestMatch(index, text)).toEqual(match);
  });

  test.each(["I’m open", "A woman", "Spaceships", "Over £900", ""])("proposes nothing for %s", (text) => {
    expect(suggestMatch(index, text)).toBeUndefined();
  });

  test("GIVEN a shop that sells mostly one kind THEN its own name for it is still found, a mere word in most titles is not", () => {
    const shop = buildIndex(
      [
        product(1, "Shiny moon", "Necklace", ["gold"], 30),
        product(2, "Shiny star", "Necklace", ["gold", "silver"], 30),
        product(3, "Shiny bird", "Necklace", ["gold"], 30),
        product(4, "Shiny ring", "Earrings", ["silver"], 30),
      ],
      "USD",
    );
    expect(suggestMatch(shop, "Necklaces")).toEqual({ terms: ["necklace"] });
    expect(suggestMatch(shop, "Gold")).toEqual({ terms: ["gold"] });
    expect(suggestMatch(shop, "Something shiny")).toBeUndefined();
  });

  test("GIVEN a shop that writes without spaces THEN its words are found all the same", () => {
    const shop = buildIndex(
      [
        product(1, "母の日ギフトセット", "ギフト", ["花"], 30),
        product(2, "手作りの木製スプーン", "台所用品", [], 9),
        product(3, "バラの石けん", "バス用品", [], 4),
        product(4, "ハラペーニョソース", "食品", [], 4),
      ],
      "JPY",
    );
    expect(suggestMatch(shop, "木製のもの")).toEqual({ terms: ["木製"] });
    expect(suggestMatch(shop, "ギフトとして")).toEqual({ terms: ["ギフト"] });
    expect(suggestMatch(shop, "花が好きな方")).toEqual({ terms: ["花"] });
    // バラ (rose) is not ハラ, the beginning of a pepper.
    expect(countMatches(shop, { terms: ["バラ"] })).toBe(1);
    expect(suggestMatch(shop, "その他")).toBeUndefined();
  });
});
