// Six answers of a shopper → the twelve products to show with their reasons, out of 10,000. Against looking through plain objects.
import { performance } from "node:perf_hooks";
import { QuizContent } from "../../app/contract/quiz.ts";
import { buildIndex, findEvidence, priceFits } from "../../app/recommendation/catalog-index.ts";
import type { CatalogIndex, CatalogProduct } from "../../app/recommendation/catalog-index.ts";
import { compileQuiz } from "../../app/recommendation/compile-quiz.ts";
import { recommend } from "../../app/recommendation/recommend.ts";
import { generateItems } from "../../devstore/generator/products.ts";
import { seededChance } from "../../devstore/generator/random.ts";
import type { Chance } from "../../devstore/generator/random.ts";
import type { BenchOptions, BenchResult } from "../result.ts";

const PRODUCTS = 10_000;
const SHOWN = 12;
const WARM_UP = 2_000;
const CURRENCY = "USD";

type Answers = ReadonlyMap<string, string[]>;

/** The demo shop's words make some 2,000 products; more of them are further editions, with prices and stock of their own. */
function manyProducts(): CatalogProduct[] {
  const products = new Map<string, CatalogProduct>();
  for (let edition = 1; products.size < PRODUCTS; edition += 1) {
    const items = Map.groupBy(generateItems(seededChance(edition), PRODUCTS), ({ parent }) => parent);
    for (const [parent, variants] of items) {
      const [{ description, type, tags }] = variants as [(typeof variants)[0]];
      const id = `${edition}${parent}`;
      if (products.size === PRODUCTS) break;
      products.set(id, {
        id,
        handle: `p-${id}`,
        title: `${description} no. ${edition}`,
        type,
        tags,
        imageUrl: null,
        sold: variants.reduce((sum, { appeal }) => sum + Math.round(appeal * 100), 0),
        variants: variants.map(({ stockCode, option, price, stock }) => ({
          id: `${edition}${stockCode}`,
          title: option,
          priceMicros: price * 1e6,
          available: stock > 0,
          imageUrl: null,
        })),
      });
    }
  }
  return [...products.values()];
}

/** Five questions about what it should be, one about the price. */
const WORDS = {
  room: ["kitchen", "garden", "bath", "hallway"],
  style: ["vintage", "modern", "rustic", "boho"],
  material: ["glass", "ceramic", "linen", "oak"],
  motif: ["polka dot", "botanical", "bee", "striped"],
  scent: ["lavender & sage", "vanilla bean", "amber", "fresh linen"],
};
const PRICES = [{ priceTo: 10 }, { priceFrom: 10, priceTo: 25 }, { priceFrom: 25 }];

const content = QuizContent.parse({
  title: "Gifts",
  questions: [
    ...Object.entries(WORDS).map(([id, words]) => ({
      type: "single",
      id,
      text: id,
      options: words.map((word, at) => ({ id: `o${at}`, text: word, match: { terms: [word] } })),
    })),
    {
      type: "single",
      id: "price",
      text: "How much?",
      options: PRICES.map((match, at) => ({ id: `o${at}`, text: `price ${at}`, match: { ...match, terms: [] } })),
    },
  ],
  result: { title: "These fit" },
});

function someAnswers(chance: Chance): Answers {
  const answers = new Map<string, string[]>();
  for (const [id, words] of Object.entries(WORDS)) answers.set(id, [`o${chance.int(0, words.length - 1)}`]);
  return answers.set("price", [`o${chance.int(0, PRICES.length - 1)}`]);
}

/** Each product looked through for each chosen option: the first that `recommend` must show, found without its lists. */
function firstOfPlainObjects(index: CatalogIndex, answers: Answers): string | undefined {
  const quiz = compileQuiz(index, content);
  const chosen = [...answers].flatMap(([question, [option = ""]]) => quiz.get(question)?.get(option) ?? []);
  const judged = index.products.map((indexed) => {
    const worded = chosen.filter(({ phrases }) => findEvidence(indexed, phrases) !== undefined);
    const score = worded.reduce((sum, { weight }) => Math.fround(sum + weight), 0);
    const isPriced = indexed.available.some((variant) => chosen.every(({ match }) => priceFits(variant, match)));
    return { id: indexed.product.id, score, rank: (isPriced ? 2 : 0) + (score > 0 ? 1 : 0) };
  });
  judged.sort((left, right) => right.rank - left.rank || right.score - left.score);
  return judged[0]?.id;
}

function timed<T>(work: () => T): [result: T, ms: number] {
  const started = performance.now();
  const result = work();
  return [result, performance.now() - started];
}

export function run({ quick, say }: BenchOptions): Promise<BenchResult> {
  const products = manyProducts();
  const [index, indexMs] = timed(() => buildIndex(products, CURRENCY));
  say(`${products.length} products, ${index.products.length} in stock`);
  const chance = seededChance(6);
  const shoppers = Array.from({ length: quick ? 20_000 : 100_000 }, () => someAnswers(chance));
  const ours = (answers: Answers) => recommend(index, content, answers, { limit: SHOWN });
  const [, compileMs] = timed(() => compileQuiz(index, content));
  shoppers.slice(0, WARM_UP).forEach(ours);

  const some = shoppers.slice(0, quick ? 100 : 500);
  const [expected, plainMs] = timed(() => some.map((answers) => firstOfPlainObjects(index, answers)));
  for (const [at, answers] of some.entries()) {
    const shown = ours(answers);
    if (shown.length === SHOWN && shown[0]?.productId === expected[at]) continue;
    throw new Error(
      `${shown.length} products for ${JSON.stringify([...answers])}, first ${shown[0]?.productId}, not ${expected[at]}`,
    );
  }

  const [, ms] = timed(() => shoppers.forEach(ours));
  const usPerShopper = (ms * 1000) / shoppers.length;
  const plainUs = (plainMs * 1000) / some.length;
  return Promise.resolve({
    figures: {
      us_per_shopper: usPerShopper,
      plain_objects_us_per_shopper: plainUs,
      index_ms: indexMs,
      compile_quiz_ms: compileMs,
      products: products.length,
      shoppers: shoppers.length,
    },
    ratios: { of_plain_objects: plainUs / usPerShopper },
  });
}
