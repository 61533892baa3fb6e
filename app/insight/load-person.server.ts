import type { PublishedQuiz } from "../contract/quiz.ts";
import type { ShopId } from "../contract/shop.ts";
import { calendarText, dayText, minuteText } from "../platform/date-text.ts";
import type { Tx } from "../platform/db.server.ts";
import type { MergeLine } from "../profile/merge.store.server.ts";
import { findVersion } from "../quiz/quiz.store.server.ts";
import { findSegments } from "../segment/segment.store.server.ts";
import { findPerson, findWordings } from "./people.store.server.ts";
import type { PersonPage } from "./person.ts";

interface PersonShop {
  id: ShopId;
  timezone: string;
}

/** What the person's page shows, in the words that the person saw: question and option of the very version. */
export async function loadPerson(
  read: Tx,
  { id: shop, timezone }: PersonShop,
  profileId: number,
): Promise<PersonPage | undefined> {
  const day = (at: Date) => dayText(at, timezone);
  const minute = (at: Date) => minuteText(at, timezone);
  const person = await findPerson(read, shop, profileId);
  if (person === undefined) return undefined;
  const { profile } = person;
  const versionIds = [...person.traits, ...person.responses].flatMap(({ versionId }) => versionId ?? []);
  const versions = await versionsOf(read, shop, new Set(versionIds));
  const hashes = person.consents.flatMap(({ wordingHash }) => wordingHash ?? []);
  const wordings = await findWordings(read, shop, hashes);
  const segments = new Map((await findSegments(read, shop)).map((segment) => [segment.id, segment.name]));
  return {
    profileId,
    customerId: profile.customerId,
    kind: profile.kind,
    consent: profile.consent,
    knownSince: day(profile.createdAt),
    orderCount: profile.orderCount,
    spent: Number(profile.amountSpentMicros) / 1e6,
    lifetimeOrders: profile.lifetimeOrders,
    traits: person.traits.map((trait) => ({
      ...wordsOf(versions.get(trait.versionId ?? ""), trait.questionId, trait.value),
      since: minute(trait.since),
      party: trait.party,
      until: trait.forgetAt === null ? null : `kept until ${day(trait.forgetAt)}`,
      under: agreedAt(person.consents, day),
    })),
    consents: person.consents.map((consent) => ({
      state: consent.state,
      at: minute(consent.at),
      place: consent.place,
      wording: wordings.get(consent.wordingHash ?? "") ?? "",
    })),
    orders: person.orders.map((order) => ({
      id: order.shopifyId,
      name: order.name,
      at: day(order.processedAt),
      total: (Number(order.totalMicros) - Number(order.refundedMicros)) / 1e6,
      currency: order.currency,
      cancelled: order.cancelledAt !== null,
    })),
    responses: person.responses.map((response) => ({
      title: versions.get(response.versionId)?.content.title ?? response.versionId,
      at: minute(response.startedAt),
      finished: response.finishedAt !== null,
      source: response.source,
    })),
    merges: person.merges.map((merge) => joinedOf(merge, minute)),
    segments: person.memberships.map(({ segmentId, since }) => ({
      segmentId,
      name: segments.get(segmentId) ?? "",
      since: minute(since),
    })),
    tags: person.tags.map(({ tag }) => tag),
  };
}

function agreedAt(consents: { purpose: string; state: string; at: Date }[], day: (at: Date) => string): string | null {
  const granted = consents.find(({ purpose, state }) => purpose === "personalise" && state === "granted");
  return granted === undefined ? null : `agreed ${day(granted.at)}`;
}

function joinedOf(merge: MergeLine, minute: (at: Date) => string): PersonPage["merges"][number] {
  const { id, otherId, otherCustomerId, tookOver, reason, at, undoneAt } = merge;
  return {
    id,
    otherId,
    otherCustomerId,
    reason,
    at: minute(at),
    separatedAt: undoneAt === null ? null : minute(undoneAt),
    canSeparate: tookOver && undoneAt === null && reason !== "shopify",
  };
}

async function versionsOf(read: Tx, shop: ShopId, ids: ReadonlySet<string>): Promise<Map<string, PublishedQuiz>> {
  const found = await Promise.all([...ids].map((id) => findVersion(read, shop, id)));
  return new Map(found.flatMap((quiz) => (quiz === undefined ? [] : [[quiz.versionId, quiz]])));
}

function wordsOf(quiz: PublishedQuiz | undefined, questionId: string | null, value: string) {
  const question = quiz?.content.questions.find((candidate) => candidate.id === questionId);
  const outcome = question === undefined ? quiz?.content.outcomes?.find(({ id }) => id === value) : undefined;
  if (outcome) return { quiz: quiz?.content.title ?? "", question: "Result page", answer: outcome.title };
  const option =
    question !== undefined && "options" in question ? question.options.find(({ id }) => id === value) : undefined;
  return {
    quiz: quiz?.content.title ?? "",
    question: question?.text ?? questionId ?? "",
    answer: option?.text ?? (question?.type === "date" ? calendarText(value) : value),
  };
}
