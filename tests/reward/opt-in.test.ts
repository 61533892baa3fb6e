import { expect, test } from "vitest";
import { enqueue } from "../../app/platform/queue.store.server.ts";
import { checkAnswer } from "../../app/quiz/answer.ts";
import { givenRewards, STATEMENT } from "./scene.ts";

const GIFT = { kind: "discount", value: { percent: 10 }, prefix: "GIFT" };
const ADA = "ada@example.com";

type Scene = Awaited<ReturnType<typeof givenRewards>>;
const customer = (scene: Scene, email: string) =>
  scene.store.state
    .sql(
      "SELECT id, tags_json, email_marketing_state AS state, email_marketing_opt_in_level AS level FROM customers WHERE email = ?",
    )
    .get(email) as { id: number; tags_json: string; state: string; level: string } | undefined;
const consents = (scene: Scene) =>
  scene.db.read.consent.findMany({
    where: { purpose: "marketing" },
    select: { state: true, place: true, identity: true },
  });

test("an address asks its owner once; the button makes it true, once, and everything follows from that", async () => {
  const scene = await givenRewards(GIFT);
  await scene.work();
  const walk = await scene.finish({ email: ADA, remembered: true, visitorId: crypto.randomUUID() });
  expect(await scene.ask(walk)).toEqual({ state: "confirm" });
  await scene.work();
  const [mail] = scene.inbox();
  expect(scene.inbox()).toHaveLength(1);
  expect(mail?.rcpt_to).toBe(ADA);
  expect(mail?.text).toContain(STATEMENT);

  // Whoever opens the link, a scanner too, changes nothing.
  const token = mail?.token ?? "";
  for (let look = 0; look < 3; look += 1) expect(await scene.view(token)).toMatchObject({ view: { state: "ask" } });
  expect(await scene.ask(walk)).toEqual({ state: "confirm" });
  expect(await consents(scene)).toEqual([]);
  expect(customer(scene, ADA)).toBeUndefined();

  await scene.confirm(token);
  await Promise.all([scene.confirm(token), scene.confirm(token)]);
  await scene.work();
  const reply = await scene.ask(walk);
  expect(reply).toMatchObject({ state: "code", percent: 10 });
  expect(await scene.view(token)).toMatchObject({
    view: { state: "done", reward: { state: "code", code: reply.state === "code" && reply.code } },
  });
  expect(await consents(scene)).toEqual([{ state: "granted", place: "mail", identity: "email" }]);
  expect(customer(scene, ADA)).toMatchObject({ state: "SUBSCRIBED", level: "CONFIRMED_OPT_IN" });
  const made = customer(scene, ADA);
  // What this browser told belongs to that customer now.
  const profile = await scene.db.read.profile.findFirst({ where: { customerId: String(made?.id) } });
  expect(profile).toMatchObject({ consent: "granted" });
  expect(scene.store.state.sql("SELECT value FROM metafields WHERE key = 'marketing_source'").pluck().get()).toBe(
    "Candor quiz finder, confirmed by e-mail",
  );
  // The same person again gets the same code, and no second consent row.
  const again = await scene.finish({ email: "ADA@example.com" });
  await scene.work();
  await scene.confirm(scene.inbox()[1]?.token ?? "");
  await scene.work();
  expect(await scene.ask(again)).toEqual(reply);
});

test("A38 GIVEN somebody else's address is typed THEN no tag, no code, no link, no customer touched, and nothing tells that it is known", async () => {
  const scene = await givenRewards(GIFT);
  await scene.work();
  const { body } = await scene.store.graphql(
    `mutation { customerCreate(input: { email: "victim@example.com", tags: ["vip"] }) { customer { id } userErrors { message } } }`,
  );
  expect(body).toMatchObject({ data: { customerCreate: { userErrors: [] } } });
  scene.shopify.asked.length = 0;
  const known = await scene.finish({ email: "victim@example.com", remembered: true, visitorId: crypto.randomUUID() });
  const unknown = await scene.finish({ email: "nobody@example.com", remembered: true, visitorId: crypto.randomUUID() });
  await scene.work();
  expect(await scene.ask(known)).toEqual(await scene.ask(unknown));
  expect(customer(scene, "victim@example.com")).toMatchObject({ state: "NOT_SUBSCRIBED", tags_json: '["vip"]' });
  expect(scene.shopify.asked).toEqual([]);
  expect(await scene.db.read.incentiveCode.count({ where: { state: "issued" } })).toBe(0);
  expect(await scene.db.read.profile.count({ where: { customerId: { not: null } } })).toBe(0);
});

test("A25 GIVEN an address, a network or a shop is flooded THEN mails stop, and the replies stay the same", async () => {
  const scene = await givenRewards(undefined);
  for (let round = 0; round < 10; round += 1) await scene.finish({ email: ADA, network: `203.0.113.${round}` });
  for (let round = 0; round < 20; round += 1)
    await scene.finish({ email: `x${round}@example.com`, network: "198.51.100.9" });
  await scene.work();
  const mails = scene.inbox();
  expect(mails.filter(({ rcpt_to }) => rcpt_to === ADA)).toHaveLength(3);
  expect(mails.filter(({ rcpt_to }) => rcpt_to.startsWith("x"))).toHaveLength(10);
  expect(await scene.db.read.optIn.count({ where: { state: "capped" } })).toBe(17);
  scene.pass(25 * 3_600_000);
  await scene.finish({ email: ADA });
  await scene.work();
  expect(scene.inbox().filter(({ rcpt_to }) => rcpt_to === ADA)).toHaveLength(4);
});

test("F44 GIVEN the mail server dies after taking a mail THEN there is no second one; before taking it, it is tried again", async () => {
  const scene = await givenRewards(undefined);
  await scene.store.control("POST", "/faults", { kind: "mail-lost-reply", count: 1 });
  await scene.finish({ email: ADA });
  await scene.work(30);
  expect(scene.inbox()).toHaveLength(1);
  // The worker died before it could tell that it is done: the job runs once more.
  const optInId = (await scene.db.read.optIn.findFirstOrThrow()).id;
  await scene.db.transaction((tx) => enqueue(tx, scene.shop, "send-opt-in", { optInId }, scene.clock()));
  await scene.work();
  expect(scene.inbox()).toHaveLength(1);
  // It did arrive: its link works.
  expect(await scene.view(scene.inbox()[0]?.token ?? "")).toMatchObject({ view: { state: "ask" } });

  await scene.store.control("POST", "/faults", { kind: "mail-refused", count: 2 });
  await scene.finish({ email: "bob@example.com" });
  await scene.work(30);
  const bobs = scene.inbox().filter(({ rcpt_to }) => rcpt_to === "bob@example.com");
  expect(bobs).toHaveLength(1);
  expect(new Set(scene.inbox().map(({ message_id }) => message_id)).size).toBe(2);
});

test("GIVEN the shop has left WHEN the link of a mail is followed, or its button pressed THEN nothing is there, and nothing is done", async () => {
  const scene = await givenRewards(GIFT);
  await scene.finish({ email: ADA });
  await scene.work();
  const token = scene.inbox()[0]?.token ?? "";
  await scene.leave();
  expect(await scene.view(token)).toMatchObject({ view: { state: "gone" } });
  await scene.confirm(token);
  expect(await consents(scene)).toEqual([]);
  expect(await scene.db.read.optIn.findFirst()).toMatchObject({ confirmedAt: null });
});

test("GIVEN a download that is earned by a confirmed address THEN its link ends when the merchant says", async () => {
  const scene = await givenRewards({ kind: "download", url: "https://files.example.com/guide.pdf", linkHours: 2 });
  await scene.finish({ email: ADA });
  await scene.work();
  const token = scene.inbox()[0]?.token ?? "";
  await scene.confirm(token);
  await scene.work();
  const { view } = await scene.view(token);
  const url = view.state === "done" && view.reward?.state === "link" ? view.reward.url : "";
  expect(await scene.download(url)).toBe("https://files.example.com/guide.pdf");
  scene.pass(4 * 3_600_000);
  expect(await scene.download(url)).toBeUndefined();
});

test("A24 A35 no line of a mail comes from what was typed; its link from the configuration only", async () => {
  const scene = await givenRewards(undefined);
  for (const email of ["a@example.com\r\nBcc: all@example.com", "a@example.com, b@example.com", "<a@example.com>"]) {
    // The door refuses it (422), and what would come past the door is sent to nobody.
    expect(checkAnswer({ type: "email", id: "mail", text: "Your e-mail?", required: true }, email)).toBeDefined();
    await scene.finish({ email });
  }
  await scene.work();
  expect(scene.inbox()).toEqual([]);
  await scene.finish({ email: ADA });
  await scene.work();
  const [mail] = scene.inbox();
  const head = mail?.raw.toString().split("\r\n\r\n")[0] ?? "";
  expect(head).not.toMatch(/^bcc:/im);
  expect(head.match(/^to:/gim)).toHaveLength(1);
  expect(mail?.html).toContain("&#60;b&#62;news");
  expect([...(mail?.html ?? "").matchAll(/https?:\/\/[^/"]+/g)].map(([host]) => host)).toEqual([
    "https://candor.example.com",
  ]);
});

test("P16 no mail without the tick, for minors, or twice for one walk", async () => {
  const scene = await givenRewards(GIFT);
  const walk = await scene.finish({ email: ADA, news: false });
  await scene.finish({ email: ADA, responseId: crypto.randomUUID(), news: false });
  await scene.work();
  expect(scene.inbox()).toEqual([]);
  expect(await scene.ask(walk)).toMatchObject({ state: "none", reason: "log-in" });
  const repeated = await scene.finish({ email: ADA });
  await scene.finish({ email: ADA, responseId: repeated });
  await scene.work();
  expect(scene.inbox()).toHaveLength(1);

  const minors = await givenRewards(GIFT, { minors: true });
  await minors.finish({ email: ADA });
  await minors.work();
  expect(minors.inbox()).toEqual([]);
  expect(await minors.db.read.optIn.count()).toBe(0);
});

test("P14 the address is kept sealed and found by a keyed hash; unconfirmed it goes after 30 days, its link after two", async () => {
  const scene = await givenRewards(undefined);
  await scene.finish({ email: ADA });
  await scene.work();
  const [row] = await scene.db.read.optIn.findMany();
  expect(JSON.stringify(row)).not.toContain("ada@");
  const token = scene.inbox()[0]?.token ?? "";
  expect(JSON.stringify(row)).not.toContain(token);
  scene.pass(49 * 3_600_000);
  expect(await scene.view(token)).toMatchObject({ view: { state: "gone" } });
  await scene.confirm(token);
  expect(await consents(scene)).toEqual([]);
  scene.pass(27 * 24 * 3_600_000);
  await scene.forget();
  expect(await scene.db.read.optIn.count()).toBe(1);
  scene.pass(24 * 3_600_000);
  await scene.forget();
  expect(await scene.db.read.optIn.count()).toBe(0);
});

test("P11 GIVEN an address was confirmed WHEN 30 days have passed THEN it stays, without the network that asked and the link that led there", async () => {
  const scene = await givenRewards(undefined);
  await scene.finish({ email: ADA, network: "198.51.100.1" });
  await scene.work();
  await scene.confirm(scene.inbox()[0]?.token ?? "");
  const [before] = await scene.db.read.optIn.findMany();
  expect(before).toMatchObject({ clientHash: expect.any(String), tokenHash: expect.any(String) });
  scene.pass(30 * 24 * 3_600_000);
  await scene.forget();
  expect(await scene.db.read.optIn.findMany()).toEqual([
    { ...before, state: "confirmed", clientHash: null, tokenHash: null },
  ]);
});

test("GIVEN the shop does not wish it THEN a confirmation touches nobody in Shopify", async () => {
  const scene = await givenRewards(GIFT);
  await scene.db.transaction((tx) => tx.shop.update({ where: { id: scene.shop }, data: { marketingSync: false } }));
  await scene.finish({ email: ADA });
  await scene.work();
  await scene.confirm(scene.inbox()[0]?.token ?? "");
  await scene.work();
  expect(await consents(scene)).toHaveLength(1);
  expect(customer(scene, ADA)).toBeUndefined();
});

test("F14 GIVEN Shopify made the customer and the reply was lost THEN it is found, not made again", async () => {
  const scene = await givenRewards(undefined);
  await scene.finish({ email: ADA });
  await scene.work();
  await scene.store.control("POST", "/faults", {
    kind: "reset-after-apply",
    count: 1,
    options: { operation: "CreateSubscriber" },
  });
  await scene.confirm(scene.inbox()[0]?.token ?? "");
  await scene.work(10);
  expect(scene.store.state.sql("SELECT count(*) FROM customers").pluck().get()).toBe(1);
  expect(customer(scene, ADA)).toMatchObject({ state: "SUBSCRIBED", level: "CONFIRMED_OPT_IN" });
  expect(await scene.db.read.job.count({ where: { name: "subscribe-customer" } })).toBe(0);
});

test.each(["en", "ja", "de", "fr", "es", "ar"])("mail and page speak %s", async (language) => {
  const scene = await givenRewards(GIFT, { translations: { ja: {}, de: {}, fr: {}, es: {}, ar: {} } });
  await scene.finish({ email: ADA, language });
  await scene.work();
  const [mail] = scene.inbox();
  expect(mail?.html).toContain(`<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}">`);
  expect(mail?.subject).toContain("Gift shop");
  expect(await scene.view(mail?.token ?? "")).toMatchObject({ language });
});
