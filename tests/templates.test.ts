import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { QuizContent } from "../app/contract/quiz.ts";
import { templates } from "../app/quiz/find-template.ts";
import { fitProducts } from "../app/quiz/fit-template.ts";
import { priceThirds } from "../app/quiz/template.ts";
import { giftFinder } from "../app/quiz/templates/gift-finder.ts";
import { verifyQuiz } from "../app/quiz/verify/verify.ts";
import { buildIndex, countMatches, pricesOf } from "../app/recommendation/catalog-index.ts";
import type { CatalogIndex, CatalogProduct } from "../app/recommendation/catalog-index.ts";
import { countFitting, recommend } from "../app/recommendation/recommend.ts";
import { generateItems } from "../devstore/generator/products.ts";
import { seededChance } from "../devstore/generator/random.ts";
import { readProducts } from "../devstore/loader/read-products.ts";

const real = path.join(process.env.CANDOR_DATA ?? path.resolve("../shared/data"), "online_retail_products.csv");

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

const demoShop = (): CatalogProduct[] =>
  generateItems(seededChance(1), 1200).map((item, at) =>
    asProduct(at, item.description, item.type, item.tags, item.price, item.stock),
  );

/** The products of Online Retail; `bare`: titles only. */
async function realShop(bare: boolean): Promise<CatalogProduct[]> {
  const planned = await readProducts(real, [], { median: () => undefined });
  return planned
    .filter((product) => bare || product.forSale)
    .map((one, at) =>
      asProduct(
        at,
        one.title,
        bare ? "" : one.type,
        bare ? [] : one.tags,
        Number(one.variants[0]?.price),
        one.variants[0]?.stock ?? 0,
      ),
    );
}

const fitted = (index: CatalogIndex, template: (typeof templates)[number]): QuizContent =>
  QuizContent.parse(
    fitProducts(template.content({ currency: "GBP", priceThirds: priceThirds(pricesOf(index)) }), (content, answers) =>
      countFitting(index, content, answers),
    ),
  );

function errorsOf(index: CatalogIndex, content: QuizContent) {
  const products = {
    matching: (match: Parameters<typeof countMatches>[1]) => countMatches(index, match),
    fitting: (answers: Parameters<typeof countFitting>[2]) => countFitting(index, content, answers),
  };
  return verifyQuiz(content, {
    products,
    feedsSegments: content.questions.some(({ type }) => type === "consent"),
  }).filter(({ severity }) => severity === "error");
}

function proveAll(products: CatalogProduct[]): void {
  const index = buildIndex(products, "GBP");
  for (const template of templates) expect(errorsOf(index, fitted(index, template)), template.handle).toEqual([]);
  const gifts = fitted(index, giftFinder);
  const chosen = Object.entries({ room: ["home"], taste: ["vintage"], budget: ["medium"] });
  const found = recommend(index, gifts, new Map(chosen), { limit: 3 });
  expect(gifts.result.products).toBe(3);
  expect(found).toHaveLength(3);
  for (const { reasons } of found) expect(reasons.length).toBe(3);
}

describe("every template can be published as it is", () => {
  test("in the made-up gift shop", () => {
    proveAll(demoShop());
  });

  test.skipIf(!existsSync(real))("in a shop that sells the products of Online Retail", async () => {
    proveAll(await realShop(false));
  });

  test.skipIf(!existsSync(real))("in a shop whose products have titles only", async () => {
    proveAll(await realShop(true));
  });
});

test("a template promises no products that the shop does not have", () => {
  const index = buildIndex([asProduct(1, "Espresso cup", "", [], 9, 3)], "GBP");
  for (const template of templates) {
    expect(fitted(index, template).result.products, template.handle).toBeLessThanOrEqual(1);
  }
});
