import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hideSmall, rate, rateText, remainingText } from "./figures.ts";

describe("rates", () => {
  test("carry Wilson's interval", () => {
    // Newcombe 1998, table I: 81 of 263 → 0.2553 to 0.3662
    const figure = rate(81, 263);
    expect(figure?.low).toBeCloseTo(0.2553, 4);
    expect(figure?.high).toBeCloseTo(0.3662, 4);
    expect(figure && rateText(figure)).toBe("31 % (26–37 %)");
  });

  test("of nothing there is none", () => {
    expect(rate(0, 0)).toBeUndefined();
  });
});

describe("small groups", () => {
  const cells = (...counts: number[]) => counts.map((count, at) => ({ id: String(at), count }));

  test("are hidden, and the one that would give them away with them", () => {
    expect(hideSmall(cells(10, 3, 20), 5, true).map(({ count }) => count)).toEqual([undefined, undefined, 20]);
    expect(hideSmall(cells(10, 3, 20), 5, false).map(({ count }) => count)).toEqual([10, undefined, 20]);
    expect(hideSmall(cells(30, 1, 1, 20), 5, true).map(({ count }) => count)).toEqual([
      30,
      undefined,
      undefined,
      undefined,
    ]);
    expect(hideSmall(cells(30, 4, 3, 20), 5, true).map(({ count }) => count)).toEqual([30, undefined, undefined, 20]);
    // Five that make five would be one each.
    expect(hideSmall(cells(30, 1, 1, 1, 1, 1, 20), 5, true).map(({ count }) => count)).toEqual([
      30,
      ...Array.from({ length: 6 }, () => undefined),
    ]);
    expect(hideSmall(cells(10, 0, 20), 5, true).map(({ count }) => count)).toEqual([10, 0, 20]);
  });

  test("can never be worked out from the sum", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(20), { minLength: 2, maxLength: 8 }),
        fc.integer({ min: 1, max: 10 }),
        (counts, floor) => {
          const shown = hideSmall(cells(...counts), floor, true);
          shown.forEach(({ count }) => {
            if (count !== undefined && count > 0) expect(count).toBeGreaterThanOrEqual(floor);
          });
          const hidden = counts.filter((_, at) => shown[at]?.count === undefined);
          if (hidden.length === 0 || counts.every((count, at) => count === 0 || shown[at]?.count === undefined)) return;
          expect(hidden.length).toBeGreaterThan(1);
          expect(hidden.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(floor);
        },
      ),
    );
  });
});

test("time left is told roughly, and only when it can be", () => {
  expect(remainingText(0, 100, 1000)).toBeUndefined();
  expect(remainingText(50, 100, 4_000)).toBe("a few seconds");
  expect(remainingText(50, 100, 42_000)).toBe("about 50 seconds");
  expect(remainingText(1, 100, 6_000)).toBe("about 10 minutes");
  expect(remainingText(1, 1000, 60_000)).toBe("about 17 hours");
});
