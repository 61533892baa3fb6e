/**
 * Why a response is kept but counted apart: the field that people do not see was filled, nobody reads and taps that fast, or very many
 * votes came from one network, which may be people all the same.
 */
export type Flag = "honeypot" | "speed" | "crowd";

/** Far below what reading and tapping takes: whoever is quick is never meant. */
const LEAST_MS_PER_ANSWER = 40;
const TOO_FEW_TO_TELL = 3;

interface Pace {
  trap: string | undefined;
  finished: boolean;
  answers: number;
  /** From the first answer's arrival to this one's, by our clock; 0: the whole walk came in one message. */
  elapsedMs: number;
  /** By the browser's clock: a walk done offline arrives within a moment. */
  took: number | undefined;
}

/**
 * The browser's clock is heard only where the walk came as the widget sends it, also after a while offline: answer by answer. What comes
 * whole in its first message was put together by something else, and may claim what it likes.
 */
export function flagOf({ trap, finished, answers, elapsedMs, took = 0 }: Pace): Exclude<Flag, "crowd"> | undefined {
  if (trap !== undefined && trap !== "") return "honeypot";
  if (!finished || answers < TOO_FEW_TO_TELL) return undefined;
  const paceMs = elapsedMs > 0 ? Math.max(elapsedMs, took) : 0;
  return paceMs < LEAST_MS_PER_ANSWER * (answers - 1) ? "speed" : undefined;
}
