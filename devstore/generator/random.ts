/** A small seeded source of chance, so that the same seed gives the same shop on every machine. */
export interface Chance {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [from, to]. */
  int(from: number, to: number): number;
  pick<T>(items: readonly T[]): T;
  /** A bell curve by Box and Muller. */
  normal(mean: number, deviation: number): number;
  /** True with this probability. */
  yes(probability: number): boolean;
}

/** mulberry32: 32 bits of state are plenty for a demo shop. */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error("nothing to pick from");
      return item;
    },
    normal: (mean, deviation) =>
      mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    yes: (probability) => next() < probability,
  };
}

/** A stable number in [0, 2^32) for a text (FNV-1a): what depends on a name alone does not depend on order. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b) >>> 0;
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Draws positions in proportion to weights, in logarithmic time. */
export class WeightedDraw {
  readonly #sums: Float64Array;

  constructor(weights: readonly number[]) {
    this.#sums = new Float64Array(weights.length);
    let sum = 0;
    weights.forEach((weight, index) => {
      sum += Math.max(0, weight);
      this.#sums[index] = sum;
    });
  }

  /** Draws within [from, to); the whole range when left out. */
  draw(chance: Chance, from = 0, to = this.#sums.length): number {
    const low = from > 0 ? (this.#sums[from - 1] ?? 0) : 0;
    const high = this.#sums[to - 1] ?? low;
    const target = low + chance.next() * (high - low);
    let left = from;
    let right = to - 1;
    while (left < right) {
      const middle = (left + right) >> 1;
      if ((this.#sums[middle] ?? 0) > target) right = middle;
      else left = middle + 1;
    }
    return left;
  }
}
