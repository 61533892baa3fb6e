/** Arrivals a second. More than a worker on a core of its own records: then it only takes time from the doors. */
const RUSH_PER_S = 3_000;
const LOOK_EVERY_MS = 100;

/** Whether arrivals come in a rush just now, told by the running number of the newest. What waits from before is none. */
export function createRush(nowMs: () => number): (newest: number) => boolean {
  let last: { at: number; newest: number } | undefined;
  let rush = false;
  return (newest) => {
    const at = nowMs();
    if (last !== undefined && at - last.at < LOOK_EVERY_MS) return rush;
    rush = last !== undefined && (newest - last.newest) * 1000 > RUSH_PER_S * (at - last.at);
    last = { at, newest };
    return rush;
  };
}
