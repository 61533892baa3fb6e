import { isTerm } from "../contract/question.ts";
import type { ProductMatch } from "../contract/question.ts";
import { countMatches } from "./catalog-index.ts";
import type { CatalogIndex } from "./catalog-index.ts";
import { pricesIn } from "./price-words.ts";
import { tellsSomething, wordsOf } from "./words.ts";

// What an option may stand for, read from its words and what the shop sells: a proposal that the merchant confirms.

/** Words that say nothing about a product. */
const EMPTY = new Set(
  "a all an and any anything are as at be by do for from hers his i in is it its like me mine more my no none not of on one open or other our someone something the them they this to us very want we what who with without woman man you your".split(
    " ",
  ),
);

const MOST_TERMS = 6;
/** A word found in more of the products than this tells none from another … */
const MOST_SHARE = 0.5;
/** … but a type or tag of the shop's own does: where most of the goods are necklaces, "Necklace" still means these. */
const MOST_SHARE_OF_NAME = 0.95;

/** Undefined when nothing that the shop sells is named. */
export function suggestMatch(index: CatalogIndex, text: string): ProductMatch | undefined {
  const price = pricesIn(text);
  if (price) return countMatches(index, price) > 0 ? price : undefined;
  const words = wordsOf(text).filter(({ surface }) => tellsSomething(surface) && !EMPTY.has(surface.toLowerCase()));
  const stems = new Set(words.map(({ stem }) => stem));
  const phrases = new Map<string, number>();
  const offer = (term: string, share: number) => {
    const count = countMatches(index, { terms: [term] });
    if (count > 0 && count <= index.products.length * share) phrases.set(term, count);
  };
  for (const { surface } of words) offer(surface.toLowerCase(), MOST_SHARE);
  // Types, tags and details that hold one of the words: the shop's own names for it.
  for (const { fields } of index.products)
    for (const field of fields)
      if (field.kind !== "title" && field.text.length <= 60 && field.words.some(({ stem }) => stems.has(stem)))
        if (!phrases.has(field.text.toLowerCase())) offer(field.text.trim().toLowerCase(), MOST_SHARE_OF_NAME);
  const terms = [...phrases].sort(([, left], [, right]) => right - left).map(([term]) => term);
  return terms.length > 0 ? { terms: terms.filter(isTerm).slice(0, MOST_TERMS) } : undefined;
}
