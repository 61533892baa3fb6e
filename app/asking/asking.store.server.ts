import type { AskReason } from "../contract/asking.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import type { AskedSoFar, AskVerdict } from "./decide.ts";
import type { ToldTrait } from "./known.ts";

/** What is still the same question after a reload or on the next page. */
const SAME_MS = 30 * 60_000;
const DAY_MS = 86_400_000;

export async function askedSoFar(
  tx: Tx,
  shop: ShopId,
  profileId: number,
  days: number,
  now: Date,
): Promise<AskedSoFar> {
  const rows = await tx.askRecord.findMany({
    where: { shopId: shop, profileId, reason: "ask", at: { gt: new Date(now.getTime() - days * DAY_MS) } },
    orderBy: { at: "desc" },
    select: { handle: true, questions: true, at: true },
  });
  const [newest] = rows;
  const isSame = newest !== undefined && now.getTime() - newest.at.getTime() < SAME_MS;
  return {
    questions: rows.reduce((sum, { questions }) => sum + questions, 0),
    justNow: isSame ? newest.handle : undefined,
  };
}

/** Of the quizzes named, those that this person has finished within a year. */
export async function finishedOf(
  tx: Tx,
  shop: ShopId,
  profileId: number,
  quizIds: readonly number[],
  now: Date,
): Promise<Set<number>> {
  const finishedAt = { gt: new Date(now.getTime() - 365 * DAY_MS) };
  const rows = await tx.quizResponse.findMany({
    where: { shopId: shop, profileId, quizId: { in: [...quizIds] }, finishedAt },
    select: { quizId: true },
  });
  return new Set(rows.map(({ quizId }) => quizId));
}

export async function toldTraits(
  tx: Tx,
  shop: ShopId,
  profileId: number,
  keys: readonly string[],
): Promise<ToldTrait[]> {
  return tx.trait.findMany({
    where: { shopId: shop, profileId, until: null, party: "told", key: { in: [...keys] } },
    orderBy: { since: "desc" },
    select: { key: true, value: true, since: true },
  });
}

export interface NewAskRecords {
  profileId: number;
  placement: string;
  verdicts: readonly AskVerdict[];
  at: Date;
}

/** The same verdict on the same quiz within half an hour is one line. */
export async function addAskRecords(tx: Tx, shop: ShopId, records: NewAskRecords): Promise<void> {
  const { profileId, placement, verdicts, at } = records;
  const recent = await tx.askRecord.findMany({
    where: { shopId: shop, profileId, at: { gt: new Date(at.getTime() - SAME_MS) } },
    select: { handle: true, reason: true },
  });
  const said = new Set(recent.map(({ handle, reason }) => `${handle} ${reason}`));
  const fresh = verdicts.filter(({ handle, reason }) => !said.has(`${handle} ${reason}`));
  await tx.askRecord.createMany({
    data: fresh.map((verdict) => ({ shopId: shop, profileId, placement, ...verdict, at })),
  });
}

export interface AskLine {
  id: number;
  profileId: number;
  handle: string;
  placement: string;
  reason: AskReason;
  questions: number;
  at: Date;
}

/** The newest first. */
export async function listAsked(tx: Tx, shop: ShopId, limit: number): Promise<AskLine[]> {
  const rows = await tx.askRecord.findMany({
    where: { shopId: shop },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: limit,
  });
  return rows.map(({ reason, ...row }) => ({ ...row, reason: reason as AskReason }));
}
