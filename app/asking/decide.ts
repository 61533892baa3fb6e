import type { AskReason } from "../contract/asking.ts";

/** A published quiz that could ask now. */
export interface Candidate {
  handle: string;
  /** The higher asks. */
  priority: number;
  /** What each of its questions teaches; null: own words, an address. Screens to read and consents are no questions here. */
  asks: readonly (string | null)[];
  /** Finished, or sent away, before. */
  done: boolean;
}

export interface AskedSoFar {
  /** Questions within the period. */
  questions: number;
  /** What was asked a moment ago: the same again, after a reload, is the same question still. */
  justNow: string | undefined;
}

export interface Situation {
  candidates: readonly Candidate[];
  /** Handles that could ask and are not published. */
  missing: readonly string[];
  /** Traits that are known and fresh. */
  fresh: ReadonlySet<string>;
  asked: AskedSoFar;
  /** At most so many questions per person and period. */
  budget: number;
  /** This person took their consent back: they are left alone. */
  withdrawn: boolean;
}

export interface AskVerdict {
  handle: string;
  reason: AskReason;
  /** How many questions it would ask. */
  questions: number;
}

export interface Decision {
  ask: string | undefined;
  /** Why none asks, or "ask". */
  reason: AskReason;
  verdicts: AskVerdict[];
}

/** Who may be asked what now, and why: at most one quiz, nothing that is known and fresh, never more than the budget. */
export function decide(situation: Situation): Decision {
  const verdicts = situation.candidates.map((candidate) => judge(candidate, situation));
  const open = verdicts.filter(({ reason }) => reason === "ask");
  const priorityOf = new Map(situation.candidates.map(({ handle, priority }) => [handle, priority]));
  // Of equals the first on the page; what was asked a moment ago stays.
  const [winner] = open.toSorted((left, right) => rank(right.handle) - rank(left.handle));
  function rank(handle: string): number {
    return handle === situation.asked.justNow ? Infinity : (priorityOf.get(handle) ?? 0);
  }
  const settled = verdicts.map((verdict): AskVerdict => {
    const lost = verdict.reason === "ask" && verdict.handle !== winner?.handle;
    return lost ? { ...verdict, reason: "priority" } : verdict;
  });
  const all = [
    ...settled,
    ...situation.missing.map((handle) => ({ handle, reason: "missing" as const, questions: 0 })),
  ];
  return { ask: winner?.handle, reason: winner ? "ask" : (all[0]?.reason ?? "missing"), verdicts: all };
}

function judge({ handle, asks, done }: Candidate, { fresh, asked, budget, withdrawn }: Situation): AskVerdict {
  const questions = asks.filter((key) => key === null || !fresh.has(key)).length;
  const because = (reason: AskReason): AskVerdict => ({ handle, reason, questions });
  if (withdrawn) return because("withdrawn");
  if (done) return because("done");
  if (questions === 0) return because("known");
  if (handle === asked.justNow) return because("ask");
  return because(asked.questions + questions > budget ? "budget" : "ask");
}
