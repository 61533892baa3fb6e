import type { Prisma } from "@prisma/client";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { blindIndex } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";
import type { Identity, IdentityKind, PoolState, Terms } from "./incentive.ts";

export interface IncentiveRow {
  id: number;
  quizId: number;
  terms: Terms;
  discountId: string | null;
  creationId: string | null;
  problem: string | null;
}

const toIncentive = ({ terms, ...row }: Omit<IncentiveRow, "terms"> & { terms: string }): IncentiveRow => ({
  ...row,
  terms: JSON.parse(terms) as Terms,
});
const columns = { id: true, quizId: true, terms: true, discountId: true, creationId: true, problem: true } as const;

/** The incentive of a quiz on these terms, made when missing: two versions with the same terms share one discount. */
export async function takeIncentive(
  tx: Tx,
  shop: ShopId,
  quizId: number,
  terms: string,
  now: Date,
): Promise<IncentiveRow> {
  const key = { shopId: shop, quizId, terms };
  const row = await tx.incentive.upsert({
    where: { shopId_quizId_terms: key },
    create: { ...key, createdAt: now },
    update: {},
    select: columns,
  });
  return toIncentive(row);
}

export async function findIncentive(tx: Tx, shop: ShopId, id: number): Promise<IncentiveRow | undefined> {
  const row = await tx.incentive.findFirst({ where: { shopId: shop, id }, select: columns });
  return row === null ? undefined : toIncentive(row);
}

/** The one on offer and those that somebody still waits for. */
export async function findIncentivesToFill(
  tx: Tx,
  shop: ShopId,
  quizId: number,
  offered: string | undefined,
): Promise<IncentiveRow[]> {
  const rows = await tx.incentive.findMany({ where: { shopId: shop, quizId }, select: columns });
  const waiting = await tx.incentiveClaim.groupBy({
    by: ["incentiveId"],
    where: { shopId: shop, state: "pending", incentiveId: { in: rows.map(({ id }) => id) } },
  });
  const ids = new Set(waiting.map(({ incentiveId }) => incentiveId));
  return rows.filter((row) => row.terms === offered || ids.has(row.id)).map(toIncentive);
}

export async function saveIncentive(
  tx: Tx,
  shop: ShopId,
  id: number,
  change: Partial<Pick<IncentiveRow, "discountId" | "creationId" | "problem">>,
): Promise<void> {
  await tx.incentive.updateMany({ where: { shopId: shop, id }, data: change });
}

/** Deleted in Shopify, and its codes with it: those that nobody has are worth nothing. */
export async function forgetDiscount(tx: Tx, shop: ShopId, id: number): Promise<void> {
  await saveIncentive(tx, shop, id, { discountId: null, creationId: null });
  const where = { shopId: shop, incentiveId: id, state: "free" };
  await tx.incentiveCode.updateMany({ where, data: { state: "gone" } });
}

const DAY_MS = 86_400_000;

export async function readPool(tx: Tx, shop: ShopId, incentiveId: number, now: Date): Promise<PoolState> {
  const where = { shopId: shop, incentiveId };
  const since = new Date(now.getTime() - DAY_MS);
  return {
    free: await tx.incentiveCode.count({ where: { ...where, state: "free" } }),
    coming: await tx.incentiveCode.count({ where: { ...where, state: "wanted" } }),
    issuedLastDay: await tx.incentiveCode.count({ where: { ...where, state: "issued", issuedAt: { gt: since } } }),
    waiting: await tx.incentiveClaim.count({ where: { ...where, state: "pending" } }),
  };
}

/** Undefined when nothing was ever offered on these terms. */
export async function countCodes(tx: Tx, shop: ShopId, quizId: number, terms: string) {
  const key = { shopId: shop, quizId, terms };
  const incentive = await tx.incentive.findUnique({ where: { shopId_quizId_terms: key } });
  if (incentive === null) return undefined;
  const where = { shopId: shop, incentiveId: incentive.id };
  const issued = { ...where, issuedAt: { not: null } };
  return {
    free: await tx.incentiveCode.count({ where: { ...where, state: "free" } }),
    issued: await tx.incentiveCode.count({ where: issued }),
    toUnknown: await tx.incentiveCode.count({ where: { ...issued, identityKind: "visitor" } }),
    redeemed: await tx.incentiveCode.count({ where: { ...where, redeemedAt: { not: null } } }),
    waiting: await tx.incentiveClaim.count({ where: { ...where, state: "pending" } }),
    problem: incentive.problem,
  };
}

export interface CodeRow {
  id: number;
  state: string;
  codeSealed: string;
  redeemCodeId: string | null;
  endsAt: Date | null;
}
const codeColumns = { id: true, state: true, codeSealed: true, redeemCodeId: true, endsAt: true } as const;

export const codePlace = (shop: ShopId, codeHash: string): string => `IncentiveCode.codeSealed/${shop}/${codeHash}`;
export const codeHashOf = (key: Key, code: string): string => blindIndex(key, `code/${code.toUpperCase()}`);
export const identityHashOf = (key: Key, { kind, key: value }: Identity): string =>
  blindIndex(key, `incentive/${kind}/${value}`);

export async function addWantedCodes(
  tx: Tx,
  shop: ShopId,
  incentiveId: number,
  codes: { codeSealed: string; codeHash: string }[],
): Promise<void> {
  if (codes.length > 0) {
    await tx.incentiveCode.createMany({ data: codes.map((code) => ({ shopId: shop, incentiveId, ...code })) });
  }
}

export async function findWantedCodes(tx: Tx, shop: ShopId, incentiveId: number) {
  return tx.incentiveCode.findMany({
    where: { shopId: shop, incentiveId, state: "wanted" },
    select: { id: true, codeSealed: true, codeHash: true },
    orderBy: { id: "asc" },
    take: 250,
  });
}

/** Shopify has the code: it can be given out. */
export async function freeCode(tx: Tx, shop: ShopId, codeHash: string, redeemCodeId: string | null): Promise<void> {
  const where = { shopId: shop, codeHash, state: "wanted" };
  await tx.incentiveCode.updateMany({ where, data: { state: "free", redeemCodeId } });
}

/** Somebody else's code of the same letters. */
export async function dropCode(tx: Tx, shop: ShopId, codeHash: string): Promise<void> {
  await tx.incentiveCode.deleteMany({ where: { shopId: shop, codeHash, state: "wanted" } });
}

export interface ClaimRow {
  responseId: string;
  incentiveId: number;
  state: string;
  identityHash: string | null;
  identityKind: IdentityKind | null;
  profileId: number | null;
  codeId: number | null;
  clientHash: string | null;
  language: string;
  validDays: number;
  at: Date;
}

export async function findClaim(tx: Tx, shop: ShopId, responseId: string): Promise<ClaimRow | undefined> {
  const row = await tx.incentiveClaim.findUnique({ where: { shopId_responseId: { shopId: shop, responseId } } });
  return row === null ? undefined : ({ ...row } as ClaimRow);
}

export async function addClaim(tx: Tx, shop: ShopId, claim: Omit<ClaimRow, "codeId">): Promise<void> {
  await tx.incentiveClaim.create({ data: { shopId: shop, ...claim } });
}

export async function saveClaim(
  tx: Tx,
  shop: ShopId,
  responseId: string,
  change: Prisma.IncentiveClaimUncheckedUpdateManyInput,
): Promise<void> {
  await tx.incentiveClaim.updateMany({ where: { shopId: shop, responseId }, data: change });
}

export async function findWaiting(tx: Tx, shop: ShopId, incentiveId: number, limit: number): Promise<ClaimRow[]> {
  const where = { shopId: shop, incentiveId, state: "pending" };
  const rows = await tx.incentiveClaim.findMany({ where, orderBy: { at: "asc" }, take: limit });
  return rows.map((row) => ({ ...row }) as ClaimRow);
}

/** Claims of unknown browsers from this network since then that got, or will get, a code. */
export async function countOfClient(tx: Tx, shop: ShopId, clientHash: string, since: Date): Promise<number> {
  return tx.incentiveClaim.count({
    where: {
      shopId: shop,
      clientHash,
      identityKind: "visitor",
      state: { in: ["pending", "given"] },
      at: { gt: since },
    },
  });
}

/** The code that this person has already, by who they proved to be or by their profile. */
export async function findCodeOf(
  tx: Tx,
  shop: ShopId,
  incentiveId: number,
  identityHash: string,
  profileId: number | null,
): Promise<CodeRow | undefined> {
  const mine = [{ identityHash }, ...(profileId === null ? [] : [{ profileId }])];
  const row = await tx.incentiveCode.findFirst({
    where: { shopId: shop, incentiveId, OR: mine },
    select: codeColumns,
    orderBy: { id: "asc" },
  });
  return row ?? undefined;
}

export interface NewIssue {
  identityHash: string;
  identityKind: IdentityKind;
  profileId: number | null;
  issuedAt: Date;
  endsAt: Date;
}

/** Takes the oldest free code; undefined when there is none. */
export async function issueCode(
  tx: Tx,
  shop: ShopId,
  incentiveId: number,
  issue: NewIssue,
): Promise<CodeRow | undefined> {
  const where = { shopId: shop, incentiveId, state: "free" };
  const free = await tx.incentiveCode.findFirst({ where, select: { id: true }, orderBy: { id: "asc" } });
  if (free === null) return undefined;
  return tx.incentiveCode.update({
    where: { id: free.id },
    data: { state: "issued", ...issue },
    select: codeColumns,
  });
}

export async function findCode(tx: Tx, shop: ShopId, id: number) {
  const row = await tx.incentiveCode.findFirst({
    where: { shopId: shop, id },
    select: { state: true, codeSealed: true, codeHash: true, endsAt: true },
  });
  return row ?? undefined;
}

/** An order used the code: it is told by the order, whoever placed it. */
export async function markRedeemed(tx: Tx, shop: ShopId, codeHashes: string[], at: Date): Promise<void> {
  if (codeHashes.length === 0) return;
  const where = { shopId: shop, codeHash: { in: codeHashes }, redeemedAt: null };
  await tx.incentiveCode.updateMany({ where, data: { redeemedAt: at } });
}

/** Codes that were given out and whose time is over; the next such time. */
export async function findEnded(tx: Tx, shop: ShopId, incentiveId: number, now: Date) {
  const where = { shopId: shop, incentiveId, state: "issued" };
  const ended = await tx.incentiveCode.findMany({
    where: { ...where, endsAt: { lte: now } },
    select: { id: true, redeemCodeId: true, redeemedAt: true },
    take: 250,
  });
  const next = await tx.incentiveCode.findFirst({
    where: { ...where, endsAt: { gt: now } },
    select: { endsAt: true },
    orderBy: { endsAt: "asc" },
  });
  return { ended, next: next?.endsAt ?? undefined };
}

export async function saveGone(tx: Tx, shop: ShopId, ids: number[]): Promise<void> {
  await tx.incentiveCode.updateMany({ where: { shopId: shop, id: { in: ids } }, data: { state: "gone" } });
}
