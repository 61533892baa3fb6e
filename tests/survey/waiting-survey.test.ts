import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import { createLog } from "../../app/platform/log.server.ts";
import type { JobHandlers } from "../../app/platform/job.ts";
import { createQueue } from "../../app/platform/queue.server.ts";
import { mintKey, seal } from "../../app/platform/secret.server.ts";
import { profileOfCustomer } from "../../app/profile/profile.store.server.ts";
import { joinSurvey, recordSurvey } from "../../app/response/record-survey.server.ts";
import { dataKeyOf } from "../../app/shop/shop.store.server.ts";
import { recordWebhook } from "../../app/webhooks.server.ts";
import { givenDatabase, givenShop } from "../database.ts";

const START = Date.UTC(2026, 4, 1, 12);
const DAY = 86_400_000;
const keys = { tombstone: mintKey(), master: mintKey() };

/** A thank-you page was faster than its order's webhook: the answer of a customer who agreed to be remembered waits. */
async function givenWaiting(checkout: { checkoutToken?: string } = { checkoutToken: "token-7" }) {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  const { domain } = await db.read.shop.findUniqueOrThrow({ where: { id: shop } });
  const dataKey = seal(keys.master, `Shop.dataKey/${domain}`, mintKey().export().toString("base64"));
  await db.transaction((tx) => tx.shop.update({ where: { id: shop }, data: { dataKey } }));
  let now = START;
  const clock = () => new Date(now);
  const answer = { responseId: randomUUID(), answerId: randomUUID(), questionId: "heard-from" as const };
  const order = { ...checkout, orderId: "gid://shopify/OrderIdentity/7" };
  const key = await dataKeyOf(db.read, shop, keys.master);
  await db.transaction(async (tx) => {
    await recordSurvey(tx, shop, { ...answer, ...order, value: ["search"], language: "en" }, clock(), key);
    const { id } = await profileOfCustomer(tx, shop, "42", clock());
    await tx.profile.update({ where: { id }, data: { consent: "granted" } });
  });
  let tries = 0;
  const handlers = {
    "join-survey": (run: never) => {
      tries += 1;
      return joinSurvey(run, keys.master);
    },
    "settle-profile": () => Promise.resolve(),
  } as unknown as JobHandlers;
  const queue = createQueue({ db, clock, random: () => 0, log: createLog("silent"), handlers });
  onTestFinished(() => queue.stop());
  const nextRun = async () => (await db.read.job.findFirst({ where: { name: "join-survey" } }))?.runAt.getTime();
  const buy = (checkoutToken: string | null) => {
    const payload = {
      id: 7,
      admin_graphql_api_id: "gid://shopify/Order/7",
      order_status_url: `https://${domain}/7`,
      currency: "EUR",
      processed_at: clock().toISOString(),
      updated_at: clock().toISOString(),
      customer: { id: 42 },
      checkout_token: checkoutToken,
      total_price: "5.00",
      line_items: [],
    };
    const webhook = { topic: "orders/create" as const, shop: domain, webhookId: randomUUID(), payload };
    return db.transaction((tx) => recordWebhook(tx, webhook, clock(), keys));
  };
  return {
    ...{ queue, nextRun, buy },
    tries: () => tries,
    goTo: (at: number) => (now = at),
    waited: () => now - START,
    known: () => db.read.trait.count({ where: { value: "search" } }),
    jobs: () => db.read.job.count({ where: { name: "join-survey" } }),
  };
}

test("GIVEN an order that never comes WHEN its answer waits for a day THEN it is looked for soon at first, then rarely, and no longer", async () => {
  const { queue, nextRun, tries, goTo, waited } = await givenWaiting();
  const gaps: number[] = [];
  for (;;) {
    await queue.runUntilEmpty();
    const next = await nextRun();
    if (next === undefined) break;
    gaps.push(next - START - waited());
    goTo(next);
  }
  expect(waited()).toBeGreaterThanOrEqual(DAY);
  expect(gaps[0]).toBeLessThanOrEqual(5_000);
  expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(600_000);
  expect(tries()).toBeLessThan(200);
}, 60_000);

test("GIVEN it has waited for hours WHEN the order comes THEN it is joined at once, and nothing waits any more", async () => {
  const { queue, nextRun, buy, goTo, known, jobs } = await givenWaiting();
  goTo(START + DAY / 4);
  await queue.runUntilEmpty();
  expect(await nextRun()).toBeGreaterThan(START + DAY / 4);
  await buy("token-7");
  await queue.runUntilEmpty();
  expect([await known(), await jobs()]).toEqual([1, 0]);
  // A later word about the order asks for nothing more.
  goTo(START + DAY / 2);
  await buy("token-7");
  expect(await jobs()).toBe(0);
});

test("GIVEN an order of another checkout comes under that number THEN the answer stays nobody's", async () => {
  const { queue, buy, known, jobs } = await givenWaiting();
  await buy("token-8");
  await queue.runUntilEmpty();
  expect([await known(), await jobs()]).toEqual([0, 1]);
});

test("GIVEN a page that names an order but no checkout WHEN an order without one has that number THEN the answer stays nobody's", async () => {
  const { queue, buy, known } = await givenWaiting({});
  await buy(null);
  await queue.runUntilEmpty();
  expect(await known()).toBe(0);
});
