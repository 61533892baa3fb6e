import type { Clock } from "./clock.ts";

/** Finds something under a key of its own, or tells what was found under it a moment ago. */
export type Keep = <T>(key: string, find: () => Promise<T>) => Promise<T>;

const COSTLY_MS = 100;
const TIMES = 20;

/**
 * What took long to find is told again for 20 times as long: a screen that is asked for again and again takes a twentieth of
 * the time at most, however much there is to count. What is found quickly is found anew each time; a failure is not kept.
 */
export function keepCostly(clock: Clock): Keep {
  const kept = new Map<string, { found: Promise<unknown>; until: number }>();
  return async <T>(key: string, find: () => Promise<T>): Promise<T> => {
    const began = clock().getTime();
    for (const [other, { until }] of kept) if (until <= began) kept.delete(other);
    const known = kept.get(key);
    if (known !== undefined) return known.found as Promise<T>;
    const entry = { found: find(), until: Infinity };
    kept.set(key, entry);
    try {
      const value = await entry.found;
      const ended = clock().getTime();
      entry.until = ended - began < COSTLY_MS ? 0 : ended + TIMES * (ended - began);
      return value;
    } catch (error) {
      entry.until = 0;
      throw error;
    }
  };
}
