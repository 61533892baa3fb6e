/** Decimal text arithmetic without rounding: money has as many decimals as its source had. */
export function sumDecimals(values: readonly string[]): string {
  let scale = 0;
  for (const value of values) scale = Math.max(scale, (value.split(".")[1] ?? "").length);
  let total = 0n;
  for (const value of values) {
    const [whole = "0", fraction = ""] = value.split(".");
    const digits = BigInt(`${whole.replace("-", "")}${fraction.padEnd(scale, "0")}`);
    total += whole.startsWith("-") ? -digits : digits;
  }
  const sign = total < 0n ? "-" : "";
  const digits = (total < 0n ? -total : total).toString().padStart(scale + 1, "0");
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

export function timesDecimal(value: string, factor: number): string {
  const [whole = "0", fraction = ""] = value.split(".");
  const product = BigInt(`${whole.replace("-", "")}${fraction}`) * BigInt(factor) * (whole.startsWith("-") ? -1n : 1n);
  const sign = product < 0n ? "-" : "";
  const digits = (product < 0n ? -product : product).toString().padStart(fraction.length + 1, "0");
  return fraction === ""
    ? `${sign}${digits}`
    : `${sign}${digits.slice(0, -fraction.length)}.${digits.slice(-fraction.length)}`;
}

/** As MoneyV2.amount is printed: "15.0", "11884.9" (recorded: customers-catalog, money-bag-presentment-parity). */
export function moneyText(value: string): string {
  const [whole = "0", fraction = ""] = value.split(".");
  const trimmed = fraction.replace(/0+$/, "");
  return `${whole}.${trimmed === "" ? "0" : trimmed}`;
}
