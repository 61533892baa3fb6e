import type { Rule } from "../contract/rule.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { notFound, Refusal } from "../platform/refusal.ts";
import { parseRule } from "./rule.ts";
import { slugFor } from "./tag.ts";

export interface Segment {
  id: number;
  name: string;
  slug: string;
  rule: Rule;
  /** The rule to go back to when the last save is cancelled; undefined for a segment that has had one rule only. */
  previousRule: Rule | undefined;
  revision: number;
  /** All memberships follow this revision of the rule. */
  builtRevision: number;
  /** So do all tags at Shopify. */
  taggedRevision: number;
  buildCursor: number;
  nativeSegmentId: string | null;
  createdAt: Date;
  updatedAt: Date;
  deletedAt: Date | null;
}

type Row = Omit<Segment, "rule" | "previousRule"> & { rule: string; previousRule: string | null };

const columns = {
  id: true,
  name: true,
  slug: true,
  rule: true,
  previousRule: true,
  revision: true,
  builtRevision: true,
  taggedRevision: true,
  buildCursor: true,
  nativeSegmentId: true,
  createdAt: true,
  updatedAt: true,
  deletedAt: true,
} as const;

const toSegment = (row: Row): Segment => ({
  ...row,
  rule: parseRule(row.rule),
  previousRule: row.previousRule === null ? undefined : parseRule(row.previousRule),
});

/** Compiled rules of the shop are void from here on. Every write to a segment's rule or life passes through it. */
async function bumpShop(tx: Tx, shop: ShopId): Promise<void> {
  await tx.shop.update({ where: { id: shop }, data: { segmentRevision: { increment: 1 } } });
}

/** Also a deleted one, whose memberships and native segment are being cleared away. */
export async function findAnySegment(tx: Tx, shop: ShopId, segmentId: number): Promise<Segment | undefined> {
  const row = await tx.segment.findFirst({ where: { shopId: shop, id: segmentId }, select: columns });
  return row === null ? undefined : toSegment(row);
}

export async function requireSegment(tx: Tx, shop: ShopId, segmentId: number): Promise<Segment> {
  const segment = await findAnySegment(tx, shop, segmentId);
  if (segment === undefined || segment.deletedAt !== null) throw notFound("This segment");
  return segment;
}

export async function findSegments(tx: Tx, shop: ShopId): Promise<Segment[]> {
  const rows = await tx.segment.findMany({
    where: { shopId: shop, deletedAt: null },
    select: columns,
    orderBy: { id: "asc" },
  });
  return rows.map(toSegment);
}

export async function insertSegment(tx: Tx, shop: ShopId, name: string, rule: Rule, now: Date): Promise<Segment> {
  const taken = await tx.segment.findMany({ where: { shopId: shop }, select: { slug: true } });
  const slug = slugFor(name, new Set(taken.map((row) => row.slug)));
  const data = { shopId: shop, name, slug, rule: JSON.stringify(rule), createdAt: now, updatedAt: now };
  await bumpShop(tx, shop);
  return toSegment(await tx.segment.create({ data, select: columns }));
}

export interface SegmentChange {
  name?: string;
  rule?: Rule;
  /** The rule to go back to, with a new `rule`. */
  previousRule?: Rule;
}

/** Saves over exactly the revision that was looked at: somebody else's save in between is a 409. */
export async function saveSegment(
  tx: Tx,
  shop: ShopId,
  segmentId: number,
  expectedRevision: number,
  change: SegmentChange,
  now: Date,
): Promise<void> {
  const data = {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.rule === undefined ? {} : { rule: JSON.stringify(change.rule), buildCursor: 0 }),
    ...(change.previousRule === undefined ? {} : { previousRule: JSON.stringify(change.previousRule) }),
    revision: { increment: 1 },
    updatedAt: now,
  };
  const where = { shopId: shop, id: segmentId, revision: expectedRevision, deletedAt: null };
  const { count } = await tx.segment.updateMany({ where, data });
  if (count === 0) {
    await requireSegment(tx, shop, segmentId);
    throw new Refusal(
      409,
      "segment_changed",
      "Somebody else has changed this segment. Reload to see it, then save again.",
    );
  }
  await bumpShop(tx, shop);
}

export async function markDeleted(tx: Tx, shop: ShopId, segmentId: number, now: Date): Promise<void> {
  const data = { deletedAt: now, updatedAt: now, buildCursor: 0, revision: { increment: 1 } };
  const { count } = await tx.segment.updateMany({ where: { shopId: shop, id: segmentId, deletedAt: null }, data });
  if (count === 0) throw notFound("This segment");
  await bumpShop(tx, shop);
}

export async function saveNativeSegment(
  tx: Tx,
  shop: ShopId,
  segmentId: number,
  nativeSegmentId: string | null,
): Promise<void> {
  await tx.segment.updateMany({ where: { shopId: shop, id: segmentId }, data: { nativeSegmentId } });
}

export interface BuildState {
  revision: number;
  builtRevision: number;
  buildCursor: number;
}

/** Only what each page of a build must know; undefined when the segment is gone. */
export async function readBuildState(tx: Tx, shop: ShopId, segmentId: number): Promise<BuildState | undefined> {
  const [row] = await tx.$queryRawUnsafe<BuildState[]>(
    `SELECT "revision", "builtRevision", "buildCursor" FROM "Segment" WHERE "id" = ? AND "shopId" = ?`,
    segmentId,
    shop,
  );
  return row;
}

/** Moves the build on. Nothing is written when a newer revision has taken over. */
export async function saveBuild(
  tx: Tx,
  shop: ShopId,
  segmentId: number,
  revision: number,
  column: "buildCursor" | "builtRevision" | "taggedRevision",
  value: number,
): Promise<void> {
  await tx.$executeRawUnsafe(
    `UPDATE "Segment" SET "${column}" = ? WHERE "id" = ? AND "shopId" = ? AND "revision" = ?`,
    value,
    segmentId,
    shop,
    revision,
  );
}
