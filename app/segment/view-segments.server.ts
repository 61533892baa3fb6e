import type { Rule } from "../contract/rule.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Clock } from "../platform/clock.ts";
import type { Tx } from "../platform/db.server.ts";
import { requireShop } from "../shop/shop.store.server.ts";
import {
  countMembers,
  countMembersOf,
  countRule,
  countTagsWaiting,
  findFirstOfRule,
  findMembers,
  readProgress,
} from "./members.store.server.ts";
import type { BuildProgress, Member } from "./members.store.server.ts";
import { findSegments, requireSegment } from "./segment.store.server.ts";
import type { Segment } from "./segment.store.server.ts";
import { tagOf } from "./tag.ts";

/** Shopify counts 10 points for a mutation, 1 for asking which tags a customer has. */
const POINTS_PER_CUSTOMER = 11;
/** What a shop on the Standard plan gets back each second. */
const RESTORE_PER_SECOND = 100;

export interface SegmentSummary extends Segment {
  tag: string;
  people: number;
  /** All people are in or out by the newest rule. */
  upToDate: boolean;
}

export async function listSegments(read: Tx, shop: ShopId): Promise<SegmentSummary[]> {
  const [{ tagPrefix }, segments, counts] = [
    await requireShop(read, shop),
    await findSegments(read, shop),
    await countMembers(read, shop),
  ];
  return segments.map((segment) => summarise(segment, tagPrefix, counts.get(segment.id) ?? 0));
}

function summarise(segment: Segment, prefix: string, people: number): SegmentSummary {
  const upToDate = segment.builtRevision === segment.revision;
  return { ...segment, tag: tagOf(prefix, segment.slug), people, upToDate };
}

export interface SegmentPage {
  segment: SegmentSummary;
  members: Member[];
  /** Pass as `after` for the next page; undefined on the last. */
  next: number | undefined;
}

/** One segment with a page of its people; the count counts the very rows that the pages list. */
export async function segmentPage(
  read: Tx,
  shop: ShopId,
  segmentId: number,
  after = 0,
  limit = 50,
): Promise<SegmentPage> {
  const segment = await requireSegment(read, shop, segmentId);
  const { tagPrefix } = await requireShop(read, shop);
  const people = await countMembersOf(read, shop, segmentId);
  const found = await findMembers(read, shop, segmentId, after, limit + 1);
  const members = found.slice(0, limit);
  return {
    segment: summarise(segment, tagPrefix, people),
    members,
    next: found.length > limit ? members.at(-1)?.profileId : undefined,
  };
}

export interface RulePreview {
  people: number;
  members: Member[];
  tagsToAdd: number;
  tagsToRemove: number;
  /** How long Shopify takes to write those tags, at the pace it allows. */
  seconds: number;
}

/** What a rule would mean before it is saved. `segmentId`: the segment that is edited, 0 for a new one. */
export async function previewRule(
  read: Tx,
  clock: Clock,
  shop: ShopId,
  rule: Rule,
  segmentId = 0,
  restorePerSecond = RESTORE_PER_SECOND,
): Promise<RulePreview> {
  const now = clock();
  const { people, entering, leaving } = await countRule(read, shop, rule, segmentId, now);
  const members = await findFirstOfRule(read, shop, rule, 10, now);
  const seconds = Math.ceil(((entering + leaving) * POINTS_PER_CUSTOMER) / restorePerSecond);
  return { people, members, tagsToAdd: entering, tagsToRemove: leaving, seconds };
}

export interface SegmentProgress extends BuildProgress {
  state: "building" | "tagging" | "done";
  /** Customers whose tags wait for Shopify, and about how long that takes. */
  tagsWaiting: number;
  seconds: number;
}

export async function segmentProgress(
  read: Tx,
  shop: ShopId,
  segmentId: number,
  restorePerSecond = RESTORE_PER_SECOND,
): Promise<SegmentProgress> {
  const { builtRevision, taggedRevision, revision, buildCursor } = await requireSegment(read, shop, segmentId);
  const built = builtRevision === revision;
  const progress = await readProgress(read, shop, built ? Number.MAX_SAFE_INTEGER : buildCursor);
  const tagsWaiting = await countTagsWaiting(read, shop, segmentId);
  const seconds = Math.ceil((tagsWaiting * POINTS_PER_CUSTOMER) / restorePerSecond);
  const state = taggedRevision === revision ? "done" : built ? "tagging" : "building";
  return { ...progress, state, tagsWaiting, seconds };
}
