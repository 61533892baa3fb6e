import fc from "fast-check";
import { afterEach, beforeEach, expect, vi } from "vitest";

// The same random cases on every run, so that red means the change did it; PROPERTY_SEED=random (or a number) looks for new ones.
const seed = process.env["PROPERTY_SEED"] ?? "20261122";
if (seed !== "random") fc.configureGlobal({ seed: Number(seed) });

// Noise on the console is a fault somebody did not handle.
let errors: unknown[][] = [];
beforeEach(() => {
  errors = [];
  vi.spyOn(console, "error").mockImplementation((...args: unknown[]) => void errors.push(args));
});
afterEach(() => {
  vi.restoreAllMocks();
  expect(errors, "console.error was called").toEqual([]);
});
