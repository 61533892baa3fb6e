import { expect, test } from "vitest";
import { CreateDiscount } from "../../app/incentive/incentive.documents.ts";
import { codePlace } from "../../app/incentive/incentive.store.server.ts";
import { open } from "../../app/platform/secret.server.ts";
import { givenRewards } from "./scene.ts";

const TEN_PERCENT = { kind: "discount", value: { percent: 10 }, prefix: "GIFT", validDays: 30 };
const EVERYONE = { ...TEN_PERCENT, for: "everyone" };
const CODE = /^GIFT-[2-9A-HJ-NP-Z]{10}$/;

type Scene = Awaited<ReturnType<typeof givenRewards>>;
const codes = (scene: Scene, state: string) => scene.db.read.incentiveCode.count({ where: { state } });
const discounts = (scene: Scene) => scene.store.state.sql("SELECT count(*) FROM code_discounts").pluck().get();
const redeemable = (scene: Scene) => scene.store.state.sql("SELECT code FROM redeem_codes ORDER BY id").pluck().all();
async function codeOf(scene: Scene, responseId: string): Promise<string> {
  const reply = await scene.ask(responseId);
  if (reply.state !== "code") throw new Error(`no code but ${JSON.stringify(reply)}`);
  return reply.code;
}

test("GIVEN a published incentive THEN codes are ready before anybody finishes, each usable once and by one customer", async () => {
  const scene = await givenRewards(TEN_PERCENT);
  await scene.work();
  expect(await codes(scene, "free")).toBe(50);
  expect(scene.store.state.sql("SELECT usage_limit, once_per_customer, value_json FROM code_discounts").all()).toEqual([
    { usage_limit: 1, once_per_customer: 1, value_json: '{"percentage":0.1}' },
  ]);
  const code = await codeOf(scene, await scene.finish({ customerId: "7" }));
  expect(code).toMatch(CODE);
  expect(redeemable(scene)).toContain(code);
});

test("F29 GIVEN twenty finishes of one customer at once THEN one code, told to each of them", async () => {
  const scene = await givenRewards(TEN_PERCENT);
  await scene.work();
  const walks = await Promise.all(Array.from({ length: 20 }, () => scene.finish({ customerId: "7" })));
  const told = new Set(await Promise.all(walks.map((walk) => codeOf(scene, walk))));
  expect(told.size).toBe(1);
  expect(await codes(scene, "issued")).toBe(1);
  // The same walk once more, and another customer.
  await scene.finish({ customerId: "7", responseId: walks[0] });
  const other = await codeOf(scene, await scene.finish({ customerId: "8" }));
  expect(told.has(other)).toBe(false);
  expect(await codes(scene, "issued")).toBe(2);
});

test("a finish before any code exists waits, and gets its code when the pool is filled", async () => {
  const scene = await givenRewards(TEN_PERCENT);
  const walk = await scene.finish({ customerId: "7" });
  expect(await scene.ask(walk)).toEqual({ state: "pending" });
  await scene.work();
  expect(await codeOf(scene, walk)).toMatch(CODE);
});

test("the pool is refilled ahead of need, once per need", async () => {
  const scene = await givenRewards(TEN_PERCENT);
  await scene.work();
  for (let customer = 1; customer <= 41; customer += 1) await scene.finish({ customerId: String(customer) });
  expect(await codes(scene, "free")).toBe(9);
  await scene.work();
  const free = await codes(scene, "free");
  expect(free).toBeGreaterThanOrEqual(41);
  await scene.work();
  expect(await codes(scene, "free")).toBe(free);
  expect(discounts(scene)).toBe(1);
});

test.each(["CreateDiscount", "AddDiscountCodes"])(
  "F14 GIVEN Shopify applied %s and the reply was lost THEN the same discount and codes are found again, never a second pool",
  async (operation) => {
    const scene = await givenRewards(TEN_PERCENT);
    await scene.store.control("POST", "/faults", { kind: "reset-after-apply", count: 1, options: { operation } });
    await scene.work(10);
    expect(discounts(scene)).toBe(1);
    expect(await codes(scene, "free")).toBe(50);
    expect(await codes(scene, "wanted")).toBe(0);
    // Fifty to give and the one that every discount is made with.
    expect(redeemable(scene)).toHaveLength(51);
    expect(scene.store.state.sql("SELECT fired FROM faults").pluck().get()).toBe(1);
  },
);

test("F15 GIVEN Shopify refuses the discount THEN the merchant reads why, shoppers read that there is none, and it can be tried again", async () => {
  const scene = await givenRewards({ ...TEN_PERCENT, value: { amount: 5 } });
  const { admin } = scene.shopify;
  const request = admin.request.bind(admin);
  admin.request = async (document, variables, options) => {
    if (document.name !== "CreateDiscount") return request(document, variables, options);
    const said = {
      discountCodeBasicCreate: { codeDiscountNode: null, userErrors: [{ message: "Not on this plan." }] },
    };
    return { data: said as never, partialErrors: [] };
  };
  const walk = await scene.finish({ customerId: "7" });
  await scene.work();
  expect(await scene.ask(walk)).toMatchObject({ state: "none", reason: "over" });
  expect(await scene.db.read.incentive.findFirst()).toMatchObject({ problem: "Not on this plan." });
  admin.request = request;
  await scene.finish({ customerId: "8" });
  await scene.work();
  expect(await scene.ask(walk)).toMatchObject({ state: "code", amount: "5.00", currency: "USD" });
});

test("GIVEN somebody waits for a discount that Shopify refuses WHEN the merchant offers another THEN its codes are made and given", async () => {
  const scene = await givenRewards({ ...TEN_PERCENT, value: { amount: 5 } });
  const { admin } = scene.shopify;
  const request = admin.request.bind(admin);
  admin.request = async (document, variables, options) => {
    const isFirst = JSON.stringify(variables).includes('"discountAmount"');
    if (document.name !== "CreateDiscount" || !isFirst) return request(document, variables, options);
    const said = {
      discountCodeBasicCreate: { codeDiscountNode: null, userErrors: [{ message: "Not on this plan." }] },
    };
    return { data: said as never, partialErrors: [] };
  };
  await scene.finish({ customerId: "7" });
  await scene.work();
  await scene.offer(TEN_PERCENT);
  const walk = await scene.finish({ customerId: "8" });
  await scene.work();
  expect(await scene.ask(walk)).toMatchObject({ state: "code" });
  expect(await scene.db.read.incentive.findMany({ select: { problem: true }, orderBy: { id: "asc" } })).toEqual([
    { problem: "Not on this plan." },
    { problem: null },
  ]);
  // What waits for the refused one keeps its reason, and the job is no longer run for it.
  expect(await scene.db.read.job.findFirst({ where: { name: "fill-codes" } })).toMatchObject({
    error: expect.stringContaining("Not on this plan."),
  });
});

test("who is not known gets no code, and reads why in their language", async () => {
  const scene = await givenRewards(TEN_PERCENT, { translations: { de: {} } });
  await scene.work();
  const anonymous = await scene.finish({ visitorId: crypto.randomUUID(), remembered: true, language: "de" });
  expect(await scene.ask(anonymous)).toMatchObject({
    state: "none",
    reason: "log-in",
    message: expect.stringContaining("Melde dich an"),
  });
  expect(await codes(scene, "issued")).toBe(0);
});

test("A28 GIVEN codes for everyone THEN a browser that agreed gets one, flagged, and one network no more than three a day", async () => {
  const scene = await givenRewards(EVERYONE);
  await scene.work();
  expect(await scene.ask(await scene.finish({ visitorId: crypto.randomUUID() }))).toMatchObject({ reason: "agree" });
  const visitorId = crypto.randomUUID();
  const one = await codeOf(scene, await scene.finish({ visitorId, remembered: true }));
  expect(await codeOf(scene, await scene.finish({ visitorId, remembered: true }))).toBe(one);
  const farm = [];
  for (let round = 0; round < 20; round += 1) {
    farm.push(await scene.finish({ visitorId: crypto.randomUUID(), remembered: true, network: "198.51.100.1" }));
  }
  const states = await Promise.all(farm.map(async (walk) => (await scene.ask(walk)).state));
  expect(states.filter((state) => state === "code")).toHaveLength(3);
  expect(await scene.ask(farm[19] ?? "")).toMatchObject({ state: "none", reason: "limited" });
  expect(await scene.db.read.incentiveCode.count({ where: { identityKind: "visitor" } })).toBe(4);
  // A customer behind the same network is somebody: no limit.
  expect(await codeOf(scene, await scene.finish({ customerId: "7", network: "198.51.100.1" }))).toMatch(CODE);
});

test("a code's time is counted from when it was given: then it is taken back in Shopify, but not one that was used", async () => {
  const scene = await givenRewards({ ...TEN_PERCENT, validDays: 1 });
  await scene.work();
  const walk = await scene.finish({ customerId: "7" });
  const used = await codeOf(scene, await scene.finish({ customerId: "8" }));
  const unused = await codeOf(scene, walk);
  const order = { discount_codes: [{ code: used.toLowerCase() }] };
  await scene.noteOrder(order);
  expect(await scene.db.read.incentiveCode.count({ where: { redeemedAt: { not: null } } })).toBe(1);
  scene.pass(25 * 3_600_000);
  expect(await scene.ask(walk)).toMatchObject({ state: "none", reason: "over" });
  await scene.work();
  expect(redeemable(scene)).not.toContain(unused);
  expect(redeemable(scene)).toContain(used);
});

test("a token of another walk, or of none, tells nothing", async () => {
  const scene = await givenRewards(TEN_PERCENT);
  await scene.work();
  const walk = await scene.finish({ customerId: "7" });
  await expect(scene.ask(walk, "20000.AAAA")).rejects.toMatchObject({ status: 401 });
  await expect(scene.ask("not-a-uuid")).rejects.toMatchObject({ status: 422 });
  expect(await scene.ask(crypto.randomUUID())).toEqual({ state: "pending" });
});

test("A23 a download link leads to the stored address until it ends; another signature, end or number leads nowhere", async () => {
  const scene = await givenRewards({ kind: "download", url: "https://files.example.com/guide.pdf", linkHours: 2 });
  const reply = await scene.ask(await scene.finish({ customerId: "7" }));
  if (reply.state !== "link") throw new Error(`no link but ${reply.state}`);
  expect(reply.url).toMatch(/^https:\/\/candor\.example\.com\/download\//);
  expect(await scene.download(reply.url)).toBe("https://files.example.com/guide.pdf");
  const [shop = "", incentive = "", end = "", signature = ""] = (reply.url.split("/").at(-1) ?? "").split(".");
  const tampered = [
    [shop, String(Number(incentive) + 1), end, signature],
    [shop, incentive, String(Number(end) + 1), signature],
    [String(Number(shop) + 1), incentive, end, signature],
    [shop, incentive, end, `${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`],
  ].map((parts) => parts.join("."));
  for (const token of [...tampered, "https://evil.example.com", ""])
    expect(await scene.download(token)).toBeUndefined();
  scene.pass(4 * 3_600_000);
  expect(await scene.download(reply.url)).toBeUndefined();
});

test("GIVEN the shop has left THEN its download links lead nowhere", async () => {
  const scene = await givenRewards({ kind: "download", url: "https://files.example.com/guide.pdf", linkHours: 2 });
  const reply = await scene.ask(await scene.finish({ customerId: "7" }));
  if (reply.state !== "link") throw new Error(`no link but ${reply.state}`);
  await scene.leave();
  expect(await scene.download(reply.url)).toBeUndefined();
});

test("A28 GIVEN a customer has a code WHEN they walk again in the same browser, logged out THEN it is that one", async () => {
  const scene = await givenRewards(EVERYONE);
  await scene.work();
  const visitorId = crypto.randomUUID();
  const own = await codeOf(scene, await scene.finish({ customerId: "7", visitorId, remembered: true }));
  expect(await codeOf(scene, await scene.finish({ visitorId, remembered: true }))).toBe(own);
});

test("GIVEN a code of ours is somebody else's in Shopify already THEN nobody is given it", async () => {
  const scene = await givenRewards(TEN_PERCENT);
  await scene.store.control("POST", "/faults", {
    kind: "5xx",
    count: 1,
    options: { operation: "AddDiscountCodes" },
  });
  await scene.queue.runDue();
  const [wanted] = await scene.db.read.incentiveCode.findMany({ where: { state: "wanted" }, orderBy: { id: "asc" } });
  if (wanted === undefined) throw new Error("no code is wanted");
  const code = open(scene.key, codePlace(scene.shop, wanted.codeHash), wanted.codeSealed);
  const discount = {
    ...{ title: "Their own", code, startsAt: scene.clock().toISOString(), context: { all: "ALL" as const } },
    customerGets: { value: { percentage: 0.5 }, items: { all: true } },
  };
  await scene.shopify.admin.request(CreateDiscount, { discount });
  await scene.work();
  const given = await codeOf(scene, await scene.finish({ customerId: "7" }));
  expect(given).toMatch(CODE);
  expect(given).not.toBe(code);
  expect(await scene.db.read.incentiveCode.count({ where: { codeHash: wanted.codeHash } })).toBe(0);
});

test("GIVEN a walk that only a log-in would reward WHEN its shopper logs in THEN a touch earns the code, one per identity", async () => {
  const scene = await givenRewards(TEN_PERCENT);
  await scene.work();
  const walk = await scene.finish({});
  expect(await scene.ask(walk)).toMatchObject({ state: "none", reason: "log-in" });
  await scene.finish({ responseId: walk, touch: true });
  expect(await scene.ask(walk)).toMatchObject({ state: "none", reason: "log-in" });
  await scene.finish({ responseId: walk, touch: true, customerId: "7" });
  const code = await codeOf(scene, walk);
  expect(code).toMatch(CODE);
  // The same touch again, somebody else on this walk, and another walk of the same customer: no second code.
  await scene.finish({ responseId: walk, touch: true, customerId: "7" });
  await scene.finish({ responseId: walk, touch: true, customerId: "8" });
  const second = await scene.finish({});
  await scene.finish({ responseId: second, touch: true, customerId: "7" });
  expect([await codeOf(scene, walk), await codeOf(scene, second)]).toEqual([code, code]);
  expect(await codes(scene, "issued")).toBe(1);
});

test("P11 GIVEN a claim WHEN 30 days have passed THEN nobody can tell the network it came from; after 730 it goes with its walk, and the code stays theirs", async () => {
  const scene = await givenRewards(TEN_PERCENT);
  await scene.work();
  const walk = await scene.finish({ customerId: "7", network: "198.51.100.1" });
  await scene.finish({ customerId: "8", network: "198.51.100.2" });
  const claims = () => scene.db.read.incentiveClaim.findMany({ orderBy: { at: "asc" } });
  const [before] = await claims();
  expect(before).toMatchObject({ responseId: walk, state: "given", clientHash: expect.any(String) });
  scene.pass(29 * 86_400_000);
  await scene.forget();
  expect((await claims())[0]).toEqual(before);
  scene.pass(86_400_000);
  await scene.forget();
  expect((await claims()).map(({ clientHash }) => clientHash)).toEqual([null, null]);
  expect((await claims())[0]).toEqual({ ...before, clientHash: null });
  scene.pass(700 * 86_400_000);
  await scene.forget();
  expect(await claims()).toEqual([]);
  expect(await scene.db.read.answer.count()).toBe(0);
  // One each, however late they come back.
  const again = await scene.finish({ customerId: "7" });
  expect(await scene.db.read.incentiveCode.count({ where: { identityHash: { not: null } } })).toBe(2);
  expect((await claims())[0]).toMatchObject({ responseId: again, codeId: before?.codeId });
});
