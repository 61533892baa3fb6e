/** Exact money: whole numbers of 1e-8 of the currency, so that 0.001 × 12 rows stays what the file says. */
const PLACES = 8;
const FORM = /^([+-]?)(\d*)(?:\.(\d*))?$/;

export function parseUnits(text: string): bigint | undefined {
  const match = FORM.exec(text);
  if (!match) return undefined;
  const [, sign, whole = "", part = ""] = match;
  if (whole === "" && part === "") return undefined;
  if (part.length > PLACES && /[1-9]/.test(part.slice(PLACES))) return undefined;
  const units = BigInt(whole || "0") * 10n ** BigInt(PLACES) + BigInt(part.padEnd(PLACES, "0").slice(0, PLACES));
  return sign === "-" ? -units : units;
}

/** Two decimals at least, more only where the figure needs them: 2.55, 0.001, -11062.06. */
export function moneyText(units: bigint): string {
  const digits = String(units < 0n ? -units : units).padStart(PLACES + 1, "0");
  const part = digits.slice(-PLACES).replace(/0+$/, "").padEnd(2, "0");
  return `${units < 0n ? "-" : ""}${digits.slice(0, -PLACES)}.${part}`;
}
