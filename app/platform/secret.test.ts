import { expect, test } from "vitest";
import { blindIndex, deriveKey, mintKey, open, seal } from "./secret.server.ts";

test("P14: a sealed value opens only with its key and in its place", () => {
  const key = mintKey();
  const sealed = seal(key, "Answer.textSealed/1", "I love candles");
  expect(sealed).not.toContain("candles");
  expect(open(key, "Answer.textSealed/1", sealed)).toBe("I love candles");
  expect(() => open(key, "Answer.textSealed/2", sealed)).toThrow();
  expect(() => open(mintKey(), "Answer.textSealed/1", sealed)).toThrow();
  expect(() => open(key, "Answer.textSealed/1", `${sealed.slice(0, -2)}AA`)).toThrow();
});

test("keys of different uses differ, and a blind index finds equal values only under the same key", () => {
  const master = Buffer.alloc(32, 7).toString("base64");
  const [a, b] = [deriveKey(master, "a"), deriveKey(master, "b")];
  expect(a.equals(b)).toBe(false);
  expect(blindIndex(a, "x")).toBe(blindIndex(a, "x"));
  expect(blindIndex(a, "x")).not.toBe(blindIndex(b, "x"));
});
