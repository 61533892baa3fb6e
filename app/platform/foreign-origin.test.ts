import { expect, test } from "vitest";
import { isForeignWrite } from "./foreign-origin.ts";

test("A31: GIVEN a write whose page stood elsewhere THEN it is foreign; our own pages, behind a proxy or not, are not", () => {
  const host = "candor.example";
  expect(isForeignWrite("POST", { host, origin: "https://evil.example" })).toBe(true);
  expect(isForeignWrite("DELETE", { host, origin: "https://candor.example.evil.example" })).toBe(true);
  // A page without a place of its own, and what is no address at all.
  expect(isForeignWrite("POST", { host, origin: "null" })).toBe(true);
  expect(isForeignWrite("POST", { host, origin: "%" })).toBe(true);
  expect(isForeignWrite("POST", { host, origin: "https://candor.example" })).toBe(false);
  expect(
    isForeignWrite("POST", { host: "localhost:4000", "x-forwarded-host": `${host}, inner`, origin: `https://${host}` }),
  ).toBe(false);
  expect(
    isForeignWrite("POST", { host: "localhost:4000", "x-forwarded-host": "", origin: "http://localhost:4000" }),
  ).toBe(false);
});

test("what only reads, and what says nothing of where it stood, passes", () => {
  expect(isForeignWrite("GET", { host: "candor.example", origin: "https://evil.example" })).toBe(false);
  expect(isForeignWrite("POST", { host: "candor.example" })).toBe(false);
});
