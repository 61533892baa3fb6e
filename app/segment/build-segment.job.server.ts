import type { Rule } from "../contract/rule.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { JobRun } from "../platform/job.ts";
import { RunLater } from "../platform/job.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import { buildPage, nextPage } from "./build.store.server.ts";
import { countTagsWaiting } from "./members.store.server.ts";
import { findAnySegment, readBuildState, saveBuild } from "./segment.store.server.ts";

const FIRST_PAGE = 2_000;
const SMALLEST_PAGE = 200;
const LARGEST_PAGE = 50_000;
/** A transaction this long keeps no other writer waiting noticeably. */
const GOAL_MS = 18;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

/** Who is gone from the shop's segments is gone from their people: the rule that nobody matches. */
const NOBODY: Rule = { kind: "any", rules: [] };

/** `at`: when the page's transaction began, without the wait for its turn. */
type Step = { more: true; at: Date } | { more: false };

/** The rule of a revision; it never changes, so each is read once per run. */
interface Target {
  revision: number;
  rule: Rule;
}

async function readTarget(tx: Tx, shop: ShopId, segmentId: number): Promise<Target | undefined> {
  const segment = await findAnySegment(tx, shop, segmentId);
  return segment && { revision: segment.revision, rule: segment.deletedAt === null ? segment.rule : NOBODY };
}

/** One page, or the last step. Looks at the revision anew each time: a newer one starts over by itself (its cursor is 0). */
async function step(run: JobRun<"build-segment">, size: number, known: { target?: Target }): Promise<Step> {
  const { shop } = run;
  const { segmentId } = run.payload;
  return run.transaction(async (tx) => {
    const now = run.clock();
    const state = await readBuildState(tx, shop, segmentId);
    if (state === undefined || state.builtRevision === state.revision) return { more: false };
    if (known.target?.revision !== state.revision) known.target = await readTarget(tx, shop, segmentId);
    if (known.target === undefined) return { more: false };
    const { revision, rule } = known.target;
    const page = await nextPage(tx, shop, state.buildCursor, size);
    if (page === undefined) {
      await saveBuild(tx, shop, segmentId, revision, "builtRevision", revision);
      await enqueue(tx, shop, "sync-native-segment", { segmentId }, now);
      return { more: false };
    }
    await buildPage(tx, shop, segmentId, rule, page, now);
    await saveBuild(tx, shop, segmentId, revision, "buildCursor", page.upTo);
    return { more: true, at: now };
  });
}

async function buildAll(run: JobRun<"build-segment">): Promise<void> {
  let size = FIRST_PAGE;
  const known = {};
  for (;;) {
    if (run.signal.aborted) throw new RunLater(0, "stopping");
    const done = await step(run, size, known);
    if (!done.more) return;
    const took = run.clock().getTime() - done.at.getTime();
    const factor = Math.min(2, Math.max(0.5, GOAL_MS / Math.max(took, 1)));
    size = Math.round(Math.min(LARGEST_PAGE, Math.max(SMALLEST_PAGE, size * factor)));
  }
}

/** Comes back until no tag of this segment's people waits for Shopify: until then the save can be cancelled. */
async function awaitTags(run: JobRun<"build-segment">): Promise<void> {
  const segment = await findAnySegment(run.read, run.shop, run.payload.segmentId);
  if (segment === undefined || segment.taggedRevision === segment.revision) return;
  const waiting = await countTagsWaiting(run.read, run.shop, segment.id);
  if (waiting > 0) throw new RunLater(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS + waiting * 20), "tags wait for Shopify");
  await run.transaction((tx) =>
    saveBuild(tx, run.shop, segment.id, segment.revision, "taggedRevision", segment.revision),
  );
}

/**
 * Brings all memberships of an edited, new or deleted segment to its newest revision, in pages that resume where they
 * stopped. Shopify's own segment beside it follows, and each customer's tags do by jobs of their own.
 */
export async function buildSegment(run: JobRun<"build-segment">): Promise<void> {
  await buildAll(run);
  await awaitTags(run);
}
