import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binsOf, median, monthBins, promotersOf, spreadOf } from "./distribution.ts";

const expected = path.join(process.env.CANDOR_DATA ?? path.resolve("../shared/data"), "expected/survey_formulas.json");

describe("the net promoter score", () => {
  const of = (promoters: number, passives: number, detractors: number) =>
    promotersOf([
      { value: 10, count: promoters },
      { value: 7, count: passives },
      { value: 0, count: detractors },
    ]);

  test("is told with the adjusted Wald interval", () => {
    // Reference: 50, 30, 20 → 30, 14.05 to 44.20 (three answers added)
    expect(of(50, 30, 20)).toMatchObject({ n: 100, score: 30, promoters: 50, passives: 30, detractors: 20 });
    expect(of(50, 30, 20)?.low).toBeCloseTo(14.0511, 3);
    expect(of(50, 30, 20)?.high).toBeCloseTo(44.2013, 3);
    expect(of(10, 0, 0)).toMatchObject({ score: 100, high: 100 });
    expect(promotersOf([])).toBeUndefined();
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

test("mean, its interval and the median", () => {
  const spread = spreadOf([
    { value: 2, count: 1 },
    { value: 4, count: 3 },
    { value: 9, count: 1 },
  ]);
  // 2, 4, 4, 4, 9: mean 4.6, s = 2.6077, s/√5 = 1.1662
  expect(spread).toMatchObject({ n: 5, mean: 4.6, median: 4 });
  expect(spread?.low).toBeCloseTo(4.6 - 1.959964 * 1.16619, 4);
  expect(median([3, 1, 2, 10])).toBe(2.5);
  expect(median([])).toBeUndefined();
});

describe("columns", () => {
  test("a rating has one for each star, small ones hidden with a second one", () => {
    const values = [
      { value: 5, count: 20 },
      { value: 4, count: 9 },
      { value: 1, count: 2 },
    ];
    expect(binsOf(values, { min: 1, max: 5, step: 1 }, 5)).toEqual([
      { label: "1", count: undefined },
      { label: "2", count: 0 },
      { label: "3", count: 0 },
      { label: "4", count: undefined },
      { label: "5", count: 20 },
    ]);
  });

  test("whatever the numbers, each falls into exactly one, and there are few", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 }),
        (numbers) => {
          const values = numbers.map((value) => ({ value, count: 1 }));
          const bins = binsOf(values, { min: Math.min(...numbers), max: Math.max(...numbers) }, 1);
          expect(bins.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(numbers.length);
          expect(bins.length).toBeLessThanOrEqual(13);
        },
      ),
    );
  });

  test("dates are told by month alone", () => {
    expect(monthBins([12, 12, 1], 1).filter(({ count }) => count !== 0)).toEqual([
      { label: "Jan", count: 1 },
      { label: "Dec", count: 2 },
    ]);
  });
});
