import type { ProductMatch } from "../contract/question.ts";
import { wordsOf } from "./words.ts";
import type { Word } from "./words.ts";

export interface CatalogVariant {
  id: string;
  title: string;
  /** Millionths of the shop's currency unit. */
  priceMicros: number;
  available: boolean;
  imageUrl: string | null;
}

export interface CatalogProduct {
  id: string;
  handle: string;
  title: string;
  type: string;
  tags: readonly string[];
  /** Words of its metafields. */
  details?: readonly string[];
  imageUrl: string | null;
  /** In their order of display. */
  variants: readonly CatalogVariant[];
  /** Units sold lately, when known. */
  sold?: number;
}

interface Field {
  readonly kind: "type" | "title" | "tag" | "detail";
  readonly text: string;
  readonly words: readonly Word[];
}

export interface IndexedProduct {
  readonly product: CatalogProduct;
  readonly fields: readonly Field[];
  /** Numbers of the title's words, ascending: for comparing titles quickly. */
  readonly titleWords: Int32Array;
  /** 0 = sells best; undefined when nothing is known about sales. */
  readonly salesRank: number | undefined;
  readonly available: readonly CatalogVariant[];
}

/** Products that can be sold now, findable by word. Never changes: a new catalogue is a new index. */
export interface CatalogIndex {
  readonly currency: string;
  /** In stock only; best sellers first, then by id: a position is a tie-break too. */
  readonly products: readonly IndexedProduct[];
  readonly byStem: ReadonlyMap<string, Int32Array>;
  /** Positions by the product's number. */
  readonly byId: ReadonlyMap<string, number>;
}

const FIELD_ORDER = { type: 0, title: 1, tag: 2, detail: 3 } as const;

function fieldsOf(product: CatalogProduct): Field[] {
  const field = (kind: Field["kind"], text: string): Field => ({ kind, text, words: wordsOf(text) });
  return [
    field("type", product.type),
    field("title", product.title),
    ...product.tags.map((tag) => field("tag", tag)),
    ...(product.details ?? []).map((detail) => field("detail", detail)),
  ].sort((left, right) => FIELD_ORDER[left.kind] - FIELD_ORDER[right.kind]);
}

/** Words that make two titles no more alike. */
const SMALL_WORDS = new Set(["a", "an", "and", "assorted", "for", "in", "of", "on", "pack", "set", "the", "with"]);

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** Builds the index once per catalogue (about 50 ms for 10,000 products); look-ups are cheap afterwards. */
export function buildIndex(products: Iterable<CatalogProduct>, currency: string): CatalogIndex {
  const inStock = [...products]
    .map((product) => ({ product, available: product.variants.filter((variant) => variant.available) }))
    .filter(({ available }) => available.length > 0)
    .sort(
      (left, right) =>
        (right.product.sold ?? 0) - (left.product.sold ?? 0) || byText(left.product.id, right.product.id),
    );
  const numbers = new Map<string, number>();
  const numberOf = (stem: string): number => {
    const number = numbers.get(stem) ?? numbers.size;
    numbers.set(stem, number);
    return number;
  };
  const indexed = inStock.map(({ product, available }, position): IndexedProduct => {
    const fields = fieldsOf(product);
    const title = fields.find((field) => field.kind === "title")?.words ?? [];
    const telling = title.map((word) => word.stem).filter((stem) => !SMALL_WORDS.has(stem));
    const titleWords = Int32Array.from(new Set(telling.map(numberOf))).sort();
    return { product, fields, titleWords, available, salesRank: product.sold ? position : undefined };
  });
  const lists = new Map<string, number[]>();
  indexed.forEach(({ fields }, position) => {
    for (const stem of new Set(fields.flatMap((field) => field.words.map((word) => word.stem)))) {
      const list = lists.get(stem);
      if (list) list.push(position);
      else lists.set(stem, [position]);
    }
  });
  const byStem = new Map([...lists].map(([stem, list]) => [stem, Int32Array.from(list)]));
  const byId = new Map(indexed.map(({ product }, position) => [product.id, position]));
  return { currency, products: indexed, byStem, byId };
}

/** Where in a field the words of a term stand side by side; -1 when they don't. */
function findPhrase(words: readonly Word[], stems: readonly string[]): number {
  for (let start = 0; start + stems.length <= words.length; start += 1) {
    let length = 0;
    while (length < stems.length && words[start + length]?.stem === stems[length]) length += 1;
    if (length === stems.length) return start;
  }
  return -1;
}

function asWritten({ text, words }: Field, start: number, count: number): string {
  const [first, last] = [words[start], words[start + count - 1]];
  return first && last ? text.slice(first.at, last.at + last.surface.length) : "";
}

export interface Evidence {
  readonly kind: Field["kind"];
  /** The whole type, tag or detail, or the words of the title that matched. */
  readonly text: string;
}

/** Stems of a term, in order. */
export type Phrase = readonly string[];

export const phrasesOf = (terms: readonly string[]): Phrase[] =>
  terms.map((term) => wordsOf(term).map((word) => word.stem)).filter((stems) => stems.length > 0);

/** What about this product makes a term true: its type before its name before its tags before its details. */
export function findEvidence(indexed: IndexedProduct, phrases: readonly Phrase[]): Evidence | undefined {
  for (const field of indexed.fields) {
    for (const stems of phrases) {
      const start = findPhrase(field.words, stems);
      if (start < 0) continue;
      return { kind: field.kind, text: field.kind === "title" ? asWritten(field, start, stems.length) : field.text };
    }
  }
  return undefined;
}

const NOTHING = new Int32Array(0);

function positionsOfPhrase(index: CatalogIndex, stems: Phrase): Int32Array {
  const lists = stems.map((stem) => index.byStem.get(stem) ?? NOTHING);
  const [first, ...others] = lists.sort((left, right) => left.length - right.length);
  if (!first || others.length === 0) return first ?? NOTHING;
  return first.filter((position) =>
    index.products[position]?.fields.some((field) => findPhrase(field.words, stems) >= 0),
  );
}

/** Positions of the products that words find or that were chosen one by one, ascending; undefined when it names none. */
export function positionsOf(
  index: CatalogIndex,
  { products = [] }: ProductMatch,
  phrases: readonly Phrase[],
): Int32Array | undefined {
  if (phrases.length === 0 && products.length === 0) return undefined;
  const all = new Set(products.flatMap(({ id }) => index.byId.get(id) ?? []));
  for (const phrase of phrases) for (const position of positionsOfPhrase(index, phrase)) all.add(position);
  return Int32Array.from(all).sort();
}

export function priceFits(variant: CatalogVariant, match: ProductMatch): boolean {
  const price = variant.priceMicros / 1e6;
  return price >= (match.priceFrom ?? 0) && price <= (match.priceTo ?? Infinity);
}

export const hasPrice = (match: ProductMatch): boolean => match.priceFrom !== undefined || match.priceTo !== undefined;

/** How many products in stock an option stands for (any of its words or one by one, and a variant within its price). */
export function countMatches(index: CatalogIndex, match: ProductMatch): number {
  const namesNone = match.terms.length === 0 && !match.products?.length;
  const positions = namesNone ? index.products.keys() : (positionsOf(index, match, phrasesOf(match.terms)) ?? []);
  let count = 0;
  for (const position of positions) {
    if (index.products[position]?.available.some((variant) => priceFits(variant, match))) count += 1;
  }
  return count;
}

/** Prices of everything that can be bought now, in the currency's unit. */
export const pricesOf = (index: CatalogIndex): number[] =>
  index.products.flatMap(({ available }) => available.map((variant) => variant.priceMicros / 1e6));
