import { describe as suite, expect, it } from "vitest";
import type { Rule } from "../contract/rule.ts";
import { describe } from "./describe.ts";
import type { Vocabulary } from "./describe.ts";
import { checkRule, parseRule, usesTime } from "./rule.ts";
import { slugFor } from "./tag.ts";

const ROOM = {
  id: "room",
  text: "Which room?",
  options: [
    { id: "home", text: "Home" },
    { id: "garden", text: "Garden" },
  ],
};
const vocabulary: Vocabulary = {
  quizzes: [{ handle: "gift-finder", title: "Gift finder", questions: [ROOM] }],
  measures: [
    { key: "size", name: "Shoe size?", type: "number", birthday: false },
    { key: "birthday", name: "Your birthday?", type: "date", birthday: true },
  ],
  productTypes: ["Vase"],
  products: { "5": "Blue vase" },
  currency: "EUR",
};
const HOME: Rule = { kind: "answer", quiz: "gift-finder", question: "room", is: ["home"] };

suite("a rule in words", () => {
  it.each<[Rule, string]>([
    [
      { kind: "all", rules: [HOME, { kind: "orderCount", comparison: "atLeast", count: 2, within: { days: 365 } }] },
      "“Which room?” is “Home” and at least 2 orders in the last 365 days",
    ],
    [{ kind: "not", rule: { ...HOME, is: ["home", "garden"] } as Rule }, "not “Which room?” is “Home” or “Garden”"],
    [{ kind: "trait", key: "room", is: [] }, "“Which room?” has no answer yet"],
    [
      {
        kind: "any",
        rules: [
          { kind: "bought", product: "5" },
          { kind: "all", rules: [HOME, { kind: "amountSpent", comparison: "atMost", amount: 12.5 }] },
        ],
      },
      "bought “Blue vase” or (“Which room?” is “Home” and spent at most €12.50)",
    ],
    [{ kind: "lastOrder", when: "longerAgo", days: 90 }, "last order 90 or more days ago"],
    [{ kind: "number", key: "size", atLeast: 38, atMost: 40.5 }, "“Shoe size?” is from 38 to 40.5"],
    [{ kind: "number", key: "size", atMost: 40 }, "“Shoe size?” is at most 40"],
    [{ kind: "not", rule: { kind: "number", key: "size" } }, "not “Shoe size?” is known"],
    [{ kind: "date", key: "birthday", from: "1990-01-31" }, "“Your birthday?” is on 31 Jan 1990 or later"],
    [
      { kind: "dateNear", key: "birthday", direction: "next", days: 14, yearly: true },
      "“Your birthday?”, every year, is today or in the next 14 days",
    ],
    [
      { kind: "dateNear", key: "gone", direction: "last", days: 1, yearly: false },
      "“gone” is today or in the last day",
    ],
  ])("%j", (rule, sentence) => {
    expect(describe(rule, vocabulary)).toBe(sentence);
  });
});

suite("reading a rule", () => {
  it("accepts what it wrote", () => {
    const rule: Rule = { kind: "not", rule: { kind: "any", rules: [HOME, { kind: "bought", product: "5" }] } };
    expect(parseRule(JSON.stringify(rule))).toEqual(rule);
  });

  it("names the part and the field, in the merchant's words", () => {
    const rule = { kind: "all", rules: [HOME, { kind: "not", rule: { kind: "firstOrder", when: "within", days: 0 } }] };
    expect(checkRule(rule)).toEqual([
      { path: "1.0", field: "days", message: "Days: use a whole number from 1 to 3,650." },
    ]);
  });

  it.each([
    ["an unknown kind", { kind: "everyone" }],
    ["a kind that every object has", { kind: "constructor" }],
    ["a field too many", { kind: "all", rules: [], extra: 1 }],
    ["no object", null],
    ["an id that is none", { ...HOME, question: "__proto__" }],
  ])("refuses %s", (_, rule) => {
    expect(checkRule(rule)).toHaveLength(1);
  });

  it.each<[string, Rule, string]>([
    ["a day that does not exist", { kind: "date", key: "birthday", from: "2026-02-30" }, "from"],
    ["no day yet", { kind: "date", key: "birthday", to: "" }, "to"],
    ["no number yet", { kind: "number", key: "size", atLeast: Number.NaN }, "atLeast"],
    ["bounds the wrong way round", { kind: "number", key: "size", atLeast: 40, atMost: 38 }, "range"],
    ["days the wrong way round", { kind: "date", key: "birthday", from: "2026-02-02", to: "2026-02-01" }, "range"],
    [
      "half a year of what comes every year",
      { kind: "dateNear", key: "birthday", direction: "next", days: 181, yearly: true },
      "yearlyDays",
    ],
  ])("refuses %s beside its field, in words", (_, rule, field) => {
    const errors = checkRule(rule);
    expect(errors.map((error) => error.field)).toEqual([field]);
    expect(errors[0]?.message).not.toBe("This condition cannot be read.");
  });

  it("bounds depth and size, however deep the input is", () => {
    let deep: unknown = HOME;
    for (let level = 0; level < 100_000; level += 1) deep = { kind: "not", rule: deep };
    expect(checkRule(deep)[0]?.message).toContain("6 deep");
    const wide = {
      kind: "all",
      rules: Array.from({ length: 4 }, () => ({ kind: "all", rules: Array.from({ length: 30 }, () => HOME) })),
    };
    expect(checkRule(wide)[0]?.message).toContain("100 conditions");
  });

  it("knows when time alone can move people", () => {
    expect(usesTime(HOME)).toBe(false);
    expect(usesTime({ kind: "not", rule: { kind: "bought", product: "1", within: { days: 3 } } })).toBe(true);
  });
});

suite("a tag's slug", () => {
  it.each([
    ["Home gifts, loyal", "home-gifts-loyal"],
    ["Café & Crème!", "cafe-creme"],
    ["日本", "segment"],
  ])("%s → %s", (name, slug) => {
    expect(slugFor(name, new Set())).toBe(slug);
    expect(slugFor(name, new Set([slug]))).toBe(`${slug}-2`);
  });
});
