import type { QuizContent } from "../contract/quiz.ts";
import type { AnswerValue, RecommendedProduct } from "../contract/response.ts";
import { priceFits } from "./catalog-index.ts";
import type { CatalogIndex, CatalogVariant, IndexedProduct } from "./catalog-index.ts";
import { compileQuiz } from "./compile-quiz.ts";
import type { CompiledOption } from "./compile-quiz.ts";
import { plainPrice, reasonsFor } from "./reasons.ts";

export interface RecommendOptions {
  /** Products not to show, such as what was bought lately. */
  exclude?: ReadonlySet<string>;
  limit: number;
}

/** How many of the best are looked at for variety. */
const SHORTLIST = 48;
const SAME_TYPE = 0.35;
const SAME_WORDS = 1.6;

/** Answers on the current path → the options that say something about products. */
function chosenOptions(
  index: CatalogIndex,
  content: QuizContent,
  answers: ReadonlyMap<string, AnswerValue>,
): CompiledOption[] {
  const quiz = compileQuiz(index, content);
  const chosen: CompiledOption[] = [];
  for (const [question, value] of answers) {
    const options = quiz.get(question);
    if (!options || !Array.isArray(value)) continue;
    for (const id of value) {
      const option = options.get(id);
      if (option) chosen.push(option);
    }
  }
  return chosen;
}

/** Several chosen prices of one question are alternatives. */
function pricedByQuestion(chosen: readonly CompiledOption[]): Map<string, CompiledOption[]> {
  return Map.groupBy(
    chosen.filter((option) => option.inPrice),
    (option) => option.question,
  );
}

/** 1 where every question's chosen price fits. */
function priceMask(chosen: readonly CompiledOption[], size: number): Uint8Array | undefined {
  const priced = pricedByQuestion(chosen);
  if (priced.size === 0) return undefined;
  const mask = new Uint8Array(size).fill(1);
  for (const options of priced.values()) {
    for (let at = 0; at < size; at += 1) {
      if (mask[at] && !options.some((option) => option.inPrice?.[at])) mask[at] = 0;
    }
  }
  return mask;
}

function scores(chosen: readonly CompiledOption[], size: number): Float32Array {
  const score = new Float32Array(size);
  for (const { positions, weight } of chosen) {
    if (!positions) continue;
    for (const position of positions) score[position] = (score[position] ?? 0) + weight;
  }
  return score;
}

/** Positions of the best, best first. Positions are ordered by sales, so the earlier one wins a tie. */
function best(size: number, rank: (position: number) => number, count: number): number[] {
  const kept: { position: number; rank: number }[] = [];
  let worst = -1;
  for (let position = 0; position < size; position += 1) {
    const own = rank(position);
    if (own < 0 || (kept.length === count && own <= worst)) continue;
    let at = kept.length;
    while (at > 0 && (kept[at - 1]?.rank ?? 0) < own) at -= 1;
    kept.splice(at, 0, { position, rank: own });
    if (kept.length > count) kept.pop();
    worst = kept.at(-1)?.rank ?? -1;
  }
  return kept.map(({ position }) => position);
}

/** Share of common words in two titles: 1 = the same thing in another colour. */
function likeness(left: IndexedProduct, right: IndexedProduct): number {
  let common = 0;
  for (const stem of left.titleStems) if (right.titleStems.includes(stem)) common += 1;
  return common / Math.max(1, left.titleStems.length + right.titleStems.length - common);
}

/** Takes from the shortlist one by one; what resembles the taken ones moves back. */
function varied(index: CatalogIndex, shortlist: readonly number[], score: Float32Array, limit: number): number[] {
  const open = shortlist.map((position, order) => ({ position, worth: (score[position] ?? 0) - order * 0.01 }));
  const taken: number[] = [];
  while (taken.length < limit && open.length > 0) {
    let at = 0;
    for (let other = 1; other < open.length; other += 1) {
      if ((open[other]?.worth ?? 0) > (open[at]?.worth ?? 0)) at = other;
    }
    const [next] = open.splice(at, 1);
    const product = next && index.products[next.position];
    if (!next || !product) break;
    taken.push(next.position);
    for (const candidate of open) {
      const other = index.products[candidate.position];
      if (!other) continue;
      if (other.product.type === product.product.type) candidate.worth -= SAME_TYPE;
      candidate.worth -= SAME_WORDS * likeness(product, other);
    }
  }
  return taken;
}

/** The variant to show: the first in stock within the chosen prices, else the first in stock. */
function variantToShow(indexed: IndexedProduct, chosen: readonly CompiledOption[]): CatalogVariant | undefined {
  const priced = [...pricedByQuestion(chosen).values()];
  return (
    indexed.available.find((variant) =>
      priced.every((options) => options.some((option) => priceFits(variant, option.match))),
    ) ?? indexed.available[0]
  );
}

function show(index: CatalogIndex, position: number, chosen: readonly CompiledOption[]): RecommendedProduct[] {
  const indexed = index.products[position];
  const variant = indexed && variantToShow(indexed, chosen);
  if (!variant) return [];
  const { product } = indexed;
  return [
    {
      productId: product.id,
      variantId: variant.id,
      title: product.title,
      variantTitle: variant.title,
      url: `/products/${product.handle}`,
      image: variant.imageUrl ?? product.imageUrl,
      price: plainPrice(variant.priceMicros, index.currency),
      currency: index.currency,
      reasons: reasonsFor(index, indexed, variant, chosen),
    },
  ];
}

/**
 * Products in stock for the answers on the current path, best first: those that the chosen words find within the chosen
 * price; then the price alone; then the words alone; then what sells. Empty only when nothing (else) is in stock.
 */
export function recommend(
  index: CatalogIndex,
  content: QuizContent,
  answers: ReadonlyMap<string, AnswerValue>,
  { exclude, limit }: RecommendOptions,
): RecommendedProduct[] {
  const size = index.products.length;
  const chosen = chosenOptions(index, content, answers);
  const mask = priceMask(chosen, size);
  const score = scores(chosen, size);
  const taken = new Set<number>();
  const open = (position: number): boolean =>
    !taken.has(position) && !(exclude?.has(index.products[position]?.product.id ?? "") ?? false);
  const inPrice = (position: number): boolean => !mask || mask[position] === 1;
  const scoreAt = (position: number): number => score[position] ?? 0;
  const steps = [
    (position: number) => (scoreAt(position) > 0 && inPrice(position) && open(position) ? scoreAt(position) : -1),
    (position: number) => (mask && inPrice(position) && open(position) ? 0 : -1),
    (position: number) => (scoreAt(position) > 0 && open(position) ? scoreAt(position) : -1),
    (position: number) => (open(position) ? 0 : -1),
  ];
  for (const rank of steps) {
    const missing = limit - taken.size;
    if (missing <= 0) break;
    for (const position of varied(index, best(size, rank, SHORTLIST), score, missing)) taken.add(position);
  }
  return [...taken].flatMap((position) => show(index, position, chosen));
}

/** How many products in stock truly fit the answers (words where words were chosen, and every price): what verify asks. */
export function countFitting(
  index: CatalogIndex,
  content: QuizContent,
  answers: ReadonlyMap<string, AnswerValue>,
): number {
  const size = index.products.length;
  const chosen = chosenOptions(index, content, answers);
  const mask = priceMask(chosen, size);
  const wordsMatter = chosen.some((option) => option.positions);
  const score = scores(chosen, size);
  let count = 0;
  for (let position = 0; position < size; position += 1) {
    if ((!mask || mask[position] === 1) && (!wordsMatter || (score[position] ?? 0) > 0)) count += 1;
  }
  return count;
}
