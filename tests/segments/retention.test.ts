import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { PublishedQuiz } from "../../app/contract/quiz.ts";
import { RunLater } from "../../app/platform/job.ts";
import { mintKey } from "../../app/platform/secret.server.ts";
import { editTrait } from "../../app/profile/edit-trait.server.ts";
import { saveTrait } from "../../app/profile/trait-dictionary.store.server.ts";
import { traitsTaughtBy } from "../../app/profile/trait-dictionary.ts";
import { addVersion, createQuiz } from "../../app/quiz/quiz.store.server.ts";
import { forgetExpired } from "../../app/response/forget-expired.server.ts";
import { recordResponse } from "../../app/response/record-response.server.ts";
import { retime } from "../../app/response/trait-expiry.store.server.ts";
import { retimeTraits } from "../../app/response/retime-traits.job.server.ts";
import { buildSegment } from "../../app/segment/build-segment.job.server.ts";
import { createSegment } from "../../app/segment/edit-segment.server.ts";
import { settleProfile } from "../../app/segment/settle-profile.job.server.ts";
import { givenDatabase, givenShop } from "../database.ts";
import { givenRun, takeJobs } from "./worker.ts";

const DAY = 86_400_000;
const option = (id: string) => ({ id, text: id });
const content = {
  title: "Gift finder",
  questions: [
    { type: "single", id: "room", text: "Which room?", options: [option("home"), option("garden")] },
    { type: "single", id: "taste", text: "Which style?", options: [option("retro"), option("calm")] },
    { type: "consent", id: "agree", text: "May we remember this?" },
  ],
  result: { title: "For you" },
};

/** The garden makes a gardener. */
const withPersona = {
  ...content,
  questions: content.questions.map((question) =>
    question.id === "room"
      ? { ...question, options: [option("home"), { ...option("garden"), points: { gardener: 1 } }] }
      : question,
  ),
  outcomes: [{ id: "gardener", title: "Gardener" }],
};

/** Somebody who told room and taste, is in a segment for each, and the days that the shop keeps them. */
async function givenKnownPerson(days: Record<string, number>, asked: object = content) {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  let now = Date.UTC(2026, 0, 1, 12);
  const clock = () => new Date(now);
  const quiz = await db.transaction(async (tx) => {
    const parsed = PublishedQuiz.shape.content.parse(asked);
    const quizId = await createQuiz(tx, shop, { handle: "gift-finder", kind: "quiz", draft: parsed }, clock());
    await addVersion(tx, shop, { id: quizId }, { id: "v1", content: parsed }, clock());
    for (const trait of traitsTaughtBy({ handle: "gift-finder", content: parsed })) {
      await saveTrait(tx, shop, { ...trait, retentionDays: days[trait.key] ?? trait.retentionDays }, clock());
    }
    return PublishedQuiz.parse({ versionId: "v1", quizId, handle: "gift-finder", kind: "quiz", content: parsed });
  });
  const segments = [];
  for (const [key, is] of [["room", ["home"]] as const, ["taste", ["calm"]] as const]) {
    const { id } = await createSegment(db, clock, shop, { name: key, rule: { kind: "trait", key, is: [...is] } });
    await buildSegment(givenRun(db, shop, clock, { segmentId: id }));
    segments.push(id);
  }
  const answer = (questionId: string, value: string[] | boolean, recalled?: true) => ({
    ...{ answerId: randomUUID(), questionId, value },
    ...(recalled && { recalled }),
  });
  const walk = (recalled?: true, room = "home") => ({
    responseId: randomUUID(),
    versionId: "v1",
    answers: [answer("room", [room], recalled), answer("taste", ["calm"], recalled), answer("agree", true)],
    finished: true,
  });
  const key = mintKey();
  const tell = (submitted = walk(), customerId = "42") => {
    const arrived = { submitted, quiz, customerId, source: "storefront", test: false, at: clock() } as const;
    return db.transaction((tx) => recordResponse(tx, shop, arrived, key));
  };
  const settle = async () => {
    for (const payload of await takeJobs(db, shop, "settle-profile")) {
      await settleProfile(givenRun<"settle-profile">(db, shop, clock, payload));
    }
  };
  return {
    ...{ db, shop, clock, tell, settle, segments },
    tellRoom: (room: string) => tell(walk(undefined, room)),
    recall: (customerId?: string) => tell(walk(true), customerId),
    pass: (ms: number) => (now += ms),
    forget: () => forgetExpired(db, clock, 500),
    known: async () => (await db.read.trait.findMany({ orderBy: { id: "asc" } })).map(({ key: name }) => name),
    members: async () =>
      (await db.read.membership.findMany({ where: { until: null }, orderBy: { segmentId: "asc" } })).map(
        ({ segmentId }) => segmentId,
      ),
  };
}

test("P11 GIVEN a trait that is kept for 30 days WHEN they have passed THEN value and answer are erased and its segment is left", async () => {
  const { db, tell, settle, pass, forget, known, members, segments } = await givenKnownPerson({ room: 30 });
  await tell();
  await settle();
  expect(await members()).toEqual(segments);
  pass(30 * DAY - 1);
  expect(await forget()).toBe(0);
  pass(1);
  expect(await forget()).toBe(1);
  expect(await known()).toEqual(["taste"]);
  expect(await db.read.answer.count({ where: { questionId: "room" } })).toBe(0);
  expect(await db.read.answer.count()).toBe(2);
  await settle();
  expect(await members()).toEqual([segments[1]]);
  expect(await forget()).toBe(0);
});

test("P11 GIVEN it is told again in time THEN it is the newer word's days that count; the older word goes at its own end", async () => {
  const { tell, pass, forget, known } = await givenKnownPerson({ room: 30 });
  await tell();
  pass(20 * DAY);
  await tell();
  expect(await known()).toEqual(["room", "taste", "room", "taste"]);
  pass(10 * DAY);
  expect(await forget()).toBe(1);
  expect(await known()).toEqual(["taste", "room", "taste"]);
  pass(20 * DAY);
  expect(await forget()).toBe(1);
  expect(await known()).toEqual(["taste", "taste"]);
});

test("P11 GIVEN what was told came up again as a recalled answer THEN the copy is erased with it, and nobody else's copy", async () => {
  const { db, tell, recall, pass, forget } = await givenKnownPerson({ room: 30 });
  const copies = () => db.read.answer.count({ where: { recalled: true, questionId: "room" } });
  await tell();
  pass(20 * DAY);
  await recall();
  await recall("43");
  expect(await copies()).toBe(2);
  pass(10 * DAY);
  expect(await forget()).toBe(1);
  expect(await copies()).toBe(1);
});

test("P11 GIVEN a persona is kept for 10 days WHEN they have passed THEN its walk names it no more; the next walk's does until its own end", async () => {
  const days = { room: 730, "persona-gift-finder": 10 };
  const { db, tell, tellRoom, pass, forget, known } = await givenKnownPerson(days, withPersona);
  const named = async () => {
    const walks = await db.read.quizResponse.findMany({ select: { outcomeId: true }, orderBy: { startedAt: "asc" } });
    return walks.map(({ outcomeId }) => outcomeId);
  };
  await tellRoom("garden");
  await tell(undefined, "43");
  pass(5 * DAY);
  await tellRoom("garden");
  expect(await named()).toEqual(["gardener", null, "gardener"]);
  pass(5 * DAY);
  expect(await forget()).toBe(1);
  expect(await named()).toEqual([null, null, "gardener"]);
  pass(5 * DAY);
  expect(await forget()).toBe(1);
  expect(await named()).toEqual([null, null, null]);
  expect(await known()).not.toContain("persona-gift-finder");
});

test("P11 GIVEN the worker stops while it sets new days THEN the rest is set when it starts again", async () => {
  const { db, shop, clock, tell, pass, forget } = await givenKnownPerson({ room: 730 });
  await tell();
  pass(40 * DAY);
  const form = { key: "room", name: "Room", purpose: "", freshDays: "30", retentionDays: "30" };
  expect(await editTrait(db, clock, shop, form)).toBeUndefined();
  const [payload] = await takeJobs(db, shop, "retime-traits");
  if (payload === undefined) throw new Error("no job was queued");
  const stopped = { signal: AbortSignal.abort() };
  await expect(retimeTraits(givenRun<"retime-traits">(db, shop, clock, payload, stopped))).rejects.toThrow(RunLater);
  expect(await forget()).toBe(0);
  await retimeTraits(givenRun<"retime-traits">(db, shop, clock, payload));
  expect(await forget()).toBe(1);
});

test("P11 GIVEN the merchant shortens the days THEN that holds for what is known already, and for this shop's trait alone", async () => {
  const { db, shop, clock, tell, pass, forget, known } = await givenKnownPerson({ room: 730 });
  await tell();
  const other = await givenShop(db);
  const others = await db.transaction(async (tx) => {
    const { id } = await tx.profile.create({ data: { shopId: other, createdAt: clock() } });
    const times = { since: clock(), forgetAt: new Date(clock().getTime() + 730 * DAY) };
    return tx.trait.create({ data: { shopId: other, profileId: id, key: "room", value: "home", ...times } });
  });
  pass(40 * DAY);
  const form = { key: "room", name: "Room", purpose: "", freshDays: "30", retentionDays: "30" };
  expect(await editTrait(db, clock, shop, form)).toBeUndefined();
  for (const payload of await takeJobs(db, shop, "retime-traits")) {
    await retimeTraits(givenRun<"retime-traits">(db, shop, clock, payload));
  }
  // Even asked for by its number, another shop's row stays as it is.
  await db.transaction((tx) => retime(tx, shop, [others.id], 1));
  expect(await db.read.trait.findMany({ where: { shopId: other } })).toEqual([others]);
  expect(await forget()).toBe(1);
  expect(await known()).toEqual(["taste", "room"]);
});
