import { randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { answer, givenQuiz, walk } from "../../tests/response/scene.ts";
import type { Database } from "../platform/db.server.ts";
import { mergeProfile } from "./merge.store.server.ts";
import { findProfileOfCustomer, profileOfCustomer } from "./profile.store.server.ts";
import { separateProfiles } from "./separate-profiles.server.ts";

const clock = () => new Date("2026-05-01T12:00:00Z");
const CUSTOMER = "42";

test("GIVEN two customers on one device WHEN one is to take the other over THEN they stay two people", async () => {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  const merged = await db.transaction(async (tx) => {
    const former = await profileOfCustomer(tx, shop, "42", new Date(0));
    const latter = await profileOfCustomer(tx, shop, "77", new Date(0));
    return mergeProfile(tx, shop, former, latter, { reason: "log-in", at: new Date(0) });
  });
  expect(merged).toBeUndefined();
  expect(await db.read.profile.count({ where: { mergedIntoId: null } })).toBe(2);
});

type Scene = Awaited<ReturnType<typeof givenQuiz>>;

/** Takes back the only merge, as staff do on the customer's page. */
async function separate({ db, shop }: Scene): Promise<boolean> {
  const merge = await db.read.merge.findFirstOrThrow({ where: { shopId: shop } });
  return separateProfiles(db, clock, shop, { profileId: merge.intoId, mergeId: merge.id });
}

/** What is known of the customer and of the anonymous one: traits with their times, consents, walks. */
async function knowledge(db: Database) {
  const profiles = await db.read.profile.findMany({ where: { mergedIntoId: null } });
  const of = async ({ id: profileId, customerId, consent }: (typeof profiles)[number]) => {
    const traits = await db.read.trait.findMany({
      where: { profileId },
      orderBy: [{ since: "asc" }, { value: "asc" }],
    });
    const told = traits.map((one) => `${one.key}=${one.value} ${one.since.getTime()}-${one.until?.getTime() ?? ""}`);
    const consents = await db.read.consent.findMany({ where: { profileId }, orderBy: { at: "asc" } });
    const walks = await db.read.quizResponse.count({ where: { profileId } });
    const visitors = await db.read.visitor.findMany({ where: { profileId }, select: { id: true } });
    return [customerId ?? "visitor", { consent, told, said: consents.map(({ at }) => at.getTime()), walks, visitors }];
  };
  const known = await Promise.all(profiles.map(of));
  return Object.fromEntries(known.filter(([who, what]) => who === CUSTOMER || what !== undefined)) as Record<
    string,
    unknown
  >;
}

interface Step {
  who: "visitor" | "customer";
  room: string;
  ids: [responseId: string, answers: ReturnType<typeof walk>];
}

const step = fc
  .record({ who: fc.constantFrom("visitor" as const, "customer" as const), room: fc.constantFrom("home", "garden") })
  .map(({ who, room }): Step => ({ who, room, ids: [randomUUID(), walk(true, room)] }));

describe("separating (a merge is a pointer, and reversible)", () => {
  test("after any histories both know what they would know had nobody logged in", async () => {
    const property = fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 4 }),
      fc.array(step, { maxLength: 3 }),
      async (before, after) => {
        const [responseId, visitorId] = [randomUUID(), randomUUID()];
        const last = { responseId, visitorId, answers: walk(true), finished: true };
        const play = async (logIn: boolean) => {
          const scene = await givenQuiz();
          const go = async ({ who, ids: [id, answers] }: Step, merged: boolean) => {
            const own = { responseId: id, answers, finished: true };
            if (who === "customer") await scene.arrive(own, CUSTOMER);
            else if (!merged) await scene.arrive({ ...own, visitorId });
          };
          for (const one of before) await go(one, false);
          await scene.arrive(last);
          // A minute in which the control shop hears nothing of either.
          if (logIn) await scene.arrive({ responseId, visitorId, answers: [], finished: true }, CUSTOMER);
          else await scene.arrive({ responseId: randomUUID(), answers: [], finished: false });
          for (const one of after) await go(one, true);
          return scene;
        };
        const joined = await play(true);
        expect(Object.keys(await knowledge(joined.db))).toEqual([CUSTOMER]);
        expect(await separate(joined)).toBe(true);
        const apart = await play(false);
        const expected = await knowledge(apart.db);
        // Whoever logged in has a profile, though perhaps nothing is known under it.
        const nobody = { consent: "none", told: [], said: [], walks: 0, visitors: [] };
        expect(await knowledge(joined.db)).toEqual({ [CUSTOMER]: nobody, ...expected });
      },
    );
    await fc.assert(property, { numRuns: 20, interruptAfterTimeLimit: 15_000 });
  });

  test("GIVEN separated people WHEN the customer uses that browser again THEN only their own profile hears of it", async () => {
    const scene = await givenQuiz();
    const [responseId, visitorId] = [randomUUID(), randomUUID()];
    await scene.arrive({ responseId, visitorId, answers: walk(true, "garden"), finished: true });
    await scene.arrive({ responseId, visitorId, answers: [], finished: true }, CUSTOMER);
    expect(await separate(scene)).toBe(true);
    const jobs = await scene.db.read.job.findMany({ where: { name: "settle-profile" }, select: { key: true } });
    expect(jobs.map(({ key }) => key).sort()).toEqual(["1", "2"]);

    const before = await knowledge(scene.db);
    await scene.arrive({ responseId, visitorId, answers: [], finished: true }, CUSTOMER);
    expect(await knowledge(scene.db)).toEqual(before);
    await scene.arrive({ responseId: randomUUID(), visitorId, answers: walk(true, "home"), finished: true }, CUSTOMER);
    const now = await knowledge(scene.db);
    expect(now.visitor).toMatchObject({ told: [expect.stringMatching(/^room=garden \d+-$/)] });
    expect(now[CUSTOMER]).toMatchObject({ consent: "granted", visitors: [{ id: visitorId }] });
  });

  test("GIVEN answers told after the log-in in the very walk WHEN they are separated THEN the walk goes as a whole", async () => {
    const scene = await givenQuiz();
    const [responseId, visitorId] = [randomUUID(), randomUUID()];
    await scene.arrive({ responseId: randomUUID(), answers: walk(true, "garden"), finished: true }, CUSTOMER);
    const own = (await knowledge(scene.db))[CUSTOMER];
    await scene.arrive({ responseId, visitorId, answers: walk(true, "garden"), finished: false });
    await scene.arrive({ responseId, visitorId, answers: [answer("room", ["home"])], finished: false }, CUSTOMER);
    await separate(scene);
    const now = await knowledge(scene.db);
    expect(now[CUSTOMER]).toEqual(own);
    expect(now.visitor).toMatchObject({
      walks: 1,
      told: [expect.anything(), expect.stringMatching(/^room=home \d+-$/)],
    });
  });

  test("twice, by another customer's page, in another shop: nothing happens", async () => {
    const scene = await givenQuiz();
    const [responseId, visitorId] = [randomUUID(), randomUUID()];
    await scene.arrive({ responseId, visitorId, answers: walk(true), finished: true });
    await scene.arrive({ responseId, visitorId, answers: [], finished: true }, CUSTOMER);
    const { db, shop } = scene;
    const other = await givenShop(db);
    const merge = await db.read.merge.findFirstOrThrow();
    const ids = { profileId: merge.intoId, mergeId: merge.id };
    await expect(separateProfiles(db, clock, other, ids)).rejects.toMatchObject({ status: 404 });
    const stranger = await db.transaction((tx) => profileOfCustomer(tx, shop, "77", clock()));
    expect(await separateProfiles(db, clock, shop, { ...ids, profileId: stranger.id })).toBe(false);
    expect(await separate(scene)).toBe(true);
    expect(await separate(scene)).toBe(false);
    const again = await findProfileOfCustomer(db.read, shop, CUSTOMER);
    expect(again?.id).toBe(merge.intoId);
  });
});
