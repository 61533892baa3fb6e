import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ShopId } from "../../app/contract/shop.ts";
import type { Tx } from "../../app/platform/db.server.ts";
import { forgetExpired } from "../../app/response/forget-expired.server.ts";
import { givenDatabase, givenShop } from "../database.ts";

const now = new Date("2026-03-01T10:00:00Z");
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

/** What somebody told: an answer each, kept for some hours more or less; a persona has no answer of its own, its walk names it; recalled ones are copies. */
const anyTold = fc.record({
  shop: fc.nat(1),
  person: fc.nat(2),
  forgetAt: fc.option(fc.integer({ min: -3, max: 3 }).map(inHours)),
  isPersona: fc.boolean(),
  recalled: fc.boolean(),
});
type Told = typeof anyTold extends fc.Arbitrary<infer T> ? T : never;

/** The same ids in both shops. */
const numbered = (told: readonly Told[]) => {
  const counts = [0, 0];
  return told.map((one) => ({
    ...one,
    id: `a${String((counts[one.shop] = (counts[one.shop] ?? 0) + 1)).padStart(3, "0")}`,
  }));
};

const inOrder = (rows: { shopId: ShopId | undefined; id: string }[]) =>
  rows.sort((x, y) => Number(x.shopId) - Number(y.shopId) || (x.id < y.id ? -1 : 1));

test("GIVEN what many people of several shops told WHEN its time is over THEN all at once is forgotten as each alone, and nothing else", async () => {
  const db = await givenDatabase();
  const shops = [await givenShop(db), await givenShop(db)] as [ShopId, ShopId];
  const people = await db.transaction(async (tx) => {
    const made = [];
    for (const shopId of shops) {
      for (let person = 0; person < 3; person += 1) {
        const { id } = await tx.profile.create({ data: { shopId, createdAt: now } });
        made.push({ shopId, id });
      }
    }
    return made;
  });
  const clear = async (tx: Tx) => {
    for (const table of ["Answer", "QuizResponse", "Trait", "Job"])
      await tx.$executeRawUnsafe(`DELETE FROM "${table}"`);
  };
  const tell = async (tx: Tx, told: readonly Told[]) => {
    for (const { shop, person, forgetAt, isPersona, recalled, id } of numbered(told)) {
      const who = people[shop * 3 + person]!;
      const walk = { shopId: who.shopId, id, quizId: 1, versionId: "v1", profileId: who.id, outcomeId: id };
      await tx.quizResponse.create({ data: { ...walk, startedAt: now, updatedAt: now } });
      const answer = { shopId: who.shopId, id, responseId: id, questionId: "q", sequence: 1, at: now };
      await tx.answer.create({ data: { ...answer, recalled } });
      const trait = { shopId: who.shopId, profileId: who.id, key: "k", value: id, answerId: id, quizId: 1 };
      await tx.trait.create({ data: { ...trait, questionId: isPersona ? "" : "q", since: now, forgetAt } });
    }
  };
  const left = async () => ({
    traits: await db.read.trait.findMany({
      select: { shopId: true, profileId: true, value: true },
      orderBy: { id: "asc" },
    }),
    answers: await db.read.answer.findMany({
      select: { shopId: true, id: true },
      orderBy: [{ shopId: "asc" }, { id: "asc" }],
    }),
    personas: await db.read.quizResponse.findMany({
      where: { outcomeId: { not: null } },
      select: { shopId: true, id: true },
      orderBy: [{ shopId: "asc" }, { id: "asc" }],
    }),
    jobs: await db.read.job.findMany({
      select: { shopId: true, key: true },
      orderBy: [{ shopId: "asc" }, { key: "asc" }],
    }),
  });
  const property = fc.asyncProperty(fc.array(anyTold, { minLength: 3, maxLength: 12 }), async (told) => {
    const found = [];
    for (const atOnce of [1, 500]) {
      await db.transaction(async (tx) => {
        await clear(tx);
        await tell(tx, told);
      });
      while ((await forgetExpired(db, () => now, atOnce)) > 0);
      found.push(await left());
    }
    expect(found[1]).toEqual(found[0]);
    const isOver = ({ forgetAt }: Told) => forgetAt !== null && forgetAt <= now;
    const of = (shop: number) => numbered(told).filter((one) => one.shop === shop);
    const answers = [0, 1].flatMap((shop) => {
      const touched = new Set(of(shop).flatMap((one) => (isOver(one) ? [one.person] : [])));
      const gone = (one: Told) => (isOver(one) && !one.isPersona) || (one.recalled && touched.has(one.person));
      return of(shop).flatMap((one) => (gone(one) ? [] : [{ shopId: shops[shop], id: one.id }]));
    });
    expect(found[1]?.traits).toHaveLength(told.filter((one) => !isOver(one)).length);
    expect(found[1]?.answers).toEqual(inOrder(answers));
    const personas = [0, 1].flatMap((shop) =>
      of(shop).flatMap((one) => (one.isPersona && isOver(one) ? [] : [{ shopId: shops[shop], id: one.id }])),
    );
    expect(found[1]?.personas).toEqual(inOrder(personas));
  });
  await fc.assert(property, { numRuns: 25 });
}, 120_000);
