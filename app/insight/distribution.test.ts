import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binsOf, median, monthBins, spreadOf, tellsOfFew } from "./distribution.ts";

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

test("a mean that tells of a few who differ from all others is known as such", () => {
  const stars = { min: 1, max: 5, step: 1 };
  const of = (most: number, other: number, count: number) => [
    { value: most, count: 20 },
    { value: other, count },
  ];
  expect(tellsOfFew(of(5, 4, 1), stars, 5)).toBe(true);
  expect(tellsOfFew(of(1, 2, 4), stars, 5)).toBe(true);
  expect(tellsOfFew(of(1, 2, 5), stars, 5)).toBe(false);
  // All the same: nobody differs.
  expect(tellsOfFew(of(5, 4, 0), stars, 5)).toBe(false);
  expect(tellsOfFew(of(3, 4, 1), stars, 5)).toBe(false);
  expect(tellsOfFew([{ value: 0.3, count: 9 }], { min: 0, max: 1, step: 0.1 }, 5)).toBe(false);
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
