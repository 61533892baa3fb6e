import { findEvidence, priceFits } from "./catalog-index.ts";
import type { CatalogIndex, CatalogVariant, IndexedProduct } from "./catalog-index.ts";
import { PERSONA } from "./compile-quiz.ts";
import type { CompiledOption } from "./compile-quiz.ts";
import type { ReasonLanguage } from "./reason-words.ts";

const MAX_REASONS = 3;
/** "Popular" is a claim: it is made of this share of the products that sold, at most. */
const POPULAR_SHARE = 0.1;

const decimals = new Map<string, number>();
const formats = new Map<string, Intl.NumberFormat>();

function currencyFormat(currency: string, language: string): Intl.NumberFormat {
  const key = `${language} ${currency}`;
  const found =
    formats.get(key) ??
    new Intl.NumberFormat(language, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  formats.set(key, found);
  return found;
}

const lists = new Map<string, Intl.ListFormat>();

function listOf(texts: readonly string[], language: string): string {
  const found = lists.get(language) ?? new Intl.ListFormat(language);
  lists.set(language, found);
  return found.format(texts);
}

/** "12.50": as many decimals as the currency has. */
export function plainPrice(micros: number, currency: string): string {
  const digits = decimals.get(currency) ?? currencyFormat(currency, "en").resolvedOptions().maximumFractionDigits ?? 2;
  decimals.set(currency, digits);
  return (micros / 1e6).toFixed(digits);
}

/** What is true of this product and variant because of one chosen option. */
function factsOf(
  { currency }: CatalogIndex,
  chosen: CompiledOption,
  indexed: IndexedProduct,
  variant: CatalogVariant,
  { words, language }: ReasonLanguage,
): string[] {
  const evidence = findEvidence(indexed, chosen.phrases);
  const facts: string[] = [];
  if (evidence) facts.push(words[evidence.kind](words.quote(evidence.text)));
  else if (chosen.match.products?.some(({ id }) => id === indexed.product.id)) facts.push(words.picked);
  if (chosen.inPrice && priceFits(variant, chosen.match)) {
    facts.push(words.price(currencyFormat(currency, language).format(variant.priceMicros / 1e6)));
  }
  return facts;
}

/** A persona was not chosen: it is what the choices add up to, and goes without saying beside them. */
function choiceOf(options: readonly CompiledOption[], { words, language }: ReasonLanguage): string {
  const chosen = options.filter(({ question }) => question !== PERSONA);
  if (chosen.length === 0) return words.persona(words.quote(options[0]?.text ?? ""));
  return words.chosen(
    listOf(
      chosen.map(({ text }) => words.quote(text)),
      language,
    ),
  );
}

/** Only what holds for this product and the variant shown, in the language and the words of the shopper's own choices; most telling first. */
export function reasonsFor(
  index: CatalogIndex,
  indexed: IndexedProduct,
  variant: CatalogVariant,
  chosen: readonly CompiledOption[],
  spoken: ReasonLanguage,
): string[] {
  const { words } = spoken;
  // The same fact may answer several choices: it is said once, with all of them.
  const choicesByFact = new Map<string, CompiledOption[]>();
  for (const option of [...chosen].sort((left, right) => right.weight - left.weight)) {
    for (const fact of factsOf(index, option, indexed, variant, spoken)) {
      choicesByFact.set(fact, [...(choicesByFact.get(fact) ?? []), option]);
    }
  }
  const reasons = [...choicesByFact].map(([fact, options]) => words.because(choiceOf(options, spoken), fact));
  if (reasons.length > 0) return reasons.slice(0, MAX_REASONS);
  const popular = indexed.salesRank !== undefined && indexed.salesRank < index.products.length * POPULAR_SHARE;
  return [popular ? words.popular : words.inStock];
}
