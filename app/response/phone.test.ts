import { expect, test } from "vitest";
import { phoneForms } from "./phone.ts";

/** Whether somebody who typed this is found by that. */
const finds = (known: string, typed: string): boolean => phoneForms(known).includes(phoneForms(typed)[0] ?? "none");

test.each([
  ["+447700900123", "07700 900123", "+44 7700 900123", "+44 (0)7700 900123", "0044 7700 900 123", "(07700) 900-123"],
  ["+15556251199", "(555) 625-1199", "1-555-625-1199", "+1 555.625.1199"],
  ["+819012345678", "090-1234-5678", "+81 90 1234 5678", "+81 090 1234 5678", "０９０１２３４５６７８"],
  ["+4915112345678", "0151 12345678", "+49 151 12345678"],
  ["+390612345678", "06 1234 5678", "+39 06 1234 5678"],
  ["+4512345678", "12 34 56 78", "+45 12345678"],
  ["+353861234567", "086 123 4567", "+353 86 123 4567"],
  ["555-625-1199", "5556251199"],
])("%s is found however it was typed", (known, ...typed) => {
  for (const text of typed) expect(finds(known, text), text).toBe(true);
});

test.each([
  ["+447700900123", "+1 770 090 0123"],
  ["+447700900123", "07700 900124"],
  ["+4512345678", "+46 12345678"],
  ["+15556251199", "625-1199"],
])("%s is not %s", (known, typed) => expect(finds(known, typed)).toBe(false));

test.each(["", "0000000", "+44", "1234", "n/a"])("%j is nobody's number", (text) =>
  expect(phoneForms(text)).toEqual([]),
);
