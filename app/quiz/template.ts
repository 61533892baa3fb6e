import type { QuizContent, QuizKind } from "../contract/quiz.ts";

/** What a template may adapt itself to: the prices in this shop, so that every budget has something to offer. */
export interface TemplateShop {
  currency: string;
  /** Prices, in the currency's unit, below which a third and two thirds of the products in stock lie. */
  priceThirds: readonly [number, number];
}

export interface QuizTemplate {
  handle: string;
  kind: QuizKind;
  name: string;
  summary: string;
  content(shop: TemplateShop): QuizContent;
}

const STEPS = [1, 1.5, 2, 3, 5, 7.5, 10];

function nice(amount: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(amount, 0.01)));
  const closest = STEPS.reduce((best, step) =>
    Math.abs(step * power - amount) < Math.abs(best * power - amount) ? step : best,
  );
  return Number((closest * power).toPrecision(2));
}

/** 1, 2, 5, 10, 15, 20, 30, 50 …: amounts that people say, the second above the first. */
export function niceBounds([first, second]: readonly [number, number]): [number, number] {
  const low = nice(first);
  const high = nice(second);
  return [low, high > low ? high : nice(low * 2)];
}

/** "£5", "€7.50", "¥500" */
export function amountText(amount: number, currency: string): string {
  return new Intl.NumberFormat("en", {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    trailingZeroDisplay: "stripIfInteger",
  }).format(amount);
}

/** The prices below which a third and two thirds lie; plain numbers when the shop has no products yet. */
export function priceThirds(prices: readonly number[]): [number, number] {
  if (prices.length === 0) return [10, 25];
  const sorted = [...prices].sort((left, right) => left - right);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return [at(1 / 3), at(2 / 3)];
}

/** A template as it would be in one shop. */
export interface TemplateView {
  handle: string;
  name: string;
  summary: string;
  kind: QuizKind;
  asks: string[];
  duration: string;
  /** Products of this shop that its answers find; undefined where it is not about products. */
  finds: number | undefined;
}
