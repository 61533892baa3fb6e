import { expect } from "vitest";
import type { TestStore } from "./open-store.ts";
import { comparable, IdMap, recordedCase } from "./recorded.ts";
import type { Json } from "./recorded.ts";

/** Sends a recorded request to the store and expects the recorded reply, up to ids, times, cursors and the bucket. */
export async function sameReply(store: TestStore, node: unknown, ids = new IdMap(), query?: string): Promise<Json> {
  const recorded = recordedCase(node);
  const { body } = await store.graphql(query ?? recorded.query ?? "", ids.translate(recorded.variables));
  const hasCost = recorded.reply["extensions"] !== undefined || body["extensions"] === undefined;
  const expected = hasCost ? recorded.reply : { ...recorded.reply, extensions: body["extensions"] };
  expect(comparable(body)).toEqual(comparable(ids.translate(expected)));
  learnIds(ids, recorded.reply, body);
  return body;
}

/** What the recorded store called A is B here: learnt wherever both replies name a record in the same place. */
function learnIds(ids: IdMap, recorded: unknown, ours: unknown): void {
  if (typeof recorded === "string") {
    if (recorded.startsWith("gid://")) ids.learn(recorded, ours);
    return;
  }
  if (typeof recorded !== "object" || recorded === null || typeof ours !== "object" || ours === null) return;
  for (const [key, value] of Object.entries(recorded)) learnIds(ids, value, (ours as Json)[key]);
}

/** Said once per test file when there is nothing to compare with. */
export function sayWhenAbsent(present: boolean): void {
  if (!present)
    process.stdout.write("SKIPPED, LOUDLY: no recorded replies of Shopify here; set CANDOR_DATA to compare\n");
}
