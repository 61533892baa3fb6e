import { parseUnits } from "./decimal.ts";

/** In units of 1e-8: a thousand million of the currency, and a millionth of it. */
const MOST = 100_000_000_000_000_000n;
const SMALLEST_STEP = 100n;

export const PRICE_FIX = ": write it as 2.55, without a sign of the currency, with 6 decimals and 1000000000 at most";

/** A price of a file: one that no shop could keep exactly is none. */
export function parsePrice(text: string): bigint | undefined {
  const units = parseUnits(text);
  if (units === undefined || units % SMALLEST_STEP !== 0n) return undefined;
  return units <= MOST && units >= -MOST ? units : undefined;
}
