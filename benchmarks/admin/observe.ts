import type { Frame } from "playwright-core";

/** What a window saw of its own page, in milliseconds; `cls` has no unit. */
export type Seen = {
  lcp_ms: number;
  cls: number;
  /** The slowest of the interactions: with so few of them that is what INP is. */
  inp_ms: number;
};

/** Runs in each frame before its first script. */
export function observe(): void {
  const seen: Seen = { lcp_ms: 0, cls: 0, inp_ms: 0 };
  Object.assign(window, { seen });
  const watch = (type: string, take: (entry: PerformanceEntry) => void, more = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
  watch("largest-contentful-paint", ({ startTime }) => (seen.lcp_ms = startTime));
  watch("layout-shift", (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!hadRecentInput) seen.cls += value;
  });
  watch(
    "event",
    (entry) => {
      const { duration, interactionId } = entry as PerformanceEntry & { interactionId: number };
      if (interactionId > 0) seen.inp_ms = Math.max(seen.inp_ms, duration);
    },
    { durationThreshold: 16 },
  );
}

export const readSeen = (frame: Frame): Promise<Seen> =>
  frame.evaluate(() => (window as unknown as { seen: Seen }).seen);
