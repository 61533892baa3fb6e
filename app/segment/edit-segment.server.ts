import { z } from "zod";
import type { Rule } from "../contract/rule.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database, Tx } from "../platform/db.server.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import { Refusal } from "../platform/refusal.ts";
import { hasCondition, parseRule } from "./rule.ts";
import { insertSegment, markDeleted, requireSegment, saveSegment } from "./segment.store.server.ts";
import type { Segment } from "./segment.store.server.ts";

const Name = z.string().trim().min(1).max(100);

function parseName(input: unknown): string {
  const name = Name.safeParse(input);
  if (name.success) return name.data;
  throw new Refusal(422, "name_invalid", "Give the segment a name of 100 characters at most.", "name");
}

/** A rule that may be saved: each group says something. An empty one would mean everybody, or nobody. */
function parseSavableRule(input: unknown): Rule {
  const rule = parseRule(input);
  if (!hasCondition(rule)) throw new Refusal(422, "rule_empty", "Add at least one condition to each group.", "rule");
  return rule;
}

async function queueBuild(tx: Tx, shop: ShopId, segmentId: number, now: Date): Promise<void> {
  await enqueue(tx, shop, "build-segment", { segmentId }, now);
}

export interface SegmentInput {
  name: unknown;
  /** JSON text or value. */
  rule: unknown;
}

export async function createSegment(db: Database, clock: Clock, shop: ShopId, input: SegmentInput): Promise<Segment> {
  const name = parseName(input.name);
  const rule = parseSavableRule(input.rule);
  return db.transaction(async (tx) => {
    const now = clock();
    const segment = await insertSegment(tx, shop, name, rule, now);
    await queueBuild(tx, shop, segment.id, now);
    return segment;
  });
}

/** `revision`: the one that the merchant looked at. When somebody has saved since, 409. The tag keeps its name. */
export async function updateSegment(
  db: Database,
  clock: Clock,
  shop: ShopId,
  segmentId: number,
  revision: number,
  input: SegmentInput,
): Promise<Segment> {
  const name = parseName(input.name);
  const rule = parseSavableRule(input.rule);
  return db.transaction(async (tx) => {
    const before = await requireSegment(tx, shop, segmentId);
    const sameRule = JSON.stringify(before.rule) === JSON.stringify(rule);
    const previousRule = before.builtRevision === before.revision ? before.rule : before.previousRule;
    const now = clock();
    await saveSegment(tx, shop, segmentId, revision, sameRule ? { name } : { name, rule, previousRule }, now);
    await queueBuild(tx, shop, segmentId, now);
    return requireSegment(tx, shop, segmentId);
  });
}

/** Gone from the lists at once; its people, their tags and Shopify's own segment follow in the background. */
export async function deleteSegment(db: Database, clock: Clock, shop: ShopId, segmentId: number): Promise<void> {
  await db.transaction(async (tx) => {
    const now = clock();
    await markDeleted(tx, shop, segmentId, now);
    await queueBuild(tx, shop, segmentId, now);
  });
}

/**
 * Stops what a save has started, until its last tag is written. A new segment is deleted; an edited one goes back to the rule
 * before (name and tag stay). What was written meanwhile is put right in the background. Nothing to stop: nothing happens.
 */
export async function cancelSave(
  db: Database,
  clock: Clock,
  shop: ShopId,
  segmentId: number,
): Promise<"deleted" | "reverted" | "done"> {
  return db.transaction(async (tx) => {
    const segment = await requireSegment(tx, shop, segmentId);
    const { revision, taggedRevision, previousRule } = segment;
    if (taggedRevision === revision) return "done";
    const now = clock();
    if (previousRule !== undefined) await saveSegment(tx, shop, segmentId, revision, { rule: previousRule }, now);
    else if (taggedRevision === 0) await markDeleted(tx, shop, segmentId, now);
    else return "done";
    await queueBuild(tx, shop, segmentId, now);
    return previousRule === undefined ? "deleted" : "reverted";
  });
}
