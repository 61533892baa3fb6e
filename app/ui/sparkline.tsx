/** A line as small as a word. What it shows stands in words beside it: the drawing is for the eye only. */
export function Sparkline({ values }: { values: readonly number[] }) {
  const most = Math.max(1, ...values);
  const last = Math.max(1, values.length - 1);
  const points = values.map(
    (value, at) => `${((at / last) * 88 + 1).toFixed(1)},${(22 - (value / most) * 20).toFixed(1)}`,
  );
  return (
    <svg className="candor-sparkline" viewBox="0 0 90 24" width="90" height="24" aria-hidden="true">
      <polyline points={points.join(" ")} />
    </svg>
  );
}
