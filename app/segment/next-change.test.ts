import * as fc from "fast-check";
import { expect, test } from "vitest";
import { anyHistory, anyRule, NOW } from "../../tests/segments/arbitrary.ts";
import { isMember, laterInstants } from "../../tests/segments/oracle.ts";
import type { History } from "../../tests/segments/oracle.ts";
import { timeOnlyTakesOut } from "./next-change.ts";

test("time lets nobody in by time where it says that time only takes out", () => {
  let looked = 0;
  const property = fc.property(anyHistory, anyRule, (history, rule) => {
    const person: History = { ...history, kind: "shopper", consent: "granted", merged: false };
    if (!timeOnlyTakesOut(rule) || isMember(rule, person, NOW)) return;
    looked += 1;
    const entries = laterInstants(rule, person, NOW).filter((instant) => isMember(rule, person, instant));
    expect(entries, JSON.stringify(rule)).toEqual([]);
  });
  fc.assert(property, { numRuns: 5_000 });
  expect(looked).toBeGreaterThan(100);
});
