import { expect, test } from "vitest";
import { wordsOfMatch } from "./match-part.tsx";

test("what an option stands for is never told as nothing: prices too are words", () => {
  expect(wordsOfMatch({ terms: [], priceFrom: 1000, priceTo: 3000 }, "JPY")).toEqual(["from ¥1,000", "up to ¥3,000"]);
  const products = [{ id: "1", title: "Oak spoon" }];
  expect(wordsOfMatch({ terms: ["wood"], products, priceTo: 7.5 }, "GBP")).toEqual([
    "wood",
    "Oak spoon",
    "up to £7.50",
  ]);
});
