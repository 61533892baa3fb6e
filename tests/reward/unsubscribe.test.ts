import { expect, test } from "vitest";
import { changeEmailConsent } from "../../devstore/admin/merchant-acts.ts";
import { givenRewards } from "./scene.ts";

const ADA = "ada@example.com";
const TOPIC = "customers_email_marketing_consent/update";
const HOUR = 3_600_000;
const BROWSER = { email: ADA, remembered: true, visitorId: "5f2b7c1e-7d54-4c55-9c0a-3a6f1f0f7a11" };

type Scene = Awaited<ReturnType<typeof givenRewards>>;
const ledger = async (scene: Scene) => {
  const where = { purpose: "marketing" };
  const rows = await scene.db.read.consent.findMany({ where, orderBy: { id: "asc" } });
  return rows.map(({ state, place }) => `${state}: ${place}`);
};
const adaInShopify = (scene: Scene) =>
  scene.store.state.sql("SELECT id, email_marketing_state AS state FROM customers WHERE email = ?").get(ADA) as
    { id: number; state: string } | undefined;

async function givenSubscriber(sync = true) {
  const scene = await givenRewards(undefined);
  await scene.db.transaction((tx) => tx.shop.update({ where: { id: scene.shop }, data: { marketingSync: sync } }));
  await scene.finish(BROWSER);
  await scene.work();
  await scene.confirm(scene.inbox()[0]?.token ?? "");
  await scene.work();
  return scene;
}

test("P2 GIVEN a confirmed subscriber WHEN they are unsubscribed in Shopify THEN the ledger has the withdrawal, once", async () => {
  const scene = await givenSubscriber();
  // Our own call is told to us as well: that is no news.
  await scene.deliver(TOPIC);
  expect(await ledger(scene)).toEqual(["granted: mail"]);
  scene.pass(HOUR);
  expect(changeEmailConsent(scene.store.state, adaInShopify(scene)?.id ?? 0, "UNSUBSCRIBED")).toBeUndefined();
  await scene.deliver(TOPIC);
  expect(await ledger(scene)).toEqual(["granted: mail", "withdrawn: Shopify"]);
  scene.pass(HOUR);
  changeEmailConsent(scene.store.state, adaInShopify(scene)?.id ?? 0, "SUBSCRIBED");
  changeEmailConsent(scene.store.state, adaInShopify(scene)?.id ?? 0, "UNSUBSCRIBED");
  await scene.deliver(TOPIC);
  expect(await ledger(scene)).toHaveLength(2);
});

test("P2 GIVEN Shopify was never told of the confirmation THEN the address itself finds who withdraws", async () => {
  const scene = await givenSubscriber(false);
  await scene.store.graphql(
    `mutation { customerCreate(input: { email: "ADA@example.com", emailMarketingConsent: { marketingState: SUBSCRIBED, marketingOptInLevel: SINGLE_OPT_IN } }) { customer { id } } }`,
  );
  scene.pass(HOUR);
  const { id } = scene.store.state.sql("SELECT id FROM customers").get() as { id: number };
  expect(changeEmailConsent(scene.store.state, id, "UNSUBSCRIBED")).toBeUndefined();
  await scene.deliver(TOPIC);
  expect(await ledger(scene)).toEqual(["granted: mail", "withdrawn: Shopify"]);
});

test("P2 GIVEN the record of the confirmation is gone THEN the customer finds who withdraws", async () => {
  const scene = await givenSubscriber();
  scene.pass(HOUR);
  await scene.db.transaction((tx) => tx.optIn.deleteMany());
  changeEmailConsent(scene.store.state, adaInShopify(scene)?.id ?? 0, "UNSUBSCRIBED");
  await scene.deliver(TOPIC);
  expect(await ledger(scene)).toEqual(["granted: mail", "withdrawn: Shopify"]);
});

test("P2 F23 GIVEN they withdrew before the call to Shopify came to its turn THEN nobody subscribes them again; a late word never ends a newer yes", async () => {
  const scene = await givenSubscriber();
  const { id = 0 } = adaInShopify(scene) ?? {};
  scene.pass(HOUR);
  changeEmailConsent(scene.store.state, id, "UNSUBSCRIBED");
  scene.pass(HOUR);
  await scene.finish(BROWSER);
  await scene.work();
  await scene.confirm(scene.inbox()[1]?.token ?? "");
  // Only now the older unsubscription arrives.
  await scene.deliver(TOPIC);
  expect(await ledger(scene)).toEqual(["granted: mail", "granted: mail"]);
  // One that is newer than the confirmation comes before our call does.
  scene.pass(HOUR);
  scene.store.state.sql("UPDATE customers SET email_marketing_state = 'SUBSCRIBED' WHERE id = ?").run(id);
  changeEmailConsent(scene.store.state, id, "UNSUBSCRIBED");
  await scene.deliver(TOPIC);
  await scene.work();
  expect(await ledger(scene)).toEqual(["granted: mail", "granted: mail", "withdrawn: Shopify"]);
  expect(adaInShopify(scene)?.state).toBe("UNSUBSCRIBED");
});
