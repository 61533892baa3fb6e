import type { Walk } from "./walk.ts";

type Area = "localStorage" | "sessionStorage";

/** Storage may be blocked or full: then the page's memory is all there is, and nothing breaks. */
export function read(area: Area, key: string): string | null {
  try {
    return window[area].getItem(key);
  } catch {
    return null;
  }
}

export function write(area: Area, key: string, value: string | null): void {
  try {
    if (value === null) window[area].removeItem(key);
    else window[area].setItem(key, value);
  } catch {
    // Blocked or full: see above.
  }
}

export const keyOf = (handle: string): string => `candor:${handle}`;

export function loadWalk(handle: string): Walk | undefined {
  const stored = read("localStorage", keyOf(handle)) ?? read("sessionStorage", keyOf(handle));
  try {
    return stored ? (JSON.parse(stored) as Walk) : undefined;
  } catch {
    return undefined;
  }
}

/** In one of two places: for good after consent or while something is unsent, otherwise for as long as the tab lives. */
export function saveWalk(handle: string, walk: Walk, agreed: boolean): void {
  const lasting = agreed || walk.outbox.length > 0;
  const json = JSON.stringify(walk);
  write("localStorage", keyOf(handle), lasting ? json : null);
  write("sessionStorage", keyOf(handle), lasting ? null : json);
}

export const VISITOR = "candor:visitor";

/** Whoever agreed on this browser, if anybody. */
export const knownVisitor = (): string | null => read("localStorage", VISITOR);
