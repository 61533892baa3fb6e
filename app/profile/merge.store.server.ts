import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { ConsentState } from "./consent.ts";
import { forgetTold, refreshConsent } from "./profile.store.server.ts";
import type { ProfileRow } from "./profile.store.server.ts";

/** Why two profiles were taken for one person. `shopify`: the shop's staff made one customer of two. */
type MergeReason = "log-in" | "order" | "mail" | "shopify";

export interface MergeEntry {
  reason: MergeReason;
  at: Date;
}

/** What belongs to a profile and moves with a merge, by table, with the column that names a row. Memberships are computed anew. */
const MOVED = {
  Visitor: "id",
  Consent: "id",
  QuizResponse: "id",
  OptIn: "id",
  IncentiveClaim: "responseId",
  IncentiveCode: "id",
  AskRecord: "id",
  Trait: "id",
} as const;

/**
 * Moves what an anonymous profile told to the customer's profile, leaves a pointer and notes which rows moved. Returns the consent
 * that holds for both: the newest word wins, and when that was a withdrawal what was told goes. Returns undefined when there is
 * nothing to move: the same profile, one that already belongs to another customer (a shared device does not weld two people), or
 * two that staff separated.
 */
export async function mergeProfile(
  tx: Tx,
  shop: ShopId,
  from: ProfileRow,
  into: ProfileRow,
  entry: MergeEntry,
): Promise<ConsentState | undefined> {
  if (from.id === into.id) return undefined;
  if (from.customerId !== null && entry.reason !== "shopify") return undefined;
  if (await areKeptApart(tx, shop, from.id, into.id)) return undefined;
  const merge = await tx.merge.create({
    data: { shopId: shop, fromId: from.id, intoId: into.id, ...entry },
    select: { id: true },
  });
  await supersedeTraits(tx, shop, from.id, into.id);
  for (const [table, key] of Object.entries(MOVED)) {
    await tx.$executeRawUnsafe(
      `INSERT INTO "MergedRow" ("mergeId", "shopId", "kind", "rowId")
       SELECT ?, "shopId", ?, CAST("${key}" AS TEXT) FROM "${table}" WHERE "shopId" = ? AND "profileId" = ?`,
      ...[merge.id, table, shop, from.id],
    );
    await tx.$executeRawUnsafe(
      `UPDATE "${table}" SET "profileId" = ? WHERE "shopId" = ? AND "profileId" = ?`,
      ...[into.id, shop, from.id],
    );
  }
  await tx.membership.deleteMany({ where: { shopId: shop, profileId: from.id } });
  await tx.profile.update({ where: { id: from.id }, data: { mergedIntoId: into.id, consent: "none" } });
  const consent = await refreshConsent(tx, shop, into.id);
  if (consent === "withdrawn") await forgetTold(tx, shop, into.id);
  return consent;
}

/** Of the same trait told on both sides the newer stays current. */
async function supersedeTraits(tx: Tx, shop: ShopId, fromId: number, intoId: number): Promise<void> {
  await tx.$executeRawUnsafe(
    `UPDATE "Trait" SET "until" = (SELECT max(n."since") FROM "Trait" n WHERE n."profileId" IN (?, ?) AND n."key" = "Trait"."key")
     WHERE "shopId" = ? AND "profileId" IN (?, ?) AND "until" IS NULL AND EXISTS (
       SELECT 1 FROM "Trait" n WHERE n."profileId" IN (?, ?) AND n."profileId" <> "Trait"."profileId"
         AND n."key" = "Trait"."key" AND n."until" IS NULL AND n."since" > "Trait"."since")`,
    ...[fromId, intoId, shop, fromId, intoId, fromId, intoId],
  );
}

/** Staff said that these two are not one person. */
export async function areKeptApart(tx: Tx, shop: ShopId, fromId: number, intoId: number): Promise<boolean> {
  const undone = await tx.merge.findFirst({
    where: { shopId: shop, fromId, intoId, undoneAt: { not: null } },
    select: { id: true },
  });
  return undone !== null;
}

/**
 * Takes a merge back: each of the two has again what it told itself. A walk goes as a whole, with what was told in it after the
 * log-in. Returns the profile that stands by itself again; undefined when there is no such merge, it is undone already, or Shopify made
 * it, where it is final.
 */
export async function takeMergeBack(
  tx: Tx,
  shop: ShopId,
  { mergeId, intoId }: { mergeId: number; intoId: number },
  now: Date,
): Promise<number | undefined> {
  const where = { shopId: shop, id: mergeId, intoId, undoneAt: null, reason: { not: "shopify" } };
  const merge = await tx.merge.findFirst({ where, select: { fromId: true } });
  if (merge === null) return undefined;
  const { fromId } = merge;
  for (const [table, key] of Object.entries(MOVED)) {
    await tx.$executeRawUnsafe(
      `UPDATE "${table}" SET "profileId" = ? WHERE "shopId" = ? AND "profileId" = ? AND CAST("${key}" AS TEXT) IN (
         SELECT "rowId" FROM "MergedRow" WHERE "mergeId" = ? AND "kind" = ?)`,
      ...[fromId, shop, intoId, mergeId, table],
    );
  }
  await moveWhatTheWalksTold(tx, shop, mergeId, { fromId, intoId });
  await reopenTraits(tx, shop, fromId, intoId);
  await reopenTraits(tx, shop, intoId, fromId);
  await tx.profile.updateMany({ where: { shopId: shop, id: fromId }, data: { mergedIntoId: null } });
  await tx.mergedRow.deleteMany({ where: { shopId: shop, mergeId } });
  await tx.merge.update({ where: { id: mergeId }, data: { undoneAt: now } });
  await refreshConsent(tx, shop, fromId);
  // What was kept under the other's yes was never agreed to.
  if ((await refreshConsent(tx, shop, intoId)) !== "granted") await forgetTold(tx, shop, intoId);
  return fromId;
}

/** Told or agreed to in a moved walk, but only after the merge: those rows never belonged to the profile that gets the walk back. */
async function moveWhatTheWalksTold(
  tx: Tx,
  shop: ShopId,
  mergeId: number,
  { fromId, intoId }: { fromId: number; intoId: number },
): Promise<void> {
  for (const table of ["Consent", "Trait"]) {
    await tx.$executeRawUnsafe(
      `UPDATE "${table}" SET "profileId" = ? WHERE "shopId" = ? AND "profileId" = ? AND "answerId" IN (
         SELECT a."id" FROM "MergedRow" m JOIN "Answer" a ON a."shopId" = m."shopId" AND a."responseId" = m."rowId"
         WHERE m."mergeId" = ? AND m."kind" = 'QuizResponse')`,
      ...[fromId, shop, intoId, mergeId],
    );
  }
}

/** What ended because the other one told something newer goes on: until its own profile tells anew. */
async function reopenTraits(tx: Tx, shop: ShopId, ofId: number, otherId: number): Promise<void> {
  await tx.$executeRawUnsafe(
    `UPDATE "Trait" SET "until" = (
       SELECT min(n."since") FROM "Trait" n WHERE n."profileId" = "Trait"."profileId" AND n."key" = "Trait"."key" AND n."since" > "Trait"."since")
     WHERE "shopId" = ? AND "profileId" = ? AND "until" IS NOT NULL AND EXISTS (
       SELECT 1 FROM "Trait" n WHERE n."profileId" = ? AND n."key" = "Trait"."key" AND n."since" = "Trait"."until")`,
    ...[shop, ofId, otherId],
  );
}

export interface MergeLine {
  id: number;
  /** The other profile of the two, and its Shopify customer. */
  otherId: number;
  otherCustomerId: string | null;
  /** Whether the profile asked about took the other over. */
  tookOver: boolean;
  reason: string;
  at: Date;
  undoneAt: Date | null;
}

/** Whom this profile was joined with, newest first; what it was itself taken over by only when that is undone. */
export async function findMerges(tx: Tx, shop: ShopId, profileId: number): Promise<MergeLine[]> {
  const sides = [{ intoId: profileId }, { fromId: profileId, undoneAt: { not: null } }];
  const rows = await tx.merge.findMany({ where: { shopId: shop, OR: sides }, orderBy: { id: "desc" }, take: 20 });
  const lines = rows.map(({ id, fromId, intoId, reason, at, undoneAt }) => {
    const tookOver = intoId === profileId;
    return { id, otherId: tookOver ? fromId : intoId, tookOver, reason, at, undoneAt };
  });
  const others = await tx.profile.findMany({
    where: { shopId: shop, id: { in: lines.map(({ otherId }) => otherId) } },
    select: { id: true, customerId: true },
  });
  const customers = new Map(others.map(({ id, customerId }) => [id, customerId]));
  return lines.map((line) => ({ ...line, otherCustomerId: customers.get(line.otherId) ?? null }));
}
