import type { QuizContent } from "../contract/quiz.ts";
import type { AnswerValue, RecommendedProduct } from "../contract/response.ts";
import { priceFits } from "./catalog-index.ts";
import type { CatalogIndex, CatalogVariant, IndexedProduct } from "./catalog-index.ts";
import { outcomeOf } from "../quiz/outcome.ts";
import { compileQuiz, PERSONA } from "./compile-quiz.ts";
import type { CompiledOption } from "./compile-quiz.ts";
import { reasonLanguage } from "./reason-words.ts";
import type { ReasonLanguage } from "./reason-words.ts";
import { plainPrice, reasonsFor } from "./reasons.ts";

export interface RecommendOptions {
  /** Products not to show, such as what was bought lately. */
  exclude?: ReadonlySet<string>;
  limit: number;
}

/** How many of the best are looked at for variety. */
const shortlistFor = (limit: number): number => Math.max(16, limit * 4);
const SAME_TYPE = 0.35;
const SAME_WORDS = 3;

/** Answers on the current path → the options, and the persona, that say something about products. */
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
  const persona = outcomeOf(content, answers);
  const suiting = persona && quiz.get(PERSONA)?.get(persona.id);
  if (suiting) chosen.push(suiting);
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
  let mask: Uint8Array | undefined;
  for (const options of pricedByQuestion(chosen).values()) {
    const [first, ...others] = options.flatMap(({ inPrice }) => inPrice ?? []);
    const any = Uint8Array.from(first ?? []);
    for (const other of others) for (let at = 0; at < size; at += 1) any[at]! |= other[at]!;
    if (mask) for (let at = 0; at < size; at += 1) mask[at]! &= any[at]!;
    else mask = any;
  }
  return mask;
}

function scores(chosen: readonly CompiledOption[], size: number): Float32Array {
  const score = new Float32Array(size);
  for (const { positions, weight } of chosen) {
    if (!positions) continue;
    for (let at = 0; at < positions.length; at += 1) score[positions[at]!]! += weight;
  }
  return score;
}

/** Positions of the best, best first, none at or below `above`. Positions are ordered by sales: the earlier wins a tie. */
function best(score: Float32Array, count: number, above: number, open: (position: number) => boolean): number[] {
  const kept: number[] = [];
  let worst = above;
  for (let position = 0; position < score.length; position += 1) {
    const own = score[position]!;
    if (own <= worst || !open(position)) continue;
    let at = kept.length;
    while (at > 0 && score[kept[at - 1]!]! < own) at -= 1;
    kept.splice(at, 0, position);
    if (kept.length > count) kept.pop();
    if (kept.length === count) worst = score[kept.at(-1)!]!;
  }
  return kept;
}

/** Common words of two titles, as a share of the shorter: 1 = the same thing again, in another colour. */
function likeness({ titleWords: left }: IndexedProduct, { titleWords: right }: IndexedProduct): number {
  let common = 0;
  for (let one = 0, other = 0; one < left.length && other < right.length;) {
    const difference = left[one]! - right[other]!;
    if (difference === 0) common += 1;
    if (difference <= 0) one += 1;
    if (difference >= 0) other += 1;
  }
  return common / Math.max(1, Math.min(left.length, right.length));
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

function show(
  index: CatalogIndex,
  position: number,
  chosen: readonly CompiledOption[],
  spoken: ReasonLanguage,
): RecommendedProduct[] {
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
      reasons: reasonsFor(index, indexed, variant, chosen, spoken),
    },
  ];
}

/**
 * Products in stock for the answers on the current path, best first: those that the chosen words find within the chosen
 * price; then the price alone; then the words alone; then what sells. Empty only when nothing (else) is in stock. Reasons are in the content's language.
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
    !taken.has(position) && !(exclude && exclude.has(index.products[position]!.product.id));
  const openInPrice = (position: number): boolean => (!mask || mask[position] === 1) && open(position);
  const steps: [above: number, open: (position: number) => boolean][] = [
    [0, openInPrice],
    [-1, openInPrice],
    [0, open],
    [-1, open],
  ];
  for (const [above, isOpen] of steps) {
    const missing = limit - taken.size;
    if (missing <= 0) break;
    for (const position of varied(index, best(score, shortlistFor(limit), above, isOpen), score, missing))
      taken.add(position);
  }
  const spoken = reasonLanguage(content.language);
  return [...taken].flatMap((position) => show(index, position, chosen, spoken));
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
