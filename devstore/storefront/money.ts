/** Liquid and the Ajax API speak of prices in cents. A price of 0.001 is 0 cents there, as on a till. */
export function centsOf(price: string): number {
  return Math.round(Number(price) * 100);
}

const SYMBOLS: Readonly<Record<string, string>> = { GBP: "£", EUR: "€", USD: "$" };

export function formatMoney(cents: number, currency: string): string {
  const sign = cents < 0 ? "-" : "";
  const [whole = "0", part = "00"] = (Math.abs(cents) / 100).toFixed(2).split(".");
  return `${sign}${SYMBOLS[currency] ?? `${currency} `}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${part}`;
}
