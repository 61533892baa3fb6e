/** Where an editor is among its steps: what was, what is, what was taken back. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What was typed into last, and when: a run of typing is one step. */
  readonly typing?: { readonly field: string; readonly at: number };
}

const MOST_STEPS = 100;
/** Typing in one field with pauses shorter than this is one step back. */
const ONE_STEP_MS = 1500;

export const begin = <T>(present: T): History<T> => ({ past: [], present, future: [] });

/** `field` names what is typed into; `at` is any clock in milliseconds. */
export function change<T>(history: History<T>, next: T, at: number, field?: string): History<T> {
  const { past, present, typing } = history;
  if (next === present) return history;
  const goesOn = field !== undefined && typing?.field === field && at - typing.at < ONE_STEP_MS;
  return {
    past: goesOn ? past : [...past, present].slice(-MOST_STEPS),
    present: next,
    future: [],
    ...(field !== undefined && { typing: { field, at } }),
  };
}

/** The same change in every step, as when things get other names. */
export const mapSteps = <T>(history: History<T>, map: (step: T) => T): History<T> => ({
  ...history,
  past: history.past.map(map),
  present: map(history.present),
  future: history.future.map(map),
});

export function undo<T>({ past, present, future }: History<T>): History<T> {
  const last = past.at(-1);
  if (last === undefined) return { past, present, future };
  return { past: past.slice(0, -1), present: last, future: [present, ...future] };
}

export function redo<T>({ past, present, future }: History<T>): History<T> {
  const [next, ...rest] = future;
  if (next === undefined) return { past, present, future };
  return { past: [...past, present], present: next, future: rest };
}
