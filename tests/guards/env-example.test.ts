import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const names = (file: string, pattern: RegExp) =>
  [...readFileSync(file, "utf8").matchAll(pattern)].map((match) => match[1]).sort();

test(".env.example explains every variable that the server reads, and no other", () => {
  const read = names("app/platform/env.server.ts", /^ {2}([A-Z][A-Z0-9_]+): /gm);
  expect(read).toContain("SHOPIFY_API_SECRET");
  expect(names(".env.example", /^(?:# )?([A-Z][A-Z0-9_]+)=/gm)).toEqual(read);
});
