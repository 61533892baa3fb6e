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

test("P2: GIVEN a rush without end THEN nobody gives way to it for longer than 20 s, and to the next one again", () => {
  const rush = Array.from({ length: 300 }, () => 1_000);
  const answers = looks(0, ...rush, 0, 1_000);
  expect(answers.filter(Boolean)).toHaveLength(201);
  expect([answers[200], answers[201], answers[300], answers.at(-1)]).toEqual([true, false, false, true]);
});
