import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { QuizContent } from "../contract/quiz.ts";
import type { PublishedQuiz } from "../contract/quiz.ts";
import {
  appendConsent,
  profileOfCustomer,
  pointVisitorTo,
  createAnonymousProfile,
  forgetTold,
} from "../profile/profile.store.server.ts";
import { saveTrait } from "../profile/trait-dictionary.store.server.ts";
import { learnWord, traitsTaughtBy } from "../profile/trait-dictionary.ts";
import { answerAsking, knownOf } from "./answer-asking.server.ts";
import { addAskRecords, listAsked } from "./asking.store.server.ts";
import { recordAsking } from "./record-asking.server.ts";

const DAY = 86_400_000;

const quizOf = (handle: string, quizId: number, priority?: number): PublishedQuiz => ({
  versionId: `${handle}-1`,
  quizId,
  handle,
  kind: "quiz",
  content: QuizContent.parse({
    title: handle,
    ...(priority !== undefined && { priority }),
    questions: [
      {
        type: "single",
        id: "room",
        trait: "home-room",
        text: "Which room?",
        options: [
          { id: "home", text: "Home" },
          { id: "garden", text: "Garden" },
        ],
      },
      { type: "number", id: "size", trait: `size-${handle}`, text: "How large?", unit: "cm" },
    ],
    result: { title: "Done" },
    translations: { de: { "room/home": "Zuhause" } },
  }),
});

async function givenShopper() {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  let now = new Date("2026-05-01T00:00:00Z");
  const quizzes = [quizOf("gifts", 1), quizOf("style", 2, 80)];
  const deps = {
    read: db.read,
    clock: () => now,
    shopOf: () => Promise.resolve({ id: shop, askQuestions: 3, askDays: 30 }),
    findPublished: (_domain: string, handle: string) => Promise.resolve(quizzes.find((quiz) => quiz.handle === handle)),
  };
  const agree = (profileId: number) =>
    db.transaction((tx) =>
      appendConsent(tx, shop, profileId, {
        purpose: "personalise",
        state: "granted",
        wording: null,
        place: "block",
        identity: "customer",
        answerId: null,
        at: now,
      }),
    );
  const ask = async (body: object, customerId?: string) => {
    const answered = await answerAsking(deps, { shop: "s", customerId }, { placement: "popup", ...body });
    const { record } = answered;
    if (record) await db.transaction((tx) => recordAsking(tx, shop, record, now));
    return answered;
  };
  const tell = (profileId: number, key: string, value: string) =>
    db.transaction((tx) => tx.trait.create({ data: { shopId: shop, profileId, key, value, since: now } }));
  const customer = async (id: string) => (await db.transaction((tx) => profileOfCustomer(tx, shop, id, now))).id;
  return {
    db,
    shop,
    deps,
    ask,
    agree,
    tell,
    customer,
    later: (days: number) => void (now = new Date(now.getTime() + days * DAY)),
  };
}

describe("asking", () => {
  test("GIVEN nobody we know THEN the hint alone counts, it can only make us ask less, and nothing is kept", async () => {
    const { db, ask, customer } = await givenShopper();
    await customer("42");
    const { reply } = await ask({ candidates: ["gifts"] });
    expect([reply.ask, reply.reason, reply.known]).toEqual(["gifts", "ask", {}]);
    expect((await ask({ candidates: ["gifts"], hint: { asked: 2 } }, "42")).reply).toEqual({
      reason: "budget",
      known: {},
      budget: { questions: 3, days: 30 },
    });
    expect((await ask({ candidates: ["gifts"], hint: { done: ["gifts"] } })).reply.reason).toBe("done");
    expect((await ask({ candidates: ["gifts"], visitorId: randomUUID() })).reply.ask).toBe("gifts");
    expect(await db.read.askRecord.count()).toBe(0);
    expect(await db.read.visitor.count()).toBe(0);
  });

  test("GIVEN the shopper opens it of their own accord THEN what is known is told whatever was asked lately, nobody else's, and nothing is kept", async () => {
    const { db, ask, agree, tell, customer } = await givenShopper();
    const profileId = await customer("42");
    await agree(profileId);
    await tell(profileId, "home-room", "home");
    const wanted = { candidates: ["gifts"], wanted: true };
    const hint = { asked: 9, done: ["gifts"] };
    expect((await ask({ candidates: ["gifts"], hint }, "42")).reply.ask).toBeUndefined();
    const records = await db.read.askRecord.count();
    const { reply, record } = await ask({ ...wanted, hint }, "42");
    expect([reply.ask, record]).toEqual(["gifts", undefined]);
    expect(reply.known).toMatchObject({ room: { value: ["home"], text: "Home" } });
    expect((await ask(wanted, "43")).reply.known).toEqual({});
    expect((await ask(wanted)).reply.known).toEqual({});
    expect(await db.read.askRecord.count()).toBe(records);
    expect((await ask({ candidates: ["unknown"], wanted: true }, "42")).reply.reason).toBe("missing");
  });

  test("GIVEN a customer who agreed THEN what they told is not asked; stale it is offered; the budget holds over all quizzes", async () => {
    const { db, shop, ask, agree, tell, customer, later } = await givenShopper();
    const profileId = await customer("42");
    await agree(profileId);
    await tell(profileId, "home-room", "home");
    // The room is known: each costs one question. Priority decides.
    const first = await ask({ candidates: ["gifts", "style"], language: "de-CH" }, "42");
    expect(first.reply.ask).toBe("style");
    expect(first.reply.known).toEqual({
      room: { value: ["home"], text: "Zuhause", since: "2026-05-01T00:00:00.000Z", stale: false },
    });
    // After a reload it is still the same question, and no second line.
    expect((await ask({ candidates: ["gifts", "style"] }, "42")).reply.ask).toBe("style");
    expect((await listAsked(db.read, shop, 9)).map(({ handle, reason }) => `${handle} ${reason}`).sort()).toEqual([
      "gifts priority",
      "style ask",
    ]);
    later(1);
    await ask({ candidates: ["gifts"] }, "42");
    later(1);
    await ask({ candidates: ["style"] }, "42");
    later(1);
    expect((await ask({ candidates: ["gifts"] }, "42")).reply.reason).toBe("budget");
    // A hint that claims less changes nothing.
    expect((await ask({ candidates: ["gifts"], hint: { asked: 0 } }, "42")).reply.reason).toBe("budget");
    later(31);
    expect((await ask({ candidates: ["gifts"] }, "42")).reply.ask).toBe("gifts");
  });

  test("GIVEN what has grown stale by the dictionary THEN it is offered again, marked so", async () => {
    const { db, shop, deps, ask, agree, tell, customer, later } = await givenShopper();
    const profileId = await customer("42");
    await agree(profileId);
    await tell(profileId, "home-room", "home");
    await tell(profileId, "size-gifts", "30");
    const [room] = traitsTaughtBy(quizOf("gifts", 1));
    await db.transaction((tx) => saveTrait(tx, shop, { ...learnWord(undefined, room!), freshDays: 10 }, new Date(0)));
    expect((await ask({ candidates: ["gifts"] }, "42")).reply.reason).toBe("known");
    later(11);
    const { reply } = await ask({ candidates: ["gifts"] }, "42");
    expect(reply.ask).toBe("gifts");
    expect(reply.known["room"]?.stale).toBe(true);
    expect(reply.known["size"]).toMatchObject({ value: 30, text: "30 cm", stale: false });
    expect(await knownOf(deps, { shop: "s", customerId: "42" }, quizOf("gifts", 1), {})).toEqual(reply.known);
  });

  test("GIVEN a browser whose customer has logged out THEN it is not told what that customer said; a withdrawal silences us and empties the log", async () => {
    const { db, shop, ask, agree, tell, customer } = await givenShopper();
    const profileId = await customer("42");
    await agree(profileId);
    await tell(profileId, "home-room", "home");
    const visitorId = randomUUID();
    await db.transaction((tx) => pointVisitorTo(tx, shop, visitorId, profileId, new Date()));
    const { reply } = await ask({ candidates: ["gifts"], visitorId });
    expect([reply.ask, reply.known]).toEqual(["gifts", {}]);
    // Somebody else, logged in at the same browser, is who the signature says.
    await customer("77");
    expect((await ask({ candidates: ["gifts"], visitorId }, "77")).record).toBeUndefined();

    const anonymous = await db.transaction((tx) => createAnonymousProfile(tx, shop, new Date()));
    await agree(anonymous.id);
    await tell(anonymous.id, "home-room", "garden");
    const own = randomUUID();
    await db.transaction((tx) => pointVisitorTo(tx, shop, own, anonymous.id, new Date()));
    expect((await ask({ candidates: ["gifts"], visitorId: own })).reply.known["room"]?.value).toEqual(["garden"]);

    await db.transaction((tx) => forgetTold(tx, shop, profileId));
    await db.transaction((tx) => tx.profile.update({ where: { id: profileId }, data: { consent: "withdrawn" } }));
    expect(await db.read.askRecord.count({ where: { profileId } })).toBe(0);
    expect((await ask({ candidates: ["gifts"] }, "42")).reply.reason).toBe("withdrawn");
    const verdicts = [{ handle: "gifts", reason: "ask" as const, questions: 1 }];
    await db.transaction((tx) => recordAsking(tx, shop, { profileId, placement: "popup", verdicts }, new Date()));
    expect(await db.read.askRecord.count({ where: { profileId } })).toBe(0);
    await db.transaction((tx) =>
      addAskRecords(tx, shop, { profileId: anonymous.id, placement: "popup", verdicts, at: new Date() }),
    );
    expect(await listAsked(db.read, shop, 1)).toHaveLength(1);
  });

  test("what is sent is checked", async () => {
    const { ask } = await givenShopper();
    for (const body of [
      { candidates: [] },
      { candidates: ["__proto__"] },
      { candidates: ["a"], customerId: "1" },
      { candidates: ["a"], hint: { asked: -1 } },
    ])
      await expect(ask(body)).rejects.toMatchObject({ status: 422 });
    expect((await ask({ candidates: ["constructor"] })).reply).toMatchObject({ reason: "missing" });
  });
});
