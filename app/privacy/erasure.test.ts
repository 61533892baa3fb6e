import { readFileSync } from "node:fs";
import { pino } from "pino";
import { expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { givenRun } from "../../tests/segments/worker.ts";
import type { ShopId } from "../contract/shop.ts";
import { codeHashOf, codePlace } from "../incentive/incentive.store.server.ts";
import { addOptIn } from "../optin/opt-in.store.server.ts";
import type { Database, Tx } from "../platform/db.server.ts";
import type { JobHandlers } from "../platform/job.ts";
import { createQueue } from "../platform/queue.server.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import { deriveKey, mintKey, seal } from "../platform/secret.server.ts";
import { dataKeyOf } from "../shop/shop.store.server.ts";
import { answerDataRequest } from "./answer-data-request.job.server.ts";
import { addToTally, pollFigures, saveVote, voterOf } from "../response/poll.store.server.ts";
import { listRequests } from "./compliance.store.server.ts";
import { recordCompliance } from "./record-compliance.server.ts";
import { redactCustomer } from "./redact-customer.job.server.ts";
import { redactShop } from "./redact-shop.job.server.ts";
import { SHOP_TABLES } from "./shop-erasure.store.server.ts";
import { takeAccessFile } from "./take-access-file.server.ts";

const now = new Date("2026-05-01T12:00:00Z");
const CANARY = "canary-7f3a-of-one-person";
const master = deriveKey(Buffer.alloc(32, 9).toString("base64"), "shop data keys");
const tombstones = mintKey();

async function givenShopWithPerson(customerId: string) {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  const { domain } = await db.read.shop.findUniqueOrThrow({ where: { id: shop } });
  const dataKey = seal(master, `Shop.dataKey/${domain}`, mintKey().export().toString("base64"));
  await db.transaction((tx) => tx.shop.update({ where: { id: shop }, data: { dataKey } }));
  await givenPerson(db, shop, customerId);
  const handlers = {
    "answer-data-request": (run: never) => answerDataRequest(run, master),
    "redact-customer": (run: never) => redactCustomer(run, tombstones, master),
    "redact-shop": redactShop,
  } as unknown as JobHandlers;
  const arrives = async (
    topic: "customers/data_request" | "customers/redact" | "shop/redact",
    webhookId: string = topic,
  ) => {
    const payload = { shop_domain: domain, customer: { id: Number(customerId), email: `${CANARY}@example.com` } };
    await db.transaction((tx) =>
      recordCompliance(tx, shop, { topic, shopDomain: domain, webhookId, payload }, now, master),
    );
    const queue = createQueue({ db, clock: () => now, random: () => 0, log: pino({ level: "silent" }), handlers });
    await queue.runUntilEmpty();
    await queue.stop();
  };
  return { db, shop, domain, arrives, handlers };
}

async function givenPerson(db: Database, shop: ShopId, customerId: string) {
  await db.transaction(async (tx) => {
    const profile = await tx.profile.create({ data: { shopId: shop, customerId, createdAt: now } });
    const profileId = profile.id;
    await tx.trait.create({ data: { shopId: shop, profileId, key: "room", value: CANARY, since: now } });
    await tx.visitor.create({ data: { shopId: shop, id: CANARY, profileId, createdAt: now } });
    await tx.consent.create({
      data: {
        shopId: shop,
        profileId,
        purpose: "personalise",
        state: "granted",
        place: CANARY,
        identity: "customer",
        at: now,
      },
    });
    await tx.quizResponse.create({
      data: { shopId: shop, id: CANARY, quizId: 1, versionId: "v1", profileId, startedAt: now, updatedAt: now },
    });
    await tx.answer.create({
      data: { shopId: shop, id: CANARY, responseId: CANARY, questionId: "room", sequence: 1, at: now },
    });
    await tx.order.create({
      data: {
        shopId: shop,
        shopifyId: "1",
        customerId,
        profileId,
        name: CANARY,
        currency: "GBP",
        totalMicros: 5_000_000n,
        processedAt: now,
        updatedAt: now,
        lines: {
          create: {
            shopId: shop,
            shopifyId: 8_000_000_000_001n,
            productId: "9",
            quantity: 1,
            amountMicros: 5_000_000n,
          },
        },
      },
    });
    await givenReward(tx, shop, profileId);
    await givenVotes(tx, shop, customerId);
    await tx.pushedTag.create({ data: { shopId: shop, customerId, tag: CANARY, pushedAt: now } });
    await enqueue(tx, shop, "settle-profile", { profileId }, new Date("2030-01-01"));
  });
}

/** An address that was confirmed, and the code that it earned. */
async function givenReward(tx: Tx, shop: ShopId, profileId: number) {
  const key = await dataKeyOf(tx, shop, master);
  const wording = { hash: "w", text: "News by e-mail" };
  const walk = { quizId: 1, responseId: CANARY, profileId, clientHash: CANARY, language: "en", createdAt: now };
  await addOptIn(tx, shop, key, { ...walk, address: `${CANARY}@example.com`, wording, mailId: "m" });
  const codeHash = codeHashOf(key, "GIFT-1");
  const code = { shopId: shop, incentiveId: 1, codeHash, codeSealed: seal(key, codePlace(shop, codeHash), "GIFT-1") };
  const { id } = await tx.incentiveCode.create({
    data: { ...code, state: "issued", identityHash: CANARY, identityKind: "customer", profileId, issuedAt: now },
  });
  const claim = { shopId: shop, responseId: CANARY, incentiveId: 1, state: "given", codeId: id, profileId };
  await tx.incentiveClaim.create({ data: { ...claim, clientHash: CANARY, language: "en", at: now } });
}

/** A vote without consent, known by a keyed hash alone, and somebody else's. */
async function givenVotes(tx: Tx, shop: ShopId, customerId: string) {
  const key = await dataKeyOf(tx, shop, master);
  const walk = { shopId: shop, quizId: 7, versionId: "v7", startedAt: now, updatedAt: now };
  await tx.quizResponse.createMany({ data: ["theirs", "others"].map((id) => ({ ...walk, id })) });
  const vote = { quizId: 7, options: ["tea"], anonymous: false, at: now };
  await saveVote(tx, shop, { ...vote, responseId: "theirs", voter: voterOf(key, 7, customerId) });
  await saveVote(tx, shop, { ...vote, responseId: "others", voter: voterOf(key, 7, "77") });
  await addToTally(tx, shop, 7, { votes: 2, byOption: new Map([["tea", 2]]) }, false);
}

/** What `strings` would find in the database file and its log. */
const bytesOf = (file: string) =>
  ["", "-wal"]
    .map((suffix) => {
      try {
        return readFileSync(file + suffix).toString("latin1");
      } catch {
        return "";
      }
    })
    .join("");

test("F39, I7, P7, P8: after customers/redact the canary is nowhere, a tombstone stands, the order stays without the person", async () => {
  const { db, arrives } = await givenShopWithPerson("42");
  expect(bytesOf(db.file)).toContain(CANARY);
  await arrives("customers/redact");
  expect(bytesOf(db.file)).not.toContain(CANARY);
  expect(await db.read.profile.count()).toBe(0);
  expect(await db.read.job.count()).toBe(0);
  expect(await db.read.tombstone.count()).toBe(1);
  expect(await db.read.order.findFirstOrThrow()).toMatchObject({
    customerId: null,
    profileId: null,
    totalMicros: 5_000_000n,
  });
  const receipt = await db.read.complianceRequest.findFirstOrThrow();
  expect(receipt.doneAt).toEqual(now);
  expect(receipt.receipt).not.toContain("42");
});

test("P7, I3: after customers/redact a vote without consent is gone, the walk it names too, and the tally is the sum of the rest", async () => {
  const { db, shop, arrives } = await givenShopWithPerson("42");
  await arrives("customers/redact");
  expect(await db.read.pollVote.findMany({ select: { responseId: true } })).toEqual([{ responseId: "others" }]);
  expect(await db.read.quizResponse.findMany({ select: { id: true } })).toEqual([{ id: "others" }]);
  const figures = await pollFigures(db.read, shop, 7);
  expect(figures.map(({ option, votes }) => `${option}: ${votes}`)).toEqual([": 1", "tea: 1"]);
});

test("P6: customers/data_request makes a sealed file that holds what was told, agreed and bought, for this shop alone", async () => {
  const { db, shop, domain, arrives } = await givenShopWithPerson("42");
  await arrives("customers/data_request");
  const request = await db.read.complianceRequest.findFirstOrThrow();
  expect(request.fileSealed).not.toContain(CANARY);
  const [listed] = await listRequests(db.read, domain);
  expect(listed).toMatchObject({ id: request.id, hasFile: true });
  const take = (ofShop: string, requestId: number) =>
    takeAccessFile(
      { db, clock: () => now, masterKey: master },
      { id: shop, domain: ofShop },
      { requestId, who: "staff 7" },
    );
  for (const [ofShop, id] of [
    ["other.myshopify.com", request.id],
    [domain, request.id + 1],
  ] as const) {
    await expect(take(ofShop, id)).rejects.toMatchObject({ status: 404 });
  }
  const file = JSON.parse(await take(domain, request.id));
  expect(file).toMatchObject({
    whatWasTold: [{ key: "room", value: CANARY }],
    consents: [{ purpose: "personalise", state: "granted" }],
    orders: [{ total: 5, lines: [{ shopifyId: "8000000000001", productId: "9", amount: 5 }] }],
    responses: [{ answers: [{ questionId: "room" }] }, { id: "theirs" }],
    votes: [{ responseId: "theirs" }],
    addresses: [{ address: `${CANARY}@example.com` }],
    rewardsEarned: [{ state: "given" }],
    codes: [{ code: "GIFT-1" }],
    // What was refused is no reading.
    readBy: [],
  });
});

test("P18: GIVEN a file that the merchant took WHEN its customer asks again THEN the next file says who took it", async () => {
  const { db, shop, domain, arrives } = await givenShopWithPerson("42");
  await arrives("customers/data_request", "first");
  const deps = { db, clock: () => now, masterKey: master };
  const take = async () => {
    const [newest] = await listRequests(db.read, domain);
    const taken = { requestId: newest?.id ?? 0, who: "staff 7" };
    return JSON.parse(await takeAccessFile(deps, { id: shop, domain }, taken)) as { readBy: object[] };
  };
  expect((await take()).readBy).toEqual([]);
  expect(await listRequests(db.read, domain)).toMatchObject([{ receipt: { takenAt: now.getTime() } }]);
  await arrives("customers/data_request", "second");
  expect((await take()).readBy).toEqual([
    expect.objectContaining({ who: "staff 7", what: expect.stringMatching(/^file of data request \d+$/) }),
  ]);
});

test("I7: GIVEN a file that was made for somebody WHEN customers/redact comes THEN it is gone, and their number with it", async () => {
  const { db, shop, domain, arrives } = await givenShopWithPerson("42");
  await arrives("customers/data_request");
  const payload = { shop_domain: domain, customer: { id: 42 } };
  const webhook = { topic: "customers/redact", shopDomain: domain, webhookId: "r", payload } as const;
  await db.transaction((tx) => recordCompliance(tx, shop, webhook, now, master));
  const { id: requestId } = await db.read.complianceRequest.findUniqueOrThrow({ where: { webhookId: "r" } });
  await redactCustomer(
    givenRun<"redact-customer">(db, shop, () => now, { requestId }),
    tombstones,
    master,
  );
  const requests = await db.read.complianceRequest.findMany({ select: { fileSealed: true, receipt: true } });
  expect(requests.map(({ fileSealed }) => fileSealed)).toEqual([null, null]);
  for (const { receipt } of requests) expect(JSON.parse(receipt)).toEqual({ counts: expect.any(Object) });
});

test("the same webhook twice is one request", async () => {
  const { db, arrives } = await givenShopWithPerson("42");
  await arrives("customers/data_request", "w1");
  await arrives("customers/data_request", "w1");
  expect(await db.read.complianceRequest.count()).toBe(1);
});

test("GIVEN what is owed has not been done until its request's days were over WHEN it is tried once more THEN it ends", async () => {
  const { db, shop, handlers } = await givenShopWithPerson("42");
  const queue = createQueue({ db, clock: () => now, random: () => 0, log: pino({ level: "silent" }), handlers });
  await db.transaction(async (tx) => {
    for (const name of ["answer-data-request", "redact-customer", "redact-shop"] as const) {
      await enqueue(tx, shop, name, { requestId: 999 }, now);
    }
  });
  await queue.runUntilEmpty();
  await queue.stop();
  expect(await db.read.job.findMany({ where: { name: { not: "settle-profile" } } })).toEqual([]);
  expect(await db.read.trait.count()).toBe(1);
});

test("P9, F38: shop/redact of a shop that has left leaves a receipt only, whatever was queued", async () => {
  const { db, shop, arrives } = await givenShopWithPerson("42");
  await db.transaction((tx) => tx.shop.update({ where: { id: shop }, data: { uninstalledAt: now } }));
  await arrives("shop/redact");
  for (const table of SHOP_TABLES) {
    const [row] = await db.read.$queryRawUnsafe<{ n: bigint }[]>(`SELECT count(*) AS n FROM "${table}"`);
    expect(Number(row?.n), table).toBe(0);
  }
  expect(await db.read.shop.count()).toBe(0);
  expect(await db.read.complianceRequest.findFirstOrThrow()).toMatchObject({ doneAt: now });
  expect(bytesOf(db.file)).not.toContain(CANARY);
});

test("F37: shop/redact for a shop that has come back erases nothing and says so", async () => {
  const { db, arrives } = await givenShopWithPerson("42");
  await arrives("shop/redact");
  expect(await db.read.profile.count()).toBe(1);
  expect((await db.read.complianceRequest.findFirstOrThrow()).receipt).toContain("installed Candor again");
});

test("every table of the schema that belongs to a shop is erased with it", () => {
  const schema = readFileSync("prisma/schema.prisma", "utf8");
  const tables = [...schema.matchAll(/^model (\w+) \{([^}]*)\}/gm)]
    .filter(([, , body]) => /^\s+shopId\s/m.test(body ?? ""))
    .map(([, name]) => name);
  expect([...SHOP_TABLES].sort()).toEqual(tables.sort());
});
