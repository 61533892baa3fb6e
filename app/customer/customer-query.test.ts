import { expect, test } from "vitest";
import { customerQuery } from "./customer-query.ts";

test.each([
  ["Ada", "ada*"],
  ["  ada   LOVE ", "ada* love*"],
  ["ada@exam.", 'email:"ada@exam." OR (ada* exam.*)'],
  ["ada@example.com", 'email:"ada@example.com" OR (ada* example.com*)'],
  ["@example", "example*"],
  ["+44 (0)7700 900", "+4407700900*"],
  ["8012345", "8012345*"],
  ["O'Brien", String.raw`o\'brien*`],
  ["やまだ 花子", "やまだ* 花子*"],
])("%s is looked for as %s", (words, query) => {
  expect(customerQuery(words)).toBe(query);
});

test("what has a meaning of its own in Shopify's search loses it", () => {
  expect(customerQuery("-tag:vip OR (state:enabled) NOT \\ email:*")).toBe("tag* vip* or* state* enabled* not* email*");
  expect(customerQuery('a"@b" OR id:1')).toBe("a* b* or* id* 1*");
  for (const nothing of ["", "  ", "*", "-", "()", '"']) expect(customerQuery(nothing)).toBeUndefined();
});
