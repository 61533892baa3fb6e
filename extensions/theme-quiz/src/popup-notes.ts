// What the pop-up keeps in this browser: numbers and names of quizzes, no id. It can only make us ask less.
import { read, write } from "./keep.ts";

const DONE = "candor.done";
const VISITS = "candor.visits";

/** When it last came by itself or was closed, in ms since 1970; 0 = never. */
export const lastTime = (): number => Number(read("localStorage", "candor.last"));
export const noteTime = (): void => write("localStorage", "candor.last", `${Date.now()}`);

/** Handles of what was answered to the end here. */
export const doneHere = (): string[] => (read("localStorage", DONE) ?? "").split(" ");
export const noteDone = (handle: string): void =>
  write("localStorage", DONE, [...new Set([...doneHere(), handle])].join(" ").trim());

/** Which visit this is. It is counted only where that may be remembered: for whoever has not allowed it, each is the first. */
export function visit(): number {
  const before = Number(read("localStorage", VISITS));
  if (read("sessionStorage", VISITS)) return before;
  addEventListener("pagehide", () => {
    if (!window.Shopify?.customerPrivacy?.preferencesProcessingAllowed?.()) return;
    write("localStorage", VISITS, `${before + 1}`);
    write("sessionStorage", VISITS, "1");
  });
  return before + 1;
}
