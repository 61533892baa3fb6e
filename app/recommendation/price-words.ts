import type { ProductMatch } from "../contract/question.ts";

// Prices as people write them on an option, in the languages that the storefront speaks.

const GROUPED = String.raw`\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?`;
const MONEY = String.raw`\p{Sc}|円|元|kr\.?|zł|Fr\.?|[A-Z]{3}(?![\p{L}])`;
const AMOUNT = String.raw`(?:(?:${MONEY})\s?)?(${GROUPED}|\d+(?:[.,]\d{1,2})?)(万?)\s?(?:${MONEY})?`;

const any = (words: string): string => `(?:${words})`;
const UP_TO = any(
  "up to|under|below|less than|max(?:imum)?\\.?|<|bis(?: zu)?|unter|weniger als|höchstens|moins de|jusqu['’]à|hasta|menos de|أقل من|حتى",
);
const OVER = any(
  "over|above|more than|from|at least|>|ab|über|mehr als|mindestens|plus de|à partir de|más de|desde|a partir de|أكثر من|من",
);
const BETWEEN = any("between|from|zwischen|von|entre|de|بين|من");
const AND = any("to|and|-|–|—|~|～|〜|から|bis|und|à|et|a|y|إلى|و");
const OR_LESS = any("or less|and less|oder weniger|ou moins|o menos|以下|まで|未満|أو أقل");
const OR_MORE = any("and more|or more|and up|\\+|und mehr|oder mehr|et plus|ou plus|o más|y más|以上|から|～|〜|فأكثر");

const pattern = (text: string) => new RegExp(`^${text}`, "iu");
const FORMS: readonly [pattern: RegExp, read: (first: number, second: number) => Omit<ProductMatch, "terms">][] = [
  [pattern(`${UP_TO}\\s*${AMOUNT}`), (priceTo) => ({ priceTo })],
  [pattern(`(?:${BETWEEN}\\s*)?${AMOUNT}\\s*${AND}\\s*${AMOUNT}`), (priceFrom, priceTo) => ({ priceFrom, priceTo })],
  [pattern(`${AMOUNT}\\s*${OR_LESS}`), (priceTo) => ({ priceTo })],
  [pattern(`${OVER}\\s*${AMOUNT}`), (priceFrom) => ({ priceFrom })],
  [pattern(`${AMOUNT}\\s*${OR_MORE}`), (priceFrom) => ({ priceFrom })],
];

const IS_GROUPED = new RegExp(`^${GROUPED}$`, "u");
const HAS_MONEY = new RegExp(MONEY, "u");

/** "1,000.50", "1.000,50" and "1 000" are a thousand; "7,50" is seven and a half. */
function amountOf(text: string, tenThousands: string | undefined): number {
  const plain = IS_GROUPED.test(text) ? text.replace(/[.,'’ \u00a0\u202f](?=\d{3}(?!\d))/g, "") : text;
  return Number(plain.replace(",", ".")) * (tenThousands ? 10_000 : 1);
}

/** "Up to £5", "¥1,000 to ¥3,000", "3,000円以上", "ab 15 €"; undefined when the text speaks of no price. */
export function pricesIn(text: string): ProductMatch | undefined {
  const trimmed = text.trim();
  for (const [form, read] of FORMS) {
    const found = form.exec(trimmed);
    if (!found) continue;
    // "3 to 5 people" are none.
    if (!HAS_MONEY.test(trimmed) && /[\p{L}\p{N}]/u.test(trimmed.slice(found[0].length))) return undefined;
    const [, first = "", tens, second = "", moreTens] = found;
    return { terms: [], ...read(amountOf(first, tens), amountOf(second, moreTens)) };
  }
  return undefined;
}
