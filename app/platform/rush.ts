/** Arrivals a second. More than a worker on a core of its own records: then it only takes time from the doors. */
const RUSH_PER_S = 3_000;
const LOOK_EVERY_MS = 100;
/** What was acknowledged may be a withdrawal, and that has a minute: however long the rush, nobody gives way to it for longer. */
const LONGEST_MS = 20_000;

/** Whether to give way to a rush of arrivals just now, told by the running number of the newest. What waits from before is none. */
export function createRush(nowMs: () => number): (newest: number) => boolean {
  let last: { at: number; newest: number } | undefined;
  let since: number | undefined;
  return (newest) => {
    const at = nowMs();
    if (last === undefined || at - last.at >= LOOK_EVERY_MS) {
      const isRush = last !== undefined && (newest - last.newest) * 1000 > RUSH_PER_S * (at - last.at);
      since = isRush ? (since ?? at) : undefined;
      last = { at, newest };
    }
    return since !== undefined && at - since < LONGEST_MS;
  };
}
