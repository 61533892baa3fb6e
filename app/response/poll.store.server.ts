import type { ShopId } from "../contract/shop.ts";
import type { Tx } from "../platform/db.server.ts";
import { blindIndex } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";
import type { PollTally } from "../quiz/poll.ts";

/** Under what a logged-in customer's vote is kept: nobody can tell who without the shop's key, and no two polls can be joined. */
export const voterOf = (key: Key, quizId: number, customerId: string): string =>
  blindIndex(key, `poll/${quizId}/${customerId}`);

export interface CountedVote {
  options: string[];
  responseId: string;
}

export interface PollSnapshot {
  tally: PollTally;
  /** This voter's vote, where it is in the tally. */
  counted: CountedVote | undefined;
}

/** Tally and this voter's vote at one instant: a few keyed rows, however many have voted. */
export async function readPoll(tx: Tx, shop: ShopId, quizId: number, voter: string): Promise<PollSnapshot> {
  const rows = await tx.$queryRawUnsafe<{ what: string; votes: bigint | number | null; vote: string | null }[]>(
    `SELECT "option" AS what, "votes", NULL AS vote FROM "PollTally" WHERE "shopId" = ? AND "quizId" = ?
     UNION ALL SELECT "responseId", NULL, "options" FROM "PollVote" WHERE "shopId" = ? AND "quizId" = ? AND "voter" = ?`,
    shop,
    quizId,
    shop,
    quizId,
    voter,
  );
  const own = rows.find(({ vote }) => vote !== null);
  const counts = new Map(rows.flatMap(({ what, votes }) => (votes === null ? [] : [[what, Number(votes)] as const])));
  const votes = counts.get("") ?? 0;
  counts.delete("");
  const counted = own && { responseId: own.what, options: JSON.parse(own.vote ?? "[]") as string[] };
  return { tally: { votes, byOption: counts }, counted };
}

/** All votes, and how many of them by people who were not logged in. */
export async function pollFigures(
  tx: Tx,
  shop: ShopId,
  quizId: number,
): Promise<{ option: string; votes: number; anonymous: number }[]> {
  return tx.pollTally.findMany({
    where: { shopId: shop, quizId },
    select: { option: true, votes: true, anonymous: true },
  });
}

export interface NewVote extends CountedVote {
  quizId: number;
  voter: string;
  anonymous: boolean;
  at: Date;
}

export async function saveVote(tx: Tx, shop: ShopId, vote: NewVote): Promise<void> {
  const { quizId, voter, options, ...rest } = vote;
  const key = { shopId: shop, quizId, voter };
  const data = { ...rest, options: JSON.stringify(options) };
  await tx.pollVote.upsert({ where: { shopId_quizId_voter: key }, create: { ...key, ...data }, update: data });
}

export async function takeVoteOut(tx: Tx, shop: ShopId, quizId: number, voter: string): Promise<void> {
  await tx.pollVote.deleteMany({ where: { shopId: shop, quizId, voter } });
}

/** Moves the tallies: option "" counts people. */
export async function addToTally(
  tx: Tx,
  shop: ShopId,
  quizId: number,
  moved: PollTally,
  anonymous: boolean,
): Promise<void> {
  for (const [option, more] of [["", moved.votes] as const, ...moved.byOption]) {
    if (more === 0) continue;
    await tx.$executeRawUnsafe(
      `INSERT INTO "PollTally" ("shopId", "quizId", "option", "votes", "anonymous") VALUES (?, ?, ?, ?, ?)
       ON CONFLICT ("shopId", "quizId", "option") DO UPDATE
       SET "votes" = "votes" + excluded."votes", "anonymous" = "anonymous" + excluded."anonymous"`,
      shop,
      quizId,
      option,
      more,
      anonymous ? more : 0,
    );
  }
}

/** Polls with votes: a customer's are found in each under a hash of its own. */
export async function votedPolls(tx: Tx, shop: ShopId): Promise<number[]> {
  const where = { shopId: shop, option: "" };
  return (await tx.pollTally.findMany({ where, select: { quizId: true } })).map(({ quizId }) => quizId);
}
