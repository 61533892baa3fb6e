import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { givenRun } from "../../tests/segments/worker.ts";
import { PublishedQuiz } from "../contract/quiz.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Database } from "../platform/db.server.ts";
import { mintKey, seal } from "../platform/secret.server.ts";
import { saveTrait } from "../profile/trait-dictionary.store.server.ts";
import { traitsTaughtBy } from "../profile/trait-dictionary.ts";
import { addVersion, createQuiz } from "../quiz/quiz.store.server.ts";
import { createPolls } from "../response/polls.server.ts";
import { arrivalRecorder } from "../response/record-arrival.server.ts";
import { buildSegment } from "../segment/build-segment.job.server.ts";
import { createSegment } from "../segment/edit-segment.server.ts";
import { explainMembership } from "../segment/explain-membership.server.ts";
import { settleProfile } from "../segment/settle-profile.job.server.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";
import { forgetOld } from "./forget-old.server.ts";

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1, 12);
const day = (number: number) => new Date(START + number * DAY);
const option = (id: string, text = id) => ({ id, text });
const QUIZ = {
  title: "Gift finder",
  questions: [
    { type: "single", id: "room", text: "Which room?", options: [option("home", "Home"), option("garden", "Garden")] },
    { type: "text", id: "words", text: "Anything else?" },
    { type: "consent", id: "agree", text: "May we remember this?" },
  ],
  result: { title: "For you" },
};
const POLL = { ...QUIZ, title: "Which style?", questions: QUIZ.questions.slice(0, 1) };
const CANARY = "for-my-sister-canary-4e1f";

interface Walker {
  responseId?: string;
  customerId?: string;
  answers?: { answerId: string; questionId: string; value: unknown }[];
  added?: string;
}
const answer = (questionId: string, value: unknown) => ({ answerId: randomUUID(), questionId, value });

/** A shop with a quiz and a poll; what arrives is recorded as the worker does. Traits are kept for ten years. */
async function givenQuizAndPoll() {
  const db = await givenDatabase();
  const shop = await givenShop(db, day(0));
  const master = mintKey();
  const { domain } = await db.read.shop.findUniqueOrThrow({ where: { id: shop } });
  const dataKey = seal(master, `Shop.dataKey/${domain}`, mintKey().export().toString("base64"));
  const publish = (kind: "quiz" | "poll", content: PublishedQuiz["content"]) =>
    db.transaction(async (tx) => {
      const quizId = await createQuiz(tx, shop, { handle: kind, kind, draft: content }, day(0));
      await addVersion(tx, shop, { id: quizId }, { id: `${kind}-1`, content }, day(0));
      return PublishedQuiz.parse({ versionId: `${kind}-1`, quizId, handle: kind, kind, content });
    });
  const quiz = await publish("quiz", PublishedQuiz.shape.content.parse(QUIZ));
  const poll = await publish("poll", PublishedQuiz.shape.content.parse(POLL));
  await db.transaction(async (tx) => {
    await tx.shop.update({ where: { id: shop }, data: { dataKey, privacyFloor: 1 } });
    for (const trait of traitsTaughtBy(quiz)) await saveTrait(tx, shop, { ...trait, retentionDays: 3_650 }, day(0));
  });
  const record = arrivalRecorder(master);
  const arrive = async (what: "quiz" | "poll", at: Date, { customerId, ...walker }: Walker) => {
    const submitted = { responseId: randomUUID(), versionId: `${what}-1`, answers: [], finished: true, ...walker };
    const body = JSON.stringify({ submitted, customerId });
    const row = { seq: 1, kind: "response" as const, shop: domain, body, receivedAt: at.getTime() };
    await db.transaction((tx) => record(tx, row));
    return submitted.responseId;
  };
  const resultsOn = (now: Date, customerId: string | undefined) =>
    createPolls({
      read: db.read,
      clock: () => now,
      shopOf: () => Promise.resolve({ id: shop, privacyFloor: 1 }),
      keyOf: () => dataKeyOf(db.read, shop, master),
      findPublished: () => Promise.resolve(poll),
    }).results({ shop: domain, customerId }, "poll");
  return {
    db,
    shop,
    arrive,
    resultsOn,
    vote: (at: Date, room: string, customerId?: string) =>
      arrive("poll", at, { answers: [answer("room", [room])], ...(customerId && { customerId }) }),
  };
}

const forgetOn = (db: Database, now: Date, limit = 100) =>
  forgetOld({ db, clock: () => now }, { limit, goesOn: () => Promise.resolve(true) });
const told = () => [answer("room", ["home"]), answer("words", CANARY), answer("agree", true)];
const counts = async ({ read }: Database) => ({
  walks: await read.quizResponse.count(),
  answers: await read.answer.count(),
  adds: await read.cartAdd.count(),
});

test("P11 GIVEN a walk WHEN 730 days have passed since the last that came in it THEN it goes with its answers and what it put into the cart", async () => {
  const { db, arrive } = await givenQuizAndPoll();
  const responseId = await arrive("quiz", day(0), { answers: told() });
  await arrive("quiz", day(10), { responseId, added: "901" });
  await arrive("quiz", day(20), { answers: told() });
  await forgetOn(db, new Date(day(740).getTime() - 1));
  expect(await counts(db)).toEqual({ walks: 2, answers: 6, adds: 1 });
  await forgetOn(db, day(740));
  expect(await counts(db)).toEqual({ walks: 1, answers: 3, adds: 0 });
  await forgetOn(db, day(750));
  expect(await counts(db)).toEqual({ walks: 0, answers: 0, adds: 0 });
});

test("P8, P11 GIVEN own words in a walk WHEN it has gone THEN nothing of it is in the file or its log", async () => {
  const { db, arrive } = await givenQuizAndPoll();
  const id = await arrive("quiz", day(0), { answers: told() });
  const words = await db.read.answer.findFirstOrThrow({ where: { questionId: "words" } });
  const sealed = words.textSealed ?? "";
  const bytes = () => ["", "-wal"].map((suffix) => readFileSync(db.file + suffix, "latin1")).join("");
  expect([bytes().includes(id), bytes().includes(sealed)]).toEqual([true, true]);
  await forgetOn(db, day(731));
  expect([bytes().includes(id), bytes().includes(sealed)]).toEqual([false, false]);
});

test("P11 GIVEN the shop keeps a trait for longer than the walk that told it THEN its segment stays, and says as before what was answered and agreed to", async () => {
  const { db, shop, arrive } = await givenQuizAndPoll();
  const rule = { kind: "answer", quiz: "quiz", question: "room", is: ["home"] };
  const { id: segmentId } = await createSegment(db, () => day(0), shop, { name: "Home", rule });
  await buildSegment(givenRun<"build-segment">(db, shop, () => day(0), { segmentId }));
  await arrive("quiz", day(0), { answers: told(), customerId: "42" });
  const { id: profileId } = await db.read.profile.findFirstOrThrow();
  await settleProfile(givenRun<"settle-profile">(db, shop, () => day(0), { profileId }));
  const why = (now: Date) => explainMembership(db.read, () => now, shop, segmentId, profileId);
  const before = await why(day(729));
  expect(before).toMatchObject({
    member: true,
    explanation: {
      evidence: [
        { question: "Which room?", option: "Home", at: day(0), consent: { wording: "May we remember this?" } },
      ],
    },
  });
  expect(await forgetOn(db, day(730))).toBe(1);
  expect(await counts(db)).toMatchObject({ walks: 0, answers: 0 });
  await settleProfile(givenRun<"settle-profile">(db, shop, () => day(730), { profileId }));
  expect(await why(day(730))).toEqual(before);
  expect(await db.read.membership.count({ where: { until: null } })).toBe(1);
  expect(await db.read.consent.count()).toBe(1);
  // Asked again and answered otherwise: the older word ends as ever.
  const answers = [answer("room", ["garden"]), answer("words", null), answer("agree", true)];
  await arrive("quiz", day(731), { answers, customerId: "42" });
  await settleProfile(givenRun<"settle-profile">(db, shop, () => day(731), { profileId }));
  expect(await why(day(731))).toMatchObject({ member: false });
});

test("P11 GIVEN votes WHEN their days are over THEN nobody can tell who voted; the poll's count stays, and who comes back may vote again", async () => {
  const { db, vote, resultsOn } = await givenQuizAndPoll();
  for (const customer of ["41", "42", undefined]) await vote(day(0), "home", customer);
  await vote(day(1), "garden", "43");
  const options = [
    { id: "home", votes: 3 },
    { id: "garden", votes: 1 },
  ];
  expect(await resultsOn(day(2), "42")).toMatchObject({ votes: 4, options, mine: ["home"] });
  await forgetOn(db, day(730));
  expect(await db.read.pollVote.findMany({ select: { options: true } })).toEqual([{ options: '["garden"]' }]);
  expect(await resultsOn(day(730), "42")).toEqual({ votes: 4, options, state: "open" });
  expect(await resultsOn(day(730), "43")).toMatchObject({ votes: 4, mine: ["garden"] });
  await vote(day(730), "garden", "42");
  await vote(day(730), "home", "43");
  expect(await resultsOn(day(730), "42")).toMatchObject({ votes: 5, options: [{ votes: 3 }, { votes: 2 }] });
});

/** Walks of two shops, three quizzes each, told on some day and touched later; no two days the same for the eye, many for the slices. */
const walks = fc.array(
  fc.record({ shop: fc.nat(1), quiz: fc.nat(2), began: fc.nat(60), lasted: fc.oneof(fc.constant(0), fc.nat(40)) }),
  { maxLength: 40 },
);

test("P11 GIVEN any walks of any shops, in slices of any size THEN exactly those whose days are over have gone, with all that was theirs", async () => {
  const db = await givenDatabase();
  const shops = [await givenShop(db, day(0)), await givenShop(db, day(0))];
  const quizzes: number[][] = [];
  for (const shop of shops) {
    const draft = PublishedQuiz.shape.content.parse(QUIZ);
    const made = ["a", "b", "c"].map((handle) =>
      db.transaction((tx) => createQuiz(tx, shop, { handle, kind: "quiz", draft }, day(0))),
    );
    quizzes.push(await Promise.all(made));
  }
  const keep = async (shopId: ShopId, id: string, quizId: number, startedAt: Date, updatedAt: Date) =>
    db.transaction(async (tx) => {
      await tx.quizResponse.create({ data: { shopId, id, quizId, versionId: "v1", startedAt, updatedAt } });
      const ofIt = { shopId, responseId: id };
      const answers = [1, 2].map((sequence) => ({ ...ofIt, id: `${id}-${sequence}`, questionId: "room", sequence }));
      await tx.answer.createMany({ data: answers.map((one) => ({ ...one, at: startedAt })) });
      await tx.cartAdd.create({ data: { ...ofIt, variantId: "1", at: updatedAt } });
      await tx.pollVote.create({ data: { ...ofIt, quizId, voter: id, options: "[]", at: updatedAt } });
      await tx.incentiveClaim.create({
        data: { ...ofIt, incentiveId: 1, state: "given", language: "en", at: updatedAt },
      });
    });
  await fc.assert(
    fc.asyncProperty(walks, fc.integer({ min: 1, max: 60 }), fc.nat(100), async (drawn, limit, passed) => {
      for (const [index, { shop, quiz, began, lasted }] of drawn.entries()) {
        // The same ids in both shops.
        await keep(
          shops[shop]!,
          `w${index >> 1}-${index % 2 === shop ? "a" : "b"}`,
          quizzes[shop]![quiz]!,
          day(began),
          day(began + lasted),
        );
      }
      const left = drawn.filter(({ began, lasted }) => began + lasted > passed).length;
      expect(await forgetOn(db, day(730 + passed), limit)).toBe(drawn.length - left);
      expect(await counts(db)).toEqual({ walks: left, answers: 2 * left, adds: left });
      expect([await db.read.pollVote.count(), await db.read.incentiveClaim.count()]).toEqual([left, left]);
      await forgetOn(db, day(2_000));
    }),
    { numRuns: 15 },
  );
});

test("P11 GIVEN it is told to stop in the midst THEN it stops after the slice, and the next time takes the rest", async () => {
  const { db, arrive } = await givenQuizAndPoll();
  for (let index = 0; index < 5; index += 1) await arrive("quiz", day(0), { answers: told() });
  const stopped = { limit: 16, goesOn: () => Promise.resolve(false) };
  // The shop's own kinds come second: nothing but a look before.
  expect(await forgetOld({ db, clock: () => day(730) }, stopped)).toBe(0);
  let turns = 0;
  const soon = { limit: 16, goesOn: () => Promise.resolve((turns += 1) < 2) };
  expect(await forgetOld({ db, clock: () => day(730) }, soon)).toBe(2);
  expect(await counts(db)).toMatchObject({ walks: 3, answers: 9 });
  expect(await forgetOn(db, day(730), 2)).toBe(3);
});
