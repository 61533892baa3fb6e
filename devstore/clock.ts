/** The development store's only clock. Tests move it: `moveClock(state-less offset)`; everything else asks here. */
let offsetMs = 0;

export function nowMs(): number {
  return Date.now() + offsetMs;
}

/** Shopify writes times in UTC to the second: 2026-07-01T09:30:00Z. All time columns hold this form. */
export function isoOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

export function nowIso(): string {
  return isoOf(nowMs());
}

/** For tests and the control server (expire tokens, close the 60-day window): shifts "now" by so many milliseconds. */
export function moveClock(byMs: number): void {
  offsetMs += byMs;
}
