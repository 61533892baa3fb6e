import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide } from "./popup-rules.ts";
import type { Moment, PopupRules } from "./popup-rules.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22);

const rules: PopupRules = {
  delay: 15,
  scroll: 0,
  exit: false,
  phone: null,
  visits: null,
  utm: [],
  dates: [0, 0],
  again: 14,
  fresh: true,
};
const moment: Moment = {
  now: NOW,
  phone: false,
  visit: 1,
  came: "",
  waited: 20,
  scrolled: 0,
  leaving: false,
  busy: false,
  last: 0,
  left: true,
};

type Row = [what: string, decision: string, rules?: Partial<PopupRules>, moment?: Partial<Moment>];

describe("each rule", () => {
  test.each<Row>([
    ["the time has come", "open"],
    ["not yet", "wait", {}, { waited: 14.9 }],
    ["0 seconds is not by time", "wait", { delay: 0, exit: true }],
    ["scrolled enough", "open", { delay: 0, scroll: 50 }, { scrolled: 50 }],
    ["not scrolled enough", "wait", { delay: 0, scroll: 50 }, { scrolled: 49 }],
    ["a page that cannot be scrolled", "wait", { delay: 0, scroll: 50 }, { scrolled: NaN }],
    ["leaving", "open", { delay: 0, exit: true }, { leaving: true }],
    ["leaving does not count unless chosen", "wait", {}, { waited: 1, leaving: true }],
    ["nothing opens it but the button", "quiet", { delay: 0 }],
    ["phones only, on one", "open", { phone: true }, { phone: true }],
    ["phones only, on a computer", "absent", { phone: true }],
    ["computers only, on a phone", "absent", { phone: false }, { phone: true }],
    ["first visit only, on the first", "open", { visits: [1, 1] }],
    ["first visit only, on the second", "absent", { visits: [1, 1] }, { visit: 2 }],
    ["from the second visit on, on the first", "absent", { visits: [2, 0] }],
    ["from the second visit on, on the ninth", "open", { visits: [2, 0] }, { visit: 9 }],
    ["of the campaign", "open", { utm: ["utm_source=mail"] }, { came: "?a=1&utm_source=mail&b=2" }],
    ["of one of two campaigns", "open", { utm: ["utm_source=mail", "utm_source=app"] }, { came: "?utm_source=app" }],
    ["of another campaign", "absent", { utm: ["utm_source=mail"] }, { came: "?utm_source=mailing" }],
    ["of no campaign", "absent", { utm: ["utm_source=mail"] }],
    ["before the first day", "absent", { dates: [NOW / 1000 + 1, 0] }],
    ["on the first day", "open", { dates: [NOW / 1000, 0] }],
    ["after the last day", "absent", { dates: [0, NOW / 1000] }],
    ["just before the end", "open", { dates: [0, NOW / 1000 + 1] }],
    ["it came yesterday", "quiet", {}, { last: NOW - DAY }],
    ["it came fourteen days ago", "open", {}, { last: NOW - 14 * DAY }],
    ["all is answered", "quiet", {}, { left: false }],
    ["all is answered and the merchant asks again", "open", { fresh: false }, { left: false }],
    ["the shopper types", "wait", {}, { busy: true }],
  ])("%s: %s", (_, decision, ruled = {}, seen = {}) => {
    expect(decide({ ...rules, ...ruled }, { ...moment, ...seen })).toBe(decision);
  });
});

const anyRules: fc.Arbitrary<PopupRules> = fc.record({
  delay: fc.constantFrom(0, 5, 60),
  scroll: fc.constantFrom(0, 50, 90),
  exit: fc.boolean(),
  phone: fc.constantFrom(null, true, false),
  visits: fc.constantFrom(null, [1, 1] as [number, number], [3, 0] as [number, number]),
  utm: fc.constantFrom([], ["utm_source=mail"]),
  dates: fc.constantFrom([0, 0] as [number, number], [NOW / 1000 - 9, NOW / 1000 + 9] as [number, number]),
  again: fc.integer({ min: 1, max: 90 }),
  fresh: fc.boolean(),
});
const anyMoment: fc.Arbitrary<Moment> = fc.record({
  now: fc.integer({ min: NOW - 20_000, max: NOW + 20_000 }),
  phone: fc.boolean(),
  visit: fc.integer({ min: 1, max: 5 }),
  came: fc.constantFrom("", "?utm_source=mail", "?utm_source=x"),
  waited: fc.integer({ min: 0, max: 90 }),
  scrolled: fc.integer({ min: 0, max: 100 }),
  leaving: fc.boolean(),
  busy: fc.boolean(),
  last: fc.oneof(fc.constant(0), fc.integer({ min: NOW - 100 * DAY, max: NOW })),
  left: fc.boolean(),
});

const boldness = ["absent", "quiet", "wait", "open"];

describe("whatever the rules and the moment", () => {
  test("what the browser remembers can only make it ask less", () => {
    fc.assert(
      fc.property(anyRules, anyMoment, (rules, moment) => {
        const knowing = boldness.indexOf(decide(rules, moment));
        const knowingNothing = boldness.indexOf(decide(rules, { ...moment, last: 0, left: true }));
        expect(knowing).toBeLessThanOrEqual(knowingNothing);
      }),
    );
  });

  test("it opens only for a reason that the merchant chose, never while the shopper is busy", () => {
    fc.assert(
      fc.property(anyRules, anyMoment, (rules, moment) => {
        if (decide(rules, moment) !== "open") return;
        const reasons = [
          rules.delay > 0 && moment.waited >= rules.delay,
          rules.scroll > 0 && moment.scrolled >= rules.scroll,
          rules.exit && moment.leaving,
        ];
        expect(reasons).toContain(true);
        expect(moment.busy).toBe(false);
      }),
    );
  });

  test("with time on the page it may become ready, and never shyer", () => {
    fc.assert(
      fc.property(anyRules, anyMoment, fc.nat(60), (rules, moment, more) => {
        const later = decide(rules, { ...moment, waited: moment.waited + more });
        expect(boldness.indexOf(later)).toBeGreaterThanOrEqual(boldness.indexOf(decide(rules, moment)));
      }),
    );
  });
});
