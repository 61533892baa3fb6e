import type { Micros } from "./shop.ts";

/** Shopify's decimal text ("12.50", "-0.333") as millionths, exactly: no floating point touches it. */
export function toMicros(text: string): Micros {
  const [, sign, units, fraction = ""] = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text) ?? [];
  if (units === undefined || /[1-9]/.test(fraction.slice(6))) throw new RangeError("not an amount of money");
  const micros = Number(units) * 1_000_000 + Number(fraction.slice(0, 6).padEnd(6, "0"));
  return safe(sign === "-" ? -micros : micros);
}

/** Quantity × unit price. */
export const timesMicros = (quantity: number, price: Micros): Micros => safe(quantity * price);

export const sumMicros = (amounts: Iterable<Micros>): Micros => {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return safe(sum);
};

/** Beyond 2^53 an integer would be rounded: better to stop than to be wrong. Minus zero is zero. */
function safe(micros: number): Micros {
  if (!Number.isSafeInteger(micros)) throw new RangeError("an amount of money is too large");
  return (micros === 0 ? 0 : micros) as Micros;
}
