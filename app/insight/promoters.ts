import { total } from "./distribution.ts";
import type { Bin, Tallied } from "./distribution.ts";
import { hideSmall } from "./figures.ts";

const Z = 1.959964;
/** Who would recommend, who is undecided, who would not: the ends of each group on the scale from 0 to 10. */
const GROUPS = { promoters: [9, 10], passives: [7, 8], detractors: [0, 6] } as const;
export type PromoterGroup = keyof typeof GROUPS;
export const promoterGroups = Object.keys(GROUPS) as PromoterGroup[];

const groupOf = (value: number): PromoterGroup => (value >= 9 ? "promoters" : value >= 7 ? "passives" : "detractors");

export interface Promoters {
  n: number;
  /** Undefined: too small a group to be shown, or one that would give such a group away. */
  groups: Record<PromoterGroup, number | undefined>;
  /** In points; undefined where a group is hidden: beside n it would tell how large that group is. */
  score: number | undefined;
  /** The score's 95 % interval, adjusted Wald (three answers added): right for small shops too. Without a score: what the shown groups leave open. */
  low: number;
  high: number;
}

/** Net promoter score: the share of 9 and 10 less the share of 0 to 6, in points. */
export function promotersOf(values: readonly Tallied[], floor: number): Promoters | undefined {
  const n = total(values);
  if (n === 0) return undefined;
  const count = (group: PromoterGroup): number => total(values.filter(({ value }) => groupOf(value) === group));
  const cells = hideSmall(
    promoterGroups.map((id) => ({ id, count: count(id) })),
    floor,
    true,
  );
  const groups = Object.fromEntries(cells.map((cell) => [cell.id, cell.count])) as Promoters["groups"];
  if (cells.some((cell) => cell.count === undefined)) return { n, groups, score: undefined, ...leftOpen(n, groups) };
  const [promoters, detractors] = [count("promoters"), count("detractors")];
  return { n, groups, score: (100 * (promoters - detractors)) / n, ...waldInterval(n, promoters, detractors) };
}

const points = (share: number): number => Math.max(-100, Math.min(100, share * 100));

function waldInterval(n: number, promoters: number, detractors: number): { low: number; high: number } {
  const [more, pro, con] = [n + 3, (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)];
  const margin = Z * Math.sqrt((pro + con - (pro - con) ** 2) / more);
  return { low: points(pro - con - margin), high: points(pro - con + margin) };
}

/** Worked out from what is shown alone, so that it tells nothing more: a hidden group has one person at least and leaves one to each other. */
function leftOpen(n: number, groups: Promoters["groups"]): { low: number; high: number } {
  const counts = promoterGroups.map((group) => groups[group]);
  const hidden = counts.filter((shown) => shown === undefined).length;
  const most = n - counts.reduce<number>((sum, shown) => sum + (shown ?? 0), 0) - (hidden - 1);
  const { promoters, detractors } = groups;
  return {
    low: (100 * ((promoters ?? 1) - (detractors ?? most))) / n,
    high: (100 * ((promoters ?? most) - (detractors ?? 1))) / n,
  };
}

/** One column for each score. Of a group that is shown no column may be worked out; of a hidden one none is told. */
export function scoreBins(values: readonly Tallied[], groups: Promoters["groups"] | undefined, floor: number): Bin[] {
  const cells = Array.from({ length: 11 }, (_, value) => ({
    id: String(value),
    count: total(values.filter((told) => told.value === value)),
  }));
  const shown = promoterGroups.flatMap((group) => {
    const own = cells.filter(({ id }) => groupOf(Number(id)) === group);
    const hidden = groups && groups[group] === undefined;
    return hidden
      ? own.map(({ id, count }) => ({ id, count: count === 0 ? 0 : undefined }))
      : hideSmall(own, floor, true);
  });
  const counts = new Map(shown.map(({ id, count }) => [id, count]));
  return cells.map(({ id }) => ({ label: id, count: counts.get(id) }));
}
