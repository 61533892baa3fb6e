// Figures as merchants read them: never without their n, with an interval where there is a rate.

export interface Rate {
  hits: number;
  of: number;
  /** Wilson's 95 % interval, as shares. */
  low: number;
  high: number;
}

const Z = 1.959964;

export function rate(hits: number, of: number): Rate | undefined {
  if (of === 0) return undefined;
  const share = hits / of;
  const spread = Z * Math.sqrt((share * (1 - share) + (Z * Z) / (4 * of)) / of);
  const centre = share + (Z * Z) / (2 * of);
  const scale = 1 + (Z * Z) / of;
  return { hits, of, low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) };
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** "62 % (48–74 %)" */
export function rateText(figure: Rate): string {
  return `${percent(figure.hits / figure.of)} (${Math.round(figure.low * 100)}–${percent(figure.high)})`;
}

export const countText = (count: number): string => count.toLocaleString("en");

/** Millionths of the currency's unit as money. */
export function moneyText(micros: number, currency: string): string {
  return new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "narrowSymbol" }).format(
    micros / 1e6,
  );
}

export interface Cell {
  id: string;
  /** Undefined: fewer than the privacy floor, not shown. */
  count: number | undefined;
}

/**
 * Counts below the floor are not shown. In a set whose sum is known the next smallest goes with them while the hidden ones could be
 * worked out: a single one, a few that are fewer than the floor together, or as many as there are of them (five that make 5 are one each).
 * Zero is no group and is shown.
 */
export function hideSmall(cells: readonly { id: string; count: number }[], floor: number, sumIsKnown: boolean): Cell[] {
  const small = (count: number): boolean => count > 0 && count < floor;
  const bySize = cells.filter(({ count }) => count > 0).sort((left, right) => left.count - right.count);
  const hidden = new Set<string>();
  let sum = 0;
  for (const { id, count } of bySize) {
    const tellsHidden = sumIsKnown && hidden.size > 0 && (hidden.size === 1 || sum < floor || sum === hidden.size);
    if (!small(count) && !tellsHidden) break;
    hidden.add(id);
    sum += count;
  }
  return cells.map(({ id, count }) => ({ id, count: hidden.has(id) ? undefined : count }));
}

/** "about 2 minutes" from what is done and how long that took. Undefined while it cannot be told. */
export function remainingText(done: number, total: number, elapsedMs: number): string | undefined {
  if (done <= 0 || total <= 0 || elapsedMs <= 0) return undefined;
  const left = Math.max(0, (elapsedMs / done) * (total - done));
  const seconds = Math.ceil(left / 1000);
  if (seconds < 10) return "a few seconds";
  if (seconds < 90) return `about ${Math.ceil(seconds / 10) * 10} seconds`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 90) return `about ${minutes} minutes`;
  return `about ${Math.round(minutes / 60)} hours`;
}
