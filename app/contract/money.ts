import type { Micros } from "./shop.ts";

/**
 * Shopify's decimal text ("12.50", "-0.333") as millionths: no floating point touches it. What is finer than a millionth is
 * rounded, as nobody pays it.
 */
export function toMicros(text: string): Micros {
  const [, sign, units, fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (units === undefined) throw new RangeError("not an amount of money");
  const rest = (fraction[6] ?? "0") >= "5" ? 1 : 0;
  const micros = Number(units) * 1_000_000 + Number(fraction.slice(0, 6).padEnd(6, "0")) + rest;
  return keep(sign === "-" ? -micros : micros);
}

/** Quantity × unit price. */
export const timesMicros = (quantity: number, price: Micros): Micros => keep(quantity * price);

export const sumMicros = (amounts: Iterable<Micros>): Micros => {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return keep(sum);
};

const MOST = Number.MAX_SAFE_INTEGER;

/**
 * Beyond 2^53 millionths (nine thousand million of a currency: in dong or rupiah a wholesaler gets there) the largest that is kept
 * exactly stands for all: one order like that must not hold up the whole history. Minus zero is zero.
 */
function keep(micros: number): Micros {
  if (Number.isNaN(micros)) throw new RangeError("not an amount of money");
  return (micros === 0 ? 0 : Math.max(-MOST, Math.min(MOST, micros))) as Micros;
}
