import { hideSmall } from "./figures.ts";

const Z = 1.959964;

export interface Tallied {
  value: number;
  count: number;
}

export interface Bin {
  label: string;
  /** Undefined: too small a group to be shown. */
  count: number | undefined;
}

export interface Spread {
  n: number;
  mean: number;
  /** 95 % interval of the mean, by the normal approximation. */
  low: number;
  high: number;
  median: number;
}

export const total = (values: readonly Tallied[]): number => values.reduce((sum, { count }) => sum + count, 0);

export function spreadOf(values: readonly Tallied[]): Spread | undefined {
  const n = total(values);
  if (n === 0) return undefined;
  const mean = values.reduce((sum, { value, count }) => sum + value * count, 0) / n;
  const squares = values.reduce((sum, { value, count }) => sum + (value - mean) ** 2 * count, 0);
  const margin = n > 1 ? (Z * Math.sqrt(squares / (n - 1))) / Math.sqrt(n) : 0;
  return { n, mean, low: mean - margin, high: mean + margin, median: middle(values, n) };
}

/**
 * A mean beside its n tells by how much people differ from all being at one end of the scale: so many steps, so many people at most. Where
 * that is less than the floor, a small group said otherwise than all others.
 */
export function tellsOfFew(
  values: readonly Tallied[],
  { min, max, step = 1 }: { min: number; max: number; step?: number },
  floor: number,
): boolean {
  return [min, max].some((end) => {
    const steps = values.reduce((sum, { value, count }) => sum + Math.round(Math.abs(value - end) / step) * count, 0);
    return steps > 0 && steps < floor;
  });
}

/** Half lie below, half above; of an even number the mean of the two in the middle. */
function middle(values: readonly Tallied[], n: number): number {
  const sorted = [...values].sort((left, right) => left.value - right.value);
  const at = (rank: number): number => {
    let seen = 0;
    return sorted.find(({ count }) => (seen += count) >= rank)?.value ?? 0;
  };
  return (at(Math.floor((n + 1) / 2)) + at(Math.ceil((n + 1) / 2))) / 2;
}

export const median = (values: readonly number[]): number | undefined =>
  values.length === 0
    ? undefined
    : middle(
        values.map((value) => ({ value, count: 1 })),
        values.length,
      );

const MOST_BINS = 12;
const NICE = [1, 2, 2.5, 5, 10];

function niceWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  return (NICE.find((step) => step * power >= width) ?? 10) * power;
}

const plain = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: 2 });

/** Columns of a histogram over whole steps where they are few, otherwise over round intervals. */
export function binsOf(
  values: readonly Tallied[],
  { min, max, step }: { min: number; max: number; step?: number },
  floor: number,
): Bin[] {
  const steps = step ? Math.round((max - min) / step) : Infinity;
  if (step && steps < MOST_BINS) {
    const labels = Array.from({ length: steps + 1 }, (_, at) => plain(min + at * step));
    return columns(labels, values, (value) => Math.round((value - min) / step), floor);
  }
  const width = niceWidth(Math.max((max - min) / 10, step ?? 1e-9));
  const first = Math.floor(min / width) * width;
  const labels = Array.from({ length: Math.floor((max - first) / width) + 1 }, (_, at) => {
    const from = first + at * width;
    return `${plain(from)}–${plain(from + width)}`;
  });
  return columns(labels, values, (value) => Math.floor((value - first) / width), floor);
}

/** Each value falls into one column, also where floating point puts it a hair outside. */
function columns(
  labels: readonly string[],
  values: readonly Tallied[],
  columnOf: (value: number) => number,
  floor: number,
): Bin[] {
  const counts = labels.map(() => 0);
  for (const { value, count } of values) {
    const at = Math.min(labels.length - 1, Math.max(0, columnOf(value)));
    counts[at] = (counts[at] ?? 0) + count;
  }
  const cells = counts.map((count, at) => ({ id: String(at), count }));
  return hideSmall(cells, floor, true).map(({ count }, at) => ({ label: labels[at] ?? "", count }));
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function monthBins(months: readonly number[], floor: number): Bin[] {
  const counted = MONTHS.map((label, at) => ({ id: label, count: months.filter((month) => month === at + 1).length }));
  return hideSmall(counted, floor, true).map(({ id, count }) => ({ label: id, count }));
}
