import type { Rule } from "../contract/rule.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { JobRun } from "../platform/job.ts";
import { RunLater } from "../platform/job.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import { applyRule, nextPage } from "./build.store.server.ts";
import { countTagsWaiting } from "./members.store.server.ts";
import { findAnySegment, readBuildState, saveBuild } from "./segment.store.server.ts";

/** Profiles in a transaction: at first, at least, at most. */
const FIRST_PAGE = 2_000;
const SMALLEST_PAGE = 100;
const LARGEST_PAGE = 50_000;
/** A transaction this long keeps no other writer waiting noticeably. */
const GOAL_MS = 18;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;
const WAIT_FOR_EACH_MS = 20;
/** So many tags wait that to count more of them would not make us wait longer. */
const MANY_TAGS = LONGEST_WAIT_MS / WAIT_FOR_EACH_MS;

/** Who is gone from the shop's segments is gone from their people: the rule that nobody matches. */
const NOBODY: Rule = { kind: "any", rules: [] };

/** The rule of a revision; it never changes, so each is read once per run. */
interface Target {
  revision: number;
  rule: Rule;
}

async function readTarget(tx: Tx, shop: ShopId, segmentId: number): Promise<Target | undefined> {
  const segment = await findAnySegment(tx, shop, segmentId);
  return segment && { revision: segment.revision, rule: segment.deletedAt === null ? segment.rule : NOBODY };
}

/** Looks at so many at a time that others hardly wait; learns from each page. */
class Pace {
  size = FIRST_PAGE;

  learn(tookMs: number): void {
    const factor = Math.min(2, Math.max(0.5, GOAL_MS / Math.max(tookMs, 1)));
    this.size = Math.round(Math.min(LARGEST_PAGE, Math.max(SMALLEST_PAGE, this.size * factor)));
  }
}

/** A newer revision has taken over: the build begins anew, from the first profile. */
const OVERTAKEN = Symbol("overtaken");

/** Runs one short transaction of the build, unless the segment has moved on to another revision meanwhile. */
async function write(
  run: JobRun<"build-segment">,
  target: Target,
  pace: Pace,
  work: (tx: Tx, now: Date) => Promise<void>,
): Promise<typeof OVERTAKEN | undefined> {
  // From the beginning of the transaction, without the wait for its turn.
  let began = run.clock().getTime();
  const outcome = await run.transaction(async (tx) => {
    const now = run.clock();
    began = now.getTime();
    const state = await readBuildState(tx, run.shop, run.payload.segmentId);
    if (state?.revision !== target.revision) return OVERTAKEN;
    await work(tx, now);
    return undefined;
  });
  pace.learn(run.clock().getTime() - began);
  return outcome;
}

/**
 * Looks at all profiles in pages and writes what differs, in the transaction that looked: nothing can change in between. Begins
 * again by itself when the rule is edited meanwhile (the cursor is 0 then).
 */
async function buildAll(run: JobRun<"build-segment">): Promise<void> {
  const { shop, read } = run;
  const { segmentId } = run.payload;
  const pace = new Pace();
  for (;;) {
    const state = await readBuildState(read, shop, segmentId);
    const target = await readTarget(read, shop, segmentId);
    if (state === undefined || target === undefined || state.builtRevision === state.revision) return;
    let outcome: typeof OVERTAKEN | undefined;
    let cursor = state.revision === target.revision ? state.buildCursor : 0;
    while (outcome === undefined) {
      if (run.signal.aborted) throw new RunLater(0, "stopping");
      const page = await nextPage(read, shop, cursor, pace.size);
      if (page === undefined) break;
      outcome = await write(run, target, pace, async (tx, now) => {
        await applyRule(tx, shop, segmentId, target.rule, page, now);
        await saveBuild(tx, shop, segmentId, target.revision, "buildCursor", page.upTo);
      });
      cursor = page.upTo;
    }
    outcome ??= await write(run, target, pace, async (tx, now) => {
      await saveBuild(tx, shop, segmentId, target.revision, "builtRevision", target.revision);
      await enqueue(tx, shop, "sync-native-segment", { segmentId }, now);
    });
    if (outcome === undefined) return;
  }
}

/** Comes back until no tag of this segment's people waits for Shopify: until then the save can be cancelled. */
async function awaitTags(run: JobRun<"build-segment">): Promise<void> {
  const segment = await findAnySegment(run.read, run.shop, run.payload.segmentId);
  if (segment === undefined || segment.taggedRevision === segment.revision) return;
  const waiting = await countTagsWaiting(run.read, run.shop, segment.id, MANY_TAGS);
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS + waiting * WAIT_FOR_EACH_MS);
  if (waiting > 0) throw new RunLater(wait, "tags wait for Shopify");
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
