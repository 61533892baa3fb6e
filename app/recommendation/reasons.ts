import { findEvidence, priceFits } from "./catalog-index.ts";
import type { CatalogIndex, CatalogVariant, IndexedProduct } from "./catalog-index.ts";
import { PERSONA } from "./compile-quiz.ts";
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
  chosen: (options: string[]) => `You chose ${options.map((option) => `“${option}”`).join(" and ")}`,
  persona: (title: string) => `Right for “${title}”`,
  type: (type: string) => `it is from “${type}”.`,
  title: (words: string) => `its name says “${words}”.`,
  tag: (tag: string) => `this shop files it under “${tag}”.`,
  detail: (detail: string) => `this shop describes it with “${detail}”.`,
  picked: "this shop chose it for that.",
  price: (price: string) => `it costs ${price}.`,
  popular: "Popular in this shop.",
  inStock: "In stock now.",
};

/** What is true of this product and variant because of one chosen option. */
function factsOf(chosen: CompiledOption, indexed: IndexedProduct, variant: CatalogVariant, currency: string): string[] {
  const evidence = findEvidence(indexed, chosen.phrases);
  const facts: string[] = [];
  if (evidence) facts.push(texts[evidence.kind](evidence.text));
  else if (chosen.match.products?.some(({ id }) => id === indexed.product.id)) facts.push(texts.picked);
  if (chosen.inPrice && priceFits(variant, chosen.match)) {
    facts.push(texts.price(currencyFormat(currency).format(variant.priceMicros / 1e6)));
  }
  return facts;
}

/** A persona was not chosen: it is what the choices add up to, and goes without saying beside them. */
function because(options: readonly CompiledOption[]): string {
  const chosen = options.filter(({ question }) => question !== PERSONA);
  return chosen.length > 0 ? texts.chosen(chosen.map(({ text }) => text)) : texts.persona(options[0]?.text ?? "");
}

/** Only what holds for this product and the variant shown, in the words of the shopper's own choices; most telling first. */
export function reasonsFor(
  index: CatalogIndex,
  indexed: IndexedProduct,
  variant: CatalogVariant,
  chosen: readonly CompiledOption[],
): string[] {
  // The same fact may answer several choices: it is said once, with all of them.
  const choicesByFact = new Map<string, CompiledOption[]>();
  for (const option of [...chosen].sort((left, right) => right.weight - left.weight)) {
    for (const fact of factsOf(option, indexed, variant, index.currency)) {
      choicesByFact.set(fact, [...(choicesByFact.get(fact) ?? []), option]);
    }
  }
  const reasons = [...choicesByFact].map(([fact, options]) => `${because(options)}: ${fact}`);
  if (reasons.length > 0) return reasons.slice(0, MAX_REASONS);
  const popular = indexed.salesRank !== undefined && indexed.salesRank < index.products.length * POPULAR_SHARE;
  return [popular ? texts.popular : texts.inStock];
}
