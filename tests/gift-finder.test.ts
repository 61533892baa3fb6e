import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { QuizContent } from "../app/contract/quiz.ts";
import { priceThirds } from "../app/quiz/template.ts";
import { giftFinder } from "../app/quiz/templates/gift-finder.ts";
import { verifyQuiz } from "../app/quiz/verify.ts";
import { buildIndex, countMatches, pricesOf } from "../app/recommendation/catalog-index.ts";
import type { CatalogProduct } from "../app/recommendation/catalog-index.ts";
import { countFitting, recommend } from "../app/recommendation/recommend.ts";
import { seededChance } from "../devstore/generator/random.ts";
import { generateItems } from "../devstore/generator/products.ts";
import { readProducts } from "../devstore/loader/read-products.ts";

const real = path.resolve("../shared/data/online_retail_products.csv");

function asProduct(
  id: number,
  title: string,
  type: string,
  tags: readonly string[],
  price: number,
  stock: number,
): CatalogProduct {
  const variant = {
    id: String(id),
    title: "",
    priceMicros: Math.round(price * 1e6),
    available: stock > 0,
    imageUrl: null,
  };
  return { id: String(id), handle: `p${id}`, title, type, tags, imageUrl: null, variants: [variant] };
}

function prove(products: CatalogProduct[]) {
  const index = buildIndex(products, "GBP");
  const prices = pricesOf(index);
  const content = QuizContent.parse(giftFinder.content({ currency: "GBP", priceThirds: priceThirds(prices) }));
  const counts = {
    matching: (match: Parameters<typeof countMatches>[1]) => countMatches(index, match),
    fitting: (answers: Parameters<typeof countFitting>[2]) => countFitting(index, content, answers),
  };
  expect(verifyQuiz(content, { products: counts, feedsSegments: true })).toEqual([]);
  const found = recommend(
    index,
    content,
    new Map([
      ["room", ["home"]],
      ["taste", ["vintage"]],
      ["budget", ["medium"]],
    ]),
    { limit: 3 },
  );
  expect(found).toHaveLength(3);
  for (const { reasons } of found) expect(reasons.length).toBe(3);
}

describe("the gift finder can be published as it is", () => {
  test("in the made-up gift shop", () => {
    prove(
      generateItems(seededChance(1), 1200).map((item, at) =>
        asProduct(at, item.description, item.type, item.tags, item.price, item.stock),
      ),
    );
  });

  test.skipIf(!existsSync(real))("in a shop that sells the products of Online Retail", async () => {
    const planned = await readProducts(real, [], { median: () => undefined });
    prove(
      planned
        .filter((product) => product.forSale)
        .map((one, at) =>
          asProduct(at, one.title, one.type, one.tags, Number(one.variants[0]?.price), one.variants[0]?.stock ?? 0),
        ),
    );
  });

  test.skipIf(!existsSync(real))("in a shop whose products have titles only", async () => {
    const planned = await readProducts(real, [], { median: () => undefined });
    prove(
      planned.map((one, at) =>
        asProduct(at, one.title, "", [], Number(one.variants[0]?.price), one.variants[0]?.stock ?? 0),
      ),
    );
  });
});
