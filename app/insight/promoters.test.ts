import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Tallied } from "./distribution.ts";
import { promoterGroups, promotersOf, scoreBins } from "./promoters.ts";

const expected = path.join(process.env.CANDOR_DATA ?? path.resolve("../shared/data"), "expected/survey_formulas.json");
const FLOOR = 5;

const told = (promoters: number, passives: number, detractors: number): Tallied[] => [
  { value: 10, count: promoters },
  { value: 7, count: passives },
  { value: 0, count: detractors },
];

describe("the net promoter score", () => {
  const of = (promoters: number, passives: number, detractors: number) =>
    promotersOf(told(promoters, passives, detractors), 1);

  test("is told with the adjusted Wald interval", () => {
    // Reference: 50, 30, 20 → 30, 14.05 to 44.20 (three answers added)
    expect(of(50, 30, 20)).toMatchObject({
      n: 100,
      score: 30,
      groups: { promoters: 50, passives: 30, detractors: 20 },
    });
    expect(of(50, 30, 20)?.low).toBeCloseTo(14.0511, 3);
    expect(of(50, 30, 20)?.high).toBeCloseTo(44.2013, 3);
    expect(of(10, 0, 0)).toMatchObject({ score: 100, high: 100 });
    expect(promotersOf([], 5)).toBeUndefined();
  });

  test.skipIf(!existsSync(expected))("agrees with reference figures", () => {
    const { nps } = JSON.parse(readFileSync(expected, "utf8")) as {
      nps: {
        input: Record<"promoters" | "passives" | "detractors", number>;
        nps: number;
        adjusted_wald_add3: [number, number];
      }[];
    };
    expect(nps.length).toBeGreaterThan(0);
    for (const { input, nps: score, adjusted_wald_add3: interval } of nps) {
      const figure = of(input.promoters, input.passives, input.detractors);
      expect(figure?.score).toBeCloseTo(score, 6);
      expect(figure?.low).toBeCloseTo(interval[0], 4);
      expect(figure?.high).toBeCloseTo(Math.min(100, interval[1]), 4);
    }
  });
});

describe("small groups of a promoter score", () => {
  test("one of six who would not recommend: neither counts nor score tell of them, and what is open is said", () => {
    const nps = promotersOf(told(5, 0, 1), FLOOR);
    expect(nps).toEqual({
      n: 6,
      groups: { promoters: undefined, passives: 0, detractors: undefined },
      score: undefined,
      low: (100 * (1 - 5)) / 6,
      high: (100 * (5 - 1)) / 6,
    });
    const bins = scoreBins(told(5, 0, 1), nps?.groups, FLOOR);
    expect(bins.filter(({ count }) => count !== 0).map(({ label, count }) => [label, count])).toEqual([
      ["0", undefined],
      ["10", undefined],
    ]);
  });

  test("a large group stays, and the score is as wide as it leaves open", () => {
    expect(promotersOf(told(30, 7, 3), FLOOR)).toMatchObject({
      groups: { promoters: 30, passives: undefined, detractors: undefined },
      score: undefined,
      low: (100 * (30 - 9)) / 40,
      high: (100 * (30 - 1)) / 40,
    });
  });

  test("a group that nobody is in hides nothing", () => {
    expect(promotersOf(told(6, 0, 5), FLOOR)).toMatchObject({ n: 11, score: 100 / 11, groups: { passives: 0 } });
  });

  /** All ways to make a sum out of so many parts, each one at least. */
  function partsOf(sum: number, parts: number): number[][] {
    if (parts === 0) return sum === 0 ? [[]] : [];
    const firsts = Array.from({ length: Math.max(0, sum - parts + 1) }, (_, at) => at + 1);
    return firsts.flatMap((first) => partsOf(sum - first, parts - 1).map((rest) => [first, ...rest]));
  }

  test("whoever works out what is hidden from all that is shown is left with two possibilities at least", () => {
    const BUSY = [2, 6, 7, 8, 9, 10];
    const floor = 3;
    fc.assert(
      fc.property(fc.array(fc.nat(4), { minLength: BUSY.length, maxLength: BUSY.length }), (counts) => {
        const values = BUSY.map((value, at) => ({ value, count: counts[at] ?? 0 }));
        const n = counts.reduce((sum, count) => sum + count, 0);
        // Of as many answers as there are columns each is one, whatever is hidden.
        fc.pre(n >= floor && counts.every((count) => count !== 1));
        const nps = promotersOf(values, floor);
        const bins = scoreBins(values, nps?.groups, floor);
        const hidden = bins.filter(({ count }) => count === undefined).map(({ label }) => label);
        const shownSum = bins.reduce((sum, { count }) => sum + (count ?? 0), 0);
        const fits = partsOf(n - shownSum, hidden.length).filter((parts) => {
          const guess = bins.map(({ label, count }) => ({
            value: Number(label),
            count: count ?? parts[hidden.indexOf(label)] ?? 0,
          }));
          const exact = promotersOf(guess, 1)?.groups;
          return promoterGroups.every(
            (group) => nps?.groups[group] === undefined || nps.groups[group] === exact?.[group],
          );
        });
        for (const at of hidden.keys()) expect(new Set(fits.map((parts) => parts[at])).size).toBeGreaterThan(1);
      }),
    );
  });
});
