import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide } from "./decide.ts";
import type { Situation } from "./decide.ts";

const quiet: Situation = {
  candidates: [],
  missing: [],
  fresh: new Set(),
  asked: { questions: 0, justNow: undefined },
  budget: 5,
  withdrawn: false,
};
const quiz = (handle: string, asks: (string | null)[], priority = 50, done = false) => ({
  handle,
  asks,
  priority,
  done,
});
const reasons = (situation: Partial<Situation>) => {
  const { ask, verdicts } = decide({ ...quiet, ...situation });
  return { ask, ...Object.fromEntries(verdicts.map(({ handle, reason }) => [handle, reason])) };
};

describe("who may be asked what now", () => {
  test("GIVEN several that could ask THEN the highest priority does, of equals the first, and the others are told why", () => {
    const candidates = [quiz("a", ["room"]), quiz("b", ["taste"], 70), quiz("c", ["size"], 70)];
    expect(reasons({ candidates })).toEqual({ ask: "b", a: "priority", b: "ask", c: "priority" });
  });

  test("GIVEN what is known and fresh THEN it is not asked again, and costs nothing", () => {
    const fresh = new Set(["room", "taste"]);
    expect(reasons({ candidates: [quiz("a", ["room", "taste"])], fresh })).toEqual({ ask: undefined, a: "known" });
    const { verdicts } = decide({ ...quiet, candidates: [quiz("a", ["room", "size", null])], fresh });
    expect(verdicts).toEqual([{ handle: "a", reason: "ask", questions: 2 }]);
  });

  test("GIVEN a spent budget THEN nothing asks; GIVEN the same again after a reload THEN it is still the same question", () => {
    const candidates = [quiz("a", ["room", "taste"])];
    expect(reasons({ candidates, asked: { questions: 4, justNow: undefined } })).toMatchObject({ a: "budget" });
    expect(reasons({ candidates, asked: { questions: 4, justNow: "a" } })).toMatchObject({ ask: "a" });
  });

  test("GIVEN somebody who has withdrawn, or a quiz that is done or not there THEN it stays silent", () => {
    expect(reasons({ candidates: [quiz("a", ["room"])], withdrawn: true })).toEqual({ ask: undefined, a: "withdrawn" });
    expect(reasons({ candidates: [quiz("a", [null], 50, true)] })).toEqual({ ask: undefined, a: "done" });
    expect(reasons({ missing: ["z"] })).toEqual({ ask: undefined, z: "missing" });
  });

  test("GIVEN any situation THEN at most one asks, within the budget, and knowing more never makes us ask more", () => {
    const key = fc.constantFrom("a", "b", "c", "d");
    const candidate = fc.record({
      handle: fc.constantFrom("one", "two", "three"),
      priority: fc.integer({ min: 0, max: 100 }),
      asks: fc.array(fc.option(key), { maxLength: 6 }),
      done: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(candidate, { selector: ({ handle }) => handle, maxLength: 3 }),
        fc.nat(10),
        fc.nat(10),
        fc.array(key),
        (candidates, spent, budget, known) => {
          const situation = { ...quiet, candidates, budget, asked: { questions: spent, justNow: undefined } };
          const { ask, verdicts } = decide({ ...situation, fresh: new Set(known) });
          const asking = verdicts.filter(({ reason }) => reason === "ask");
          expect(asking.map(({ handle }) => handle)).toEqual(ask === undefined ? [] : [ask]);
          for (const { questions } of asking) expect(spent + questions).toBeLessThanOrEqual(budget);
          const asked = decide({ ...situation, asked: { questions: spent + 3, justNow: undefined } });
          if (ask === undefined && known.length === 0) expect(asked.ask).toBeUndefined();
        },
      ),
    );
  });
});
