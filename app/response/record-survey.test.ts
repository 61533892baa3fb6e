import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { givenRun, takeJobs } from "../../tests/segments/worker.ts";
import type { Tx } from "../platform/db.server.ts";
import { mintKey, seal } from "../platform/secret.server.ts";
import { appendConsent, forgetTold, profileOfCustomer } from "../profile/profile.store.server.ts";
import { CHECKOUT_SURVEY } from "../quiz/checkout-survey.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";
import { joinSurvey, recordSurvey } from "./record-survey.server.ts";

const at = new Date("2026-05-01T12:00:00Z");
const clock = () => at;
const survey = (order: { checkoutToken?: string; orderId?: string }, option = "search") => ({
  ...{ responseId: randomUUID(), answerId: randomUUID(), questionId: "heard-from" as const, value: [option] },
  ...{ language: "en", ...order },
});

async function givenSurveys() {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  const master = mintKey();
  const { domain } = await db.read.shop.findUniqueOrThrow({ where: { id: shop } });
  const dataKey = seal(master, `Shop.dataKey/${domain}`, mintKey().export().toString("base64"));
  await db.transaction((tx) => tx.shop.update({ where: { id: shop }, data: { dataKey } }));
  const key = await dataKeyOf(db.read, shop, master);
  const answered = (...surveys: ReturnType<typeof survey>[]) =>
    db.transaction(async (tx) => {
      for (const one of surveys) await recordSurvey(tx, shop, one, at, key);
    });
  const consent = (tx: Tx, profileId: number, state: "granted" | "withdrawn") =>
    appendConsent(tx, shop, profileId, {
      ...{ purpose: "personalise", state, wording: null, place: "block", identity: "customer", answerId: null, at },
    });
  const bought = (customerId: string, number: string, agreed: boolean) =>
    db.transaction(async (tx) => {
      const { id: profileId } = await profileOfCustomer(tx, shop, customerId, at);
      if (agreed) await consent(tx, profileId, "granted");
      const order = { shopId: shop, shopifyId: number, checkoutToken: `token-${number}`, customerId, profileId };
      const times = { processedAt: at, updatedAt: at };
      await tx.order.create({ data: { ...order, ...times, currency: "USD", totalMicros: 1n } });
      return profileId;
    });
  const join = async (meanwhile: (tx: Tx) => Promise<unknown> = () => Promise.resolve()) => {
    const transaction: typeof db.transaction = async (work) => {
      await db.transaction(meanwhile);
      return db.transaction(work);
    };
    for (const payload of await takeJobs(db, shop, "join-survey"))
      await joinSurvey(givenRun(db, shop, clock, payload, { transaction }), master);
  };
  const known = () =>
    db.read.trait.findMany({
      where: { until: null },
      select: { profileId: true, value: true },
      orderBy: { id: "asc" },
    });
  return { db, shop, answered, bought, consent, join, known };
}

test("GIVEN several orders' answers in one batch THEN each is joined to its own order's customer, once per order, and nobody who did not agree is known by theirs", async () => {
  const { db, answered, bought, join, known } = await givenSurveys();
  const [ada, ben, eve] = [
    await bought("1", "11", true),
    await bought("2", "12", true),
    await bought("3", "13", false),
  ];
  await answered(
    survey({ checkoutToken: "token-11" }, "search"),
    survey({ checkoutToken: "token-12" }, "friend"),
    survey({ checkoutToken: "token-11" }, "friend"),
    survey({ checkoutToken: "token-13" }, "search"),
  );
  await join();
  expect(await known()).toEqual([
    { profileId: ada, value: "search" },
    { profileId: ben, value: "friend" },
  ]);
  expect(await db.read.quizResponse.count()).toBe(3);
  expect(await db.read.quizResponse.count({ where: { profileId: eve } })).toBe(0);
  expect(await db.read.quiz.count({ where: { handle: CHECKOUT_SURVEY } })).toBe(1);
});

test("P2, F39: GIVEN a survey that is being joined WHEN its buyer withdraws, or is erased, in that moment THEN nothing is known of them", async () => {
  for (const change of ["withdrawn", "erased"] as const) {
    const { db, shop, answered, bought, consent, join, known } = await givenSurveys();
    const profileId = await bought("1", "11", true);
    await answered(survey({ checkoutToken: "token-11" }));
    await join(async (tx) => {
      if (change === "erased") {
        await tx.order.updateMany({ data: { profileId: null, customerId: null, checkoutToken: null } });
        return tx.profile.delete({ where: { id: profileId } });
      }
      await consent(tx, profileId, "withdrawn");
      return forgetTold(tx, shop, profileId);
    });
    expect(await known(), change).toEqual([]);
    expect(await db.read.quizResponse.count({ where: { profileId } }), change).toBe(0);
  }
});
