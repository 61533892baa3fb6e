import { expect, test } from "vitest";
import { keepCostly } from "./keep-costly.ts";

function given(costMs: number) {
  let now = 0;
  let finds = 0;
  const keep = keepCostly(() => new Date(now));
  const find = async () => {
    now += costMs;
    finds += 1;
    return finds;
  };
  return { keep, find, pass: (ms: number) => void (now += ms) };
}

test("what was found quickly is found anew", async () => {
  const { keep, find } = given(20);
  expect(await keep("a", find)).toBe(1);
  expect(await keep("a", find)).toBe(2);
});

test("what took long is told again for 20 times as long, under its own key", async () => {
  const { keep, find, pass } = given(500);
  expect(await keep("a", find)).toBe(1);
  pass(9_999);
  expect(await keep("a", find)).toBe(1);
  expect(await keep("b", find)).toBe(2);
  pass(1);
  expect(await keep("a", find)).toBe(3);
});

test("who asks meanwhile waits for the same", async () => {
  const { keep, find } = given(20);
  expect(await Promise.all([keep("a", find), keep("a", find)])).toEqual([1, 1]);
});

test("a failure is not kept", async () => {
  const { keep, find, pass } = given(500);
  const fail = async () => {
    pass(500);
    throw new Error("no");
  };
  await expect(keep("a", fail)).rejects.toThrow("no");
  expect(await keep("a", find)).toBe(1);
});
