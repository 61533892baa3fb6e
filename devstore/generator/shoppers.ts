import type { Chance } from "./random.ts";
import { catalogue } from "./words.ts";

export interface GeneratedShopper {
  id: string;
  country: string;
  /** Orders to be placed over the two years. */
  orders: number;
  /** Days since the first day between which this person buys. */
  from: number;
  to: number;
  /** Types that this person likes, best first. */
  tastes: readonly string[];
  /** Buys by the dozen: a small shop of their own. */
  trade: boolean;
}

const COUNTRIES: readonly (readonly [string, number])[] = [
  ["United Kingdom", 0.86],
  ["Germany", 0.04],
  ["France", 0.03],
  ["Ireland", 0.025],
  ["Netherlands", 0.02],
  ["Spain", 0.015],
  ["United States", 0.01],
];

/** What sells in general, before anybody's own taste. */
const TYPE_WEIGHTS: readonly (readonly [string, number])[] = Object.keys(catalogue).map((type, index) => [
  type,
  1 / (1 + index * 0.12),
]);

export function weighted<T>(chance: Chance, items: readonly (readonly [T, number])[]): T {
  let left = chance.next() * items.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [item, weight] of items) {
    left -= weight;
    if (left < 0) return item;
  }
  const last = items.at(-1);
  if (!last) throw new Error("nothing to choose from");
  return last[0];
}

/** Nearly half buy once; the rest follow a heavy tail with a few who come every week. */
function orderCount(chance: Chance): number {
  if (chance.yes(0.46)) return 1;
  return Math.min(140, 1 + Math.floor((1 - chance.next()) ** (-1 / 1.12) * 1.45));
}

export function generateShoppers(chance: Chance, count: number, days: number): GeneratedShopper[] {
  return Array.from({ length: count }, (_, index) => {
    const orders = orderCount(chance);
    // Some were customers before the two years began; who buys often stays longer.
    const from = Math.max(0, Math.floor(days * (chance.next() * 1.25 - 0.27) * (orders > 8 ? 0.5 : 1)));
    const stay = orders === 1 ? 60 : Math.max(30, chance.normal(60 + 24 * orders, 90));
    const tastes = new Set(Array.from({ length: 4 }, () => weighted(chance, TYPE_WEIGHTS)));
    return {
      id: String(12_346 + index),
      country: weighted(chance, COUNTRIES),
      orders,
      from,
      to: Math.min(days - 1, Math.floor(from + stay)),
      tastes: [...tastes],
      trade: chance.yes(0.012),
    };
  });
}
