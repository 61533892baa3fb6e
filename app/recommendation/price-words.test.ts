import { describe, expect, test } from "vitest";
import { pricesIn } from "./price-words.ts";

describe("prices in the words of an option", () => {
  test.each<[string, number | undefined, number | undefined]>([
    ["Up to £5", undefined, 5],
    ["Less than $1,000", undefined, 1000],
    ["$1,000.50 and up", 1000.5, undefined],
    ["1.000 € bis 2.500,50 €", 1000, 2500.5],
    ["between 7,50 € and 12 €", 7.5, 12],
    ["1 000 kr – 2 000 kr", 1000, 2000],
    ["CHF 1'200+", 1200, undefined],
    ["¥1,000 to ¥3,000", 1000, 3000],
    ["3,000円以下", undefined, 3000],
    ["3000円〜5000円", 3000, 5000],
    ["3,000円から5,000円", 3000, 5000],
    ["10,000円以上", 10_000, undefined],
    ["1万円まで", undefined, 10_000],
    ["¥1,234,567 or more", 1_234_567, undefined],
    ["ab 15 €", 15, undefined],
    ["zwischen 15 € und 30 €", 15, 30],
    ["Moins de 20 €", undefined, 20],
    ["De 20 à 50 €", 20, 50],
    ["Más de 50 €", 50, undefined],
    ["أقل من 50", undefined, 50],
    ["Over 10", 10, undefined],
    ["18–25", 18, 25],
  ])("%s", (text, priceFrom, priceTo) => {
    const { terms, ...prices } = pricesIn(text) ?? { terms: undefined };
    expect(terms).toEqual([]);
    expect(prices).toEqual({
      ...(priceFrom === undefined ? {} : { priceFrom }),
      ...(priceTo === undefined ? {} : { priceTo }),
    });
  });

  test.each(["3 to 5 people", "Over 10 years", "Abendkleid", "2-in-1 shampoo", "de luxe", "", "円", "A4"])(
    "%j is none",
    (text) => {
      expect(pricesIn(text)).toBeUndefined();
    },
  );
});
