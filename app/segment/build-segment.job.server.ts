import type { Rule } from "../contract/rule.ts";
import type { Tx } from "../platform/db.server.ts";
import type { JobRun } from "../platform/job.ts";
import { RunLater } from "../platform/job.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import { buildPage, nextPage } from "./build.store.server.ts";
import { findAnySegment, saveBuild } from "./segment.store.server.ts";
import type { Segment } from "./segment.store.server.ts";

const FIRST_PAGE = 2_000;
const SMALLEST_PAGE = 200;
const LARGEST_PAGE = 50_000;
/** A transaction this long keeps no other writer waiting noticeably. */
const GOAL_MS = 15;

/** Who is gone from the shop's segments is gone from their people: the rule that nobody matches. */
const NOBODY: Rule = { kind: "any", rules: [] };

type Step = "more" | "done" | "nothing to do";

/** One page, or the last step. Reads the segment anew each time: a newer revision starts over by itself (its cursor is 0). */
async function step(run: JobRun<"build-segment">, size: number): Promise<Step> {
  const { shop, payload } = run;
  return run.transaction(async (tx) => {
    const segment = await findAnySegment(tx, shop, payload.segmentId);
    if (segment === undefined || segment.builtRevision === segment.revision) return "nothing to do";
    const rule = segment.deletedAt === null ? segment.rule : NOBODY;
    const now = run.clock();
    const page = await nextPage(tx, shop, segment.buildCursor, size);
    if (page === undefined) return finish(run, tx, segment, now);
    await buildPage(tx, shop, segment.id, rule, page, now);
    await saveBuild(tx, shop, segment, { cursor: page.upTo });
    return "more";
  });
}

async function finish(
  run: JobRun<"build-segment">,
  tx: Tx,
  segment: Segment,
  now: Date,
): Promise<Step> {
  await saveBuild(tx, run.shop, segment, { done: true });
  await enqueue(tx, run.shop, "sync-native-segment", { segmentId: segment.id }, now);
  return "done";
}

/**
 * Brings all memberships of an edited, new or deleted segment to its newest revision, in pages that resume where they
 * stopped. Afterwards Shopify's own segment beside it follows.
 */
export async function buildSegment(run: JobRun<"build-segment">): Promise<void> {
  let size = FIRST_PAGE;
  for (;;) {
    if (run.signal.aborted) throw new RunLater(0, "stopping");
    const started = run.clock().getTime();
    if ((await step(run, size)) !== "more") return;
    const took = run.clock().getTime() - started;
    const factor = Math.min(2, Math.max(0.5, GOAL_MS / Math.max(took, 1)));
    size = Math.round(Math.min(LARGEST_PAGE, Math.max(SMALLEST_PAGE, size * factor)));
  }
}
