import { findEvidence, priceFits } from "./catalog-index.ts";
import type { CatalogIndex, CatalogVariant, IndexedProduct } from "./catalog-index.ts";
import type { CompiledOption } from "./compile-quiz.ts";

const MAX_REASONS = 3;
/** "Popular" is a claim: it is made of this share of the products that sold, at most. */
const POPULAR_SHARE = 0.1;

const decimals = new Map<string, number>();
const formats = new Map<string, Intl.NumberFormat>();

function currencyFormat(currency: string): Intl.NumberFormat {
  const found =
    formats.get(currency) ??
    new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  formats.set(currency, found);
  return found;
}

/** "12.50": as many decimals as the currency has. */
export function plainPrice(micros: number, currency: string): string {
  const digits = decimals.get(currency) ?? currencyFormat(currency).resolvedOptions().maximumFractionDigits ?? 2;
  decimals.set(currency, digits);
  return (micros / 1e6).toFixed(digits);
}

const texts = {
  type: (option: string, type: string) => `You chose “${option}”: it is from “${type}”.`,
  title: (option: string, words: string) => `You chose “${option}”: its name says “${words}”.`,
  tag: (option: string, tag: string) => `You chose “${option}”: this shop files it under “${tag}”.`,
  price: (option: string, price: string) => `You chose “${option}”: it costs ${price}.`,
  popular: "Popular in this shop.",
  inStock: "In stock now.",
};

function reasonsOfOption(chosen: CompiledOption, indexed: IndexedProduct, variant: CatalogVariant, currency: string) {
  const evidence = findEvidence(indexed, chosen.phrases);
  const reasons: string[] = [];
  if (evidence) reasons.push(texts[evidence.kind](chosen.text, evidence.text));
  if (chosen.inPrice && priceFits(variant, chosen.match)) {
    reasons.push(texts.price(chosen.text, currencyFormat(currency).format(variant.priceMicros / 1e6)));
  }
  return reasons;
}

/** Only what holds for this product and the variant shown, in the words of the shopper's own choices; most telling first. */
export function reasonsFor(
  index: CatalogIndex,
  indexed: IndexedProduct,
  variant: CatalogVariant,
  chosen: readonly CompiledOption[],
): string[] {
  const reasons = [...chosen]
    .sort((left, right) => right.weight - left.weight)
    .flatMap((option) => reasonsOfOption(option, indexed, variant, index.currency));
  if (reasons.length > 0) return reasons.slice(0, MAX_REASONS);
  const popular = indexed.salesRank !== undefined && indexed.salesRank < index.products.length * POPULAR_SHARE;
  return [popular ? texts.popular : texts.inStock];
}
