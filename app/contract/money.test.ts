import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sumMicros, timesMicros, toMicros } from "./money.ts";

describe("money", () => {
  it("reads decimal text exactly", () => {
    expect([toMicros("12.50"), toMicros("0.001"), toMicros("-3"), toMicros("0.0"), toMicros("-0.00")]).toEqual([
      12_500_000, 1000, -3_000_000, 0, 0,
    ]);
    // What floating point gets wrong
    expect(sumMicros([toMicros("0.1"), toMicros("0.2")])).toBe(toMicros("0.3"));
    expect(timesMicros(3, toMicros("0.85"))).toBe(2_550_000);
  });

  it("agrees with whole-number arithmetic for every amount of up to six decimals", () => {
    fc.assert(
      fc.property(fc.bigInt(-9_007_199_254n, 9_007_199_254n), fc.integer({ min: 0, max: 6 }), (digits, decimals) => {
        const sign = digits < 0n ? "-" : "";
        const text = String(digits < 0n ? -digits : digits).padStart(decimals + 1, "0");
        const cut = text.length - decimals;
        const decimal = sign + text.slice(0, cut) + (decimals > 0 ? `.${text.slice(cut)}` : "");
        expect(BigInt(toMicros(decimal))).toBe(digits * 10n ** BigInt(6 - decimals));
      }),
    );
  });

  it("refuses what is no amount", () => {
    for (const text of ["", "1e3", "1,50", " 1", "0x1", "NaN", "1.", ".5", "--1"]) {
      expect(() => toMicros(text), text).toThrow(RangeError);
    }
  });

  it("rounds what is finer than a millionth, and keeps the largest for what is larger", () => {
    expect(["1.0000000", "1.00000049", "0.3333333", "-0.6666667"].map(toMicros)).toEqual([
      ...[1_000_000, 1_000_000, 333_333, -666_667],
    ]);
    const most = Number.MAX_SAFE_INTEGER;
    expect([toMicros("99999999999"), toMicros(`-${"9".repeat(400)}`)]).toEqual([most, -most]);
    expect(timesMicros(10_000, toMicros("1000000"))).toBe(most);
    expect(sumMicros([toMicros("9007199254"), toMicros("9007199254")])).toBe(most);
  });
});
