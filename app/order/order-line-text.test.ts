import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromGid } from "../shopify/gid.ts";
import { readAdminLine, readAdminOrder } from "./order.ts";
import { matchLine, matchOrder } from "./order-line-text.ts";

const id = fc.integer({ min: 1, max: 2 ** 50 });
const gidOf = (kind: string) => id.map((number) => `gid://shopify/${kind}/${number}`);
const plainAmount = fc
  .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.constantFrom("", ".5", ".00", ".345", ".000001"))
  .map(([units, rest]) => `${units}${rest}`);
const amount = fc.oneof(plainAmount, fc.constantFrom("-0.5", "-0", "9007199.254741", "007.10"));
const word = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('a"b', "back\\slash", "é", "</script>", "\u2028"));
const money = amount.map((text) => ({ shopMoney: { amount: text } }));
const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });

const line = fc.record({
  id: gidOf("LineItem"),
  quantity: fc.integer({ min: -999, max: 999 }),
  originalUnitPriceSet: money,
  product: orNull(gidOf("Product").map((gid) => ({ id: gid }))),
  variant: orNull(gidOf("ProductVariant").map((gid) => ({ id: gid }))),
  __parentId: gidOf("Order"),
});
const order = fc.record({
  id: gidOf("Order"),
  name: word,
  processedAt: fc.constant("2026-06-01T00:00:00Z"),
  updatedAt: fc.constant("2026-06-02T00:00:00Z"),
  cancelledAt: orNull(fc.constant("2026-06-03T00:00:00Z")),
  currencyCode: fc.constantFrom("EUR", "JPY"),
  checkoutToken: orNull(word),
  customer: orNull(gidOf("Customer").map((gid) => ({ id: gid }))),
  customAttributes: fc.constant([]),
  totalPriceSet: money,
  totalRefundedSet: money,
});
/** Shopify escapes slashes in these files. */
const texts = (value: object) => [JSON.stringify(value), JSON.stringify(value).replaceAll("/", "\\/")];

describe("the short way through a line of Shopify's file", () => {
  it("says the same as JSON.parse or steps aside, for every line of an order", () => {
    fc.assert(
      fc.property(line, (value) => {
        for (const text of texts(value)) {
          expect(matchLine(text)).toEqual({ orderId: fromGid("Order", value.__parentId), line: readAdminLine(value) });
        }
      }),
    );
  });

  it("says the same as JSON.parse or steps aside, for every order", () => {
    let taken = 0;
    fc.assert(
      fc.property(order, (value) => {
        for (const text of texts(value)) {
          const match = matchOrder(text);
          if (match === undefined) continue;
          taken += 1;
          expect(match).toEqual(readAdminOrder({ ...value, customAttributes: [] }, []));
        }
      }),
    );
    expect(taken).toBeGreaterThan(20);
  });

  it("steps aside for anything else", () => {
    const sample = {
      id: "gid://shopify/LineItem/1",
      quantity: 1,
      originalUnitPriceSet: { shopMoney: { amount: "1.0" } },
      product: null,
      variant: null,
      __parentId: "gid://shopify/Order/2",
    };
    const { quantity, ...rest } = sample;
    for (const other of [
      { ...sample, more: 1 },
      { ...rest, quantity },
      { ...sample, quantity: "1" },
      { ...sample, id: "gid://shopify/Order/1" },
    ]) {
      expect(matchLine(JSON.stringify(other))).toBeUndefined();
    }
    expect(matchLine(`${JSON.stringify(sample)} `)).toBeUndefined();
    expect(matchOrder(JSON.stringify(sample))).toBeUndefined();
  });

  it("is exact up to the largest number, which stands for all beyond", () => {
    const lineOf = (amount: string) =>
      `{"id":"gid://shopify/LineItem/1","quantity":1,"originalUnitPriceSet":{"shopMoney":{"amount":"${amount}"}},"product":null,"variant":null,"__parentId":"gid://shopify/Order/2"}`;
    expect(matchLine(lineOf("9007199254.740991"))?.line.amountMicros).toBe(Number.MAX_SAFE_INTEGER);
    expect(matchLine(lineOf("-9007199254.740991"))?.line.amountMicros).toBe(-Number.MAX_SAFE_INTEGER);
    for (const more of ["9007199254.740993", "999999999999999.999999"]) {
      expect(matchLine(lineOf(more))?.line.amountMicros).toBe(Number.MAX_SAFE_INTEGER);
    }
  });
});
