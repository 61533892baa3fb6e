import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

test("A18: GIVEN the longest texts that make careless patterns try for ever WHEN everything that reads a stranger's text reads them THEN it ends", () => {
  // A pattern that tries all ways needs longer than the world has been there; the limit only says when to give up waiting.
  const run = spawnSync(process.execPath, ["tests/attacks/hostile-text.ts"], { timeout: 90_000, encoding: "utf8" });
  expect({ signal: run.signal, status: run.status, said: run.stderr }).toMatchObject({ signal: null, status: 0 });
}, 120_000);
