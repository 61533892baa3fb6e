import { expect, test } from "vitest";
import { createRush } from "./rush.ts";

/** Looks every 100 ms, each time so many arrivals later. */
function looks(...arrivals: number[]): boolean[] {
  let [at, newest] = [0, 1_000_000];
  const isRush = createRush(() => at);
  return arrivals.map((more) => {
    newest += more;
    at += 100;
    return isRush(newest);
  });
}

test("a backlog is no rush, however long: only what comes now is", () => {
  expect(looks(0, 0, 0)).toEqual([false, false, false]);
  expect(looks(0, 60, 60)).toEqual([false, false, false]);
});

test("a rush begins and ends with the arrivals", () => {
  expect(looks(0, 1_000, 1_200, 20, 0)).toEqual([false, true, true, false, false]);
});

test("between two looks the last one holds: a few arrivals at once are no rush", () => {
  let at = 0;
  const isRush = createRush(() => at);
  isRush(0);
  at = 1;
  expect(isRush(50)).toBe(false);
  at = 101;
  expect(isRush(60)).toBe(false);
});
