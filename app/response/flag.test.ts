import { expect, test } from "vitest";
import { flagOf } from "./flag.ts";

const walk = { trap: undefined, finished: true, answers: 5, elapsedMs: 0, took: undefined };

test("A26: GIVEN a whole walk at once THEN it is flagged; one that people could do, online or off, is not", () => {
  expect(flagOf(walk)).toBe("speed");
  expect(flagOf({ ...walk, elapsedMs: 159 })).toBe("speed");
  expect(flagOf({ ...walk, elapsedMs: 160 })).toBeUndefined();
  expect(flagOf({ ...walk, elapsedMs: 20, took: 9_000 })).toBeUndefined();
  expect(flagOf({ ...walk, elapsedMs: 20, took: 100 })).toBe("speed");
  expect(flagOf({ ...walk, finished: false })).toBeUndefined();
  // A poll of one tap cannot be told from a quick thumb.
  expect(flagOf({ ...walk, answers: 1 })).toBeUndefined();
});

test("A26: GIVEN a whole walk in one message THEN what it claims of its own pace is not heard", () => {
  expect(flagOf({ ...walk, took: 9_000 })).toBe("speed");
});

test("A26: GIVEN the field that nobody sees filled THEN it is flagged at once, however slow", () => {
  expect(flagOf({ ...walk, trap: "http://spam.example", finished: false, took: 9_000 })).toBe("honeypot");
  expect(flagOf({ ...walk, trap: "", elapsedMs: 20, took: 9_000 })).toBeUndefined();
});
