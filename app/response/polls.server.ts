import type { PublishedQuiz, QuizContent } from "../contract/quiz.ts";
import type { AnswerValue, PollReply } from "../contract/response.ts";
import type { ShopId } from "../contract/shop.ts";
import { createAddressLimit } from "../platform/client-address.server.ts";
import type { Clock } from "../platform/clock.ts";
import type { Tx } from "../platform/db.server.ts";
import { notFound, Refusal } from "../platform/refusal.ts";
import type { Key } from "../platform/secret.server.ts";
import { pollQuestion, pollReply, pollState, voteIn, withVote } from "../quiz/poll.ts";
import type { PollTally } from "../quiz/poll.ts";
import { readPoll, voterOf } from "./poll.store.server.ts";

/** Of one network, poll and hour: from there on votes count, and are flagged; phones of one carrier share an address. */
const UNREMARKABLE_VOTES = 20;
/** So many come from a machine. */
const MOST_VOTES = 300;
/** For results without a vote: so old at most. */
const RESULTS_FOR_MS = 2_000;
/** A first vote that the worker has not recorded yet. */
const PENDING_FOR_MS = 30_000;
const MOST_KEPT = 10_000;

export interface PollDeps {
  read: Tx;
  clock: Clock;
  shopOf(domain: string): Promise<{ id: ShopId; privacyFloor: number }>;
  keyOf(shop: ShopId): Promise<Key>;
  findPublished(domain: string, handle: string): Promise<PublishedQuiz | undefined>;
}

interface Voter {
  shop: string;
  customerId: string | undefined;
  address?: string | undefined;
}

/** A vote that was let in: `stored` tells the poll once the answer is on disk. */
export interface AcceptedVote {
  /** One of very many from one network. */
  crowded: boolean;
  stored(): PollReply;
}

/** Votes that are not recorded yet: of two by the same person the first stands. */
function createPending() {
  const pending = new Map<string, { options: string[]; until: number }>();
  return (voter: string, options: string[], now: number): string[] => {
    const known = pending.get(voter);
    if (known && known.until > now) return known.options;
    pending.delete(voter);
    pending.set(voter, { options, until: now + PENDING_FOR_MS });
    if (pending.size > MOST_KEPT) pending.delete(pending.keys().next().value as string);
    return options;
  };
}

/** The polls at the hot door: judges votes and tells results from kept tallies, never from the answers. */
export function createPolls(deps: PollDeps) {
  const { read, clock, shopOf, keyOf, findPublished } = deps;
  const limit = createAddressLimit(clock, MOST_VOTES);
  const firstOf = createPending();
  const tallyOf = keepTallies(deps);

  return {
    /** Undefined: there is no vote in it. Refuses one that comes too early, too late, or as one of too many from one address. */
    async accept(
      { shop: domain, customerId, address = "" }: Voter,
      quiz: PublishedQuiz,
      responseId: string,
      values: Readonly<Record<string, AnswerValue>>,
    ): Promise<AcceptedVote | undefined> {
      const question = quiz.kind === "poll" ? pollQuestion(quiz.content) : undefined;
      const options = question && voteIn(question, values[question.id]);
      if (options === undefined) return undefined;
      const shop = await shopOf(domain);
      const { content } = (await findPublished(domain, quiz.handle)) ?? quiz;
      const voter = customerId === undefined ? responseId : voterOf(await keyOf(shop.id), quiz.quizId, customerId);
      const { tally, counted } = await readPoll(read, shop.id, quiz.quizId, voter);
      if (counted === undefined) refuseClosed(content, clock());
      const place = customerId === undefined ? limit.count(address, responseId, `${shop.id}/${quiz.quizId}`) : 0;
      if (place === undefined) {
        throw new Refusal(
          429,
          "too_many_votes",
          "There are many votes from here just now. Log in, or come back later.",
        );
      }
      return {
        crowded: place > UNREMARKABLE_VOTES,
        stored() {
          const now = clock();
          const mayChange = content.poll?.changeable === true && pollState(content, now).state === "open";
          const first = () => firstOf(`${shop.id}/${voter}`, options, now.getTime());
          const stands = mayChange ? options : (counted?.options ?? first());
          const shown = withVote(tally, counted?.options, stands);
          return pollReply(content, shown, stands, { floor: shop.privacyFloor, now });
        },
      };
    },

    /** Results without voting. A logged-in customer sees their own vote. */
    async results({ shop: domain, customerId }: Voter, handle: string): Promise<PollReply> {
      const shop = await shopOf(domain);
      const live = await findPublished(domain, handle);
      if (live?.kind !== "poll") throw notFound("This poll");
      const telling = { floor: shop.privacyFloor, now: clock() };
      if (customerId === undefined) {
        return pollReply(live.content, await tallyOf(shop.id, live.quizId), undefined, telling);
      }
      const voter = voterOf(await keyOf(shop.id), live.quizId, customerId);
      const { tally, counted } = await readPoll(read, shop.id, live.quizId, voter);
      return pollReply(live.content, tally, counted?.options, telling);
    },
  };
}

/** For whoever only looks: read every few seconds, however many look. */
function keepTallies({ read, clock }: PollDeps) {
  const kept = new Map<string, { tally: PollTally; until: number }>();
  return async (shop: ShopId, quizId: number): Promise<PollTally> => {
    const key = `${shop}/${quizId}`;
    const now = clock().getTime();
    const known = kept.get(key);
    if (known && known.until > now) return known.tally;
    const { tally } = await readPoll(read, shop, quizId, "");
    if (kept.size > MOST_KEPT) kept.clear();
    kept.set(key, { tally, until: now + RESULTS_FOR_MS });
    return tally;
  };
}

function refuseClosed(content: QuizContent, now: Date): void {
  switch (pollState(content, now).state) {
    case "open":
      return;
    case "early":
      throw new Refusal(422, "poll_early", "This poll has not opened yet.", "answers");
    case "closed":
      throw new Refusal(422, "poll_closed", "This poll is closed: no more votes are taken.", "answers");
  }
}
