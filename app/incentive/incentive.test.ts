import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Incentive } from "../contract/quiz.ts";
import { codeOf, codesToMint, decideClaim, isLow, termsOf } from "./incentive.ts";

const discount = (who: "identified" | "everyone"): Incentive => ({
  kind: "discount",
  value: { percent: 10 },
  prefix: "",
  validDays: 30,
  for: who,
});
const nobody = { customerId: undefined, confirmedAddress: undefined, visitorId: undefined, asked: false, gated: false };

describe("who has earned it", () => {
  it("a signed customer before anything typed", () => {
    expect(decideClaim(discount("identified"), { ...nobody, customerId: "7", asked: true, gated: true })).toEqual({
      state: "pending",
      identity: { kind: "customer", key: "7" },
    });
  });
  it("an address only once confirmed", () => {
    expect(decideClaim(discount("everyone"), { ...nobody, visitorId: "v", asked: true, gated: true })).toEqual({
      state: "confirm",
    });
    expect(decideClaim(discount("identified"), { ...nobody, confirmedAddress: "hash" })).toMatchObject({
      identity: { kind: "email" },
    });
  });
  it("a browser only where the merchant says so and its owner agreed", () => {
    expect(decideClaim(discount("identified"), { ...nobody, visitorId: "v" })).toEqual({ state: "log-in" });
    expect(decideClaim(discount("everyone"), nobody)).toEqual({ state: "agree" });
    expect(decideClaim(discount("everyone"), { ...nobody, visitorId: "v" })).toMatchObject({
      identity: { kind: "visitor" },
    });
  });
  it("a file goes to whoever finishes, unless the quiz asks for an address", () => {
    const file: Incentive = { kind: "download", url: "https://example.com/a.pdf", linkHours: 48 };
    expect(decideClaim(file, nobody)).toEqual({ state: "pending", identity: undefined });
    expect(decideClaim(file, { ...nobody, gated: true })).toEqual({ state: "log-in" });
  });
});

describe("the pool", () => {
  const count = fc.nat({ max: 5_000 });
  it("asks for codes when it is low, and is not low with what it asked for, as far as one call goes", () => {
    fc.assert(
      fc.property(count, count, count, count, (free, coming, waiting, issuedLastDay) => {
        const pool = { free, coming, waiting, issuedLastDay };
        const mint = codesToMint(pool);
        expect(mint > 0).toBe(isLow(pool));
        expect(mint).toBeLessThanOrEqual(250);
        if (mint > 0 && mint < 250) expect(isLow({ ...pool, coming: coming + mint })).toBe(false);
      }),
    );
  });
  it("is another one only for another value or prefix", () => {
    expect(termsOf(discount("everyone"))).toBe(termsOf({ ...discount("identified"), validDays: 3 } as Incentive));
    expect(termsOf(discount("everyone"))).not.toBe(termsOf({ ...discount("everyone"), prefix: "X" } as Incentive));
  });
});

it("codes can be read aloud", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 10, maxLength: 32 }), (bytes) => {
      expect(codeOf("GIFT", bytes)).toMatch(/^GIFT-[2-9A-HJ-NP-Z]{10}$/);
    }),
  );
});
