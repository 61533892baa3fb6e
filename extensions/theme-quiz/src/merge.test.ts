import { expect, test } from "vitest";
import { everyType } from "./tests/every-type.ts";
import { merge } from "./merge.ts";
import { newWalk } from "./walk.ts";
import type { Walk } from "./walk.ts";

test("F30: what the app replied stays, in whichever order another tab's news comes", () => {
  const mine = newWalk(everyType, 0);
  const before: Walk = { ...mine, responseId: "theirs", begun: 5, changed: 5, finished: true };
  const after: Walk = { ...before, reply: { token: "t" } };
  const none = new Set<string>();
  expect(merge(merge(mine, before, none), after, none).reply).toEqual({ token: "t" });
  expect(merge(merge(mine, after, none), before, none).reply).toEqual({ token: "t" });
});
