/** "8 s", "1 min 20 s": how long something took. */
export function durationText(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const rounded = Math.round(seconds / 5) * 5;
  const rest = rounded % 60;
  return `${Math.floor(rounded / 60)} min${rest === 0 ? "" : ` ${rest} s`}`;
}
