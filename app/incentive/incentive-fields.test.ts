import { expect, test } from "vitest";
import type { Incentive } from "../contract/quiz.ts";
import { Incentive as Schema } from "../contract/quiz.ts";
import { fieldsOf, readFields, settleFields } from "./incentive-fields.ts";

const all: (Incentive | undefined)[] = [
  undefined,
  { kind: "discount", value: { percent: 15 }, prefix: "GIFT", validDays: 7, for: "everyone" },
  { kind: "discount", value: { amount: 4.5 }, prefix: "", validDays: 30, for: "identified" },
  { kind: "download", url: "https://example.com/guide.pdf", linkHours: 12 },
];

test.each(all)("what is shown and not touched is what is saved: %j", (incentive) => {
  const read = readFields(fieldsOf(incentive));
  expect(read).toEqual({ incentive });
  if (incentive !== undefined) expect(Schema.parse(incentive)).toEqual(incentive);
});

test.each([
  ["value", { kind: "discount", value: "0" }],
  ["value", { kind: "discount", value: "10.5" }],
  ["value", { kind: "discount", unit: "amount", value: "" }],
  // Shopify knows two places: this would be a code for nothing.
  ["value", { kind: "discount", unit: "amount", value: "0.004" }],
  ["prefix", { kind: "discount", prefix: "WELCOME BACK" }],
  ["validDays", { kind: "discount", validDays: "400" }],
  ["url", { kind: "download", url: "http://example.com/a" }],
  ["url", { kind: "download", url: "javascript:alert(1)" }],
  ["linkHours", { kind: "download", url: "https://example.com/a", linkHours: "0" }],
] as const)("says what is wrong with %s: %j", (field, change) => {
  expect(readFields({ ...fieldsOf(undefined), ...change })).toEqual({ faults: { [field]: expect.any(String) } });
});

const fifteen: Incentive = { kind: "discount", value: { percent: 15 }, prefix: "GIFT", validDays: 7, for: "everyone" };

test("what cannot be is not kept: what was stays, beside what else was changed", () => {
  const typed = { ...fieldsOf(fifteen), value: "150", validDays: "14" };
  expect(settleFields(fifteen, typed)).toEqual({
    incentive: { ...fifteen, validDays: 14 },
    unkept: { value: "150" },
    faults: { value: expect.any(String) as string },
  });
});

test("a percentage that cannot be, with none kept, gives nothing", () => {
  const amount: Incentive = { ...fifteen, value: { amount: 250 } };
  expect(settleFields(amount, { ...fieldsOf(amount), unit: "percent" }).incentive).toBeUndefined();
});

test("a download without an address gives nothing, and the form stays as it is", () => {
  const fields = { ...fieldsOf(fifteen), kind: "download" as const };
  expect(settleFields(fifteen, fields)).toEqual({
    incentive: undefined,
    unkept: fields,
    faults: { url: expect.any(String) as string },
  });
  const addressed = settleFields(undefined, { ...fields, url: "https://example.com/a" });
  expect(addressed).toMatchObject({ incentive: { kind: "download", url: "https://example.com/a" } });
  expect(addressed.unkept).toEqual({});
});
