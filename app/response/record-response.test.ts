import { createHash, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { answer, givenQuiz, walk } from "../../tests/response/scene.ts";
import { SubmittedResponse } from "../contract/response.ts";
import { mintKey } from "../platform/secret.server.ts";
import { identifyByOrder } from "./identify-by-order.server.ts";
import { recordResponse } from "./record-response.server.ts";
import { profileOfCustomer } from "../profile/profile.store.server.ts";

test("GIVEN a logged-in shopper who agrees WHEN the walk ends THEN traits, evidence and a ledger row stand, and own words are sealed", async () => {
  const { db, arrive, traits, profiles } = await givenQuiz();
  const answers = walk(true);
  for (const one of answers.slice(0, -1))
    await arrive({ responseId: "11111111-1111-4111-8111-111111111111", answers: [one], finished: false }, "42");
  expect(await profiles()).toEqual([]);
  await arrive({ responseId: "11111111-1111-4111-8111-111111111111", answers, finished: true }, "42");
  expect(await profiles()).toEqual([{ customerId: "42", consent: "granted", kind: "shopper" }]);
  expect(await traits()).toEqual(["room=home", "taste=calm", "taste=retro"]);
  const [consent] = await db.read.consent.findMany();
  expect(consent).toMatchObject({
    purpose: "personalise",
    state: "granted",
    identity: "customer",
    place: "block",
    language: "en",
  });
  const wording = await db.read.wording.findFirstOrThrow();
  expect(wording).toMatchObject({ hash: consent?.wordingHash, text: "May we remember this?" });
  const sealed = await db.read.answer.findFirstOrThrow({ where: { questionId: "words" } });
  expect(JSON.stringify(sealed)).not.toContain("Ada");
  expect(await db.read.job.findMany({ select: { name: true } })).toEqual([{ name: "settle-profile" }]);
});

test("GIVEN options that stood in an order of their own THEN it is kept with the answer; where they stood as written, none", async () => {
  const { db, arrive } = await givenQuiz();
  const answers = [{ ...answer("room", ["home"]), order: ["garden", "home"] }, answer("taste", ["calm"])];
  await arrive({ responseId: randomUUID(), answers, finished: false });
  const rows = await db.read.answer.findMany({ orderBy: { sequence: "asc" }, select: { shownOrder: true } });
  expect(rows.map(({ shownOrder }) => shownOrder && (JSON.parse(shownOrder) as unknown))).toEqual([
    ["garden", "home"],
    null,
  ]);
});

test("P3: GIVEN a shopper who declines THEN an anonymous response stands and nobody is known, logged in or not", async () => {
  const { db, arrive, traits, profiles } = await givenQuiz();
  await arrive({ responseId: randomUUID(), answers: walk(false), finished: true });
  await arrive({ responseId: randomUUID(), answers: walk(false), finished: true }, "42");
  expect(await profiles()).toEqual([]);
  expect(await traits()).toEqual([]);
  expect(await db.read.visitor.count()).toBe(0);
  expect(await db.read.quizResponse.findMany({ select: { profileId: true } })).toEqual([
    { profileId: null },
    { profileId: null },
  ]);
});

test("recording twice changes nothing (F2, F4)", async () => {
  const { db, arrive, traits } = await givenQuiz();
  const submitted = { responseId: randomUUID(), answers: walk(true), finished: true, visitorId: randomUUID() };
  await arrive(submitted, "42");
  const before = [
    await traits(),
    await db.read.answer.count(),
    await db.read.consent.count(),
    await db.read.profile.count(),
  ];
  await arrive(submitted, "42");
  expect([
    await traits(),
    await db.read.answer.count(),
    await db.read.consent.count(),
    await db.read.profile.count(),
  ]).toEqual(before);
});

test("path is truth: choosing otherwise withdraws what is no longer on the path", async () => {
  const { arrive, traits, db } = await givenQuiz();
  const responseId = randomUUID();
  await arrive({ responseId, answers: walk(true), finished: true }, "42");
  await arrive({ responseId, answers: [answer("room", ["garden"])], finished: false }, "42");
  expect(await traits()).toEqual(["room=garden"]);
  const off = await db.read.answer.findMany({ where: { onPath: false }, select: { questionId: true } });
  expect(off.map((row) => row.questionId).sort()).toEqual(["room", "taste", "words"]);
});

test("GIVEN an anonymous shopper who agreed WHEN they log in THEN the customer's profile takes over; a later log-in of somebody else welds nobody", async () => {
  const { arrive, profiles, db } = await givenQuiz();
  const [responseId, visitorId] = [randomUUID(), randomUUID()];
  await arrive({ responseId, answers: walk(true), finished: true, visitorId });
  expect(await profiles()).toEqual([{ customerId: null, consent: "granted", kind: "shopper" }]);
  await arrive({ responseId, answers: [], finished: true, visitorId }, "42");
  expect(await profiles()).toEqual([{ customerId: "42", consent: "granted", kind: "shopper" }]);
  await arrive({ responseId, answers: [], finished: true, visitorId }, "77");
  const all = await profiles();
  expect(all.find((profile) => profile.customerId === "77")?.consent ?? "none").toBe("none");
  const owners = await db.read.trait.findMany({
    where: { until: null },
    select: { profileId: true },
    distinct: ["profileId"],
  });
  expect(owners).toHaveLength(1);
});

test("GIVEN an anonymous shopper who agreed WHEN their cart becomes an order THEN the order's customer takes the answers over", async () => {
  const { db, shop, arrive, profiles, traits } = await givenQuiz();
  const responseId = randomUUID();
  await arrive({ responseId, answers: walk(true), finished: true, visitorId: randomUUID() });
  await db.transaction(async (tx) => {
    const customer = await profileOfCustomer(tx, shop, "42", new Date(0));
    await identifyByOrder(tx, shop, { profileIds: [customer.id], responseId }, new Date(0));
  });
  expect(await profiles()).toEqual([{ customerId: "42", consent: "granted", kind: "shopper" }]);
  expect(await traits()).toEqual(["room=home", "taste=calm", "taste=retro"]);
});

test("P2: withdrawal ends the told traits at once and leaves the response as nobody's", async () => {
  const { db, arrive, traits, profiles } = await givenQuiz();
  const [responseId, visitorId] = [randomUUID(), randomUUID()];
  await arrive({ responseId, answers: walk(true), finished: true, visitorId }, "42");
  await arrive({ responseId, answers: [answer("agree", false)], finished: true }, "42");
  expect(await profiles()).toEqual([{ customerId: "42", consent: "withdrawn", kind: "shopper" }]);
  expect(await traits()).toEqual([]);
  expect(await db.read.visitor.count()).toBe(0);
  expect(await db.read.consent.findMany({ orderBy: { id: "asc" }, select: { state: true } })).toEqual([
    { state: "granted" },
    { state: "withdrawn" },
  ]);
  expect(await db.read.quizResponse.findFirst({ select: { profileId: true } })).toEqual({ profileId: null });
});

test("P2: GIVEN a token that ran out WHEN the withdrawal comes as a new response of the same browser THEN it counts", async () => {
  const { arrive, profiles, traits } = await givenQuiz();
  const visitorId = randomUUID();
  await arrive({ responseId: randomUUID(), answers: walk(true), finished: true, visitorId });
  await arrive({ responseId: randomUUID(), answers: walk(false), finished: false, visitorId });
  expect(await profiles()).toEqual([{ customerId: null, consent: "withdrawn", kind: "shopper" }]);
  expect(await traits()).toEqual([]);
});

test("P2: GIVEN a customer who withdrew after an anonymous yes WHEN an order joins both THEN the withdrawal holds and nothing told stays", async () => {
  const { db, shop, arrive, profiles, traits } = await givenQuiz();
  const anonymous = randomUUID();
  await arrive({ responseId: anonymous, answers: walk(true), finished: true, visitorId: randomUUID() });
  await arrive({ responseId: randomUUID(), answers: walk(true), finished: true }, "42");
  await arrive({ responseId: randomUUID(), answers: walk(false), finished: true }, "42");
  await db.transaction(async (tx) => {
    const customer = await profileOfCustomer(tx, shop, "42", new Date(0));
    await identifyByOrder(tx, shop, { profileIds: [customer.id], responseId: anonymous }, new Date(0));
  });
  expect(await profiles()).toEqual([{ customerId: "42", consent: "withdrawn", kind: "shopper" }]);
  expect(await traits()).toEqual([]);
  expect(await db.read.visitor.count()).toBe(0);
});

test("a customer who had agreed and says no in a later quiz has taken it back", async () => {
  const { arrive, profiles } = await givenQuiz();
  await arrive({ responseId: randomUUID(), answers: walk(true), finished: true }, "42");
  await arrive({ responseId: randomUUID(), answers: walk(false), finished: true }, "42");
  expect(await profiles()).toEqual([{ customerId: "42", consent: "withdrawn", kind: "shopper" }]);
});

test("trying a quiz makes a test person, kept apart", async () => {
  const { arrive, profiles } = await givenQuiz();
  await arrive({ responseId: randomUUID(), answers: walk(true), finished: true }, undefined, true);
  expect(await profiles()).toEqual([{ customerId: null, consent: "granted", kind: "test" }]);
});

test("the kind of device and the words of a share link are kept; anything else in a link is dropped, the answer is not", async () => {
  const { db, shop, quiz } = await givenQuiz();
  const sent = (source: object) =>
    SubmittedResponse.parse({
      responseId: randomUUID(),
      versionId: "v1",
      answers: [answer("room", ["home"])],
      finished: false,
      source,
    });
  const arrive = (submitted: SubmittedResponse) => {
    const arrived = {
      submitted,
      quiz,
      customerId: undefined,
      device: "phone",
      source: "storefront",
      test: false,
    } as const;
    return db.transaction((tx) => recordResponse(tx, shop, { ...arrived, at: new Date(1) }, mintKey()));
  };

  await arrive(sent({ source: "instagram", medium: "share", campaign: "spring-1" }));
  await arrive(sent({ source: "Ada@example.com", campaign: "x".repeat(50), visitor: "someone" }));

  const rows = await db.read.quizResponse.findMany({ orderBy: { utmSource: "desc" } });
  expect(
    rows.map(({ device, utmSource, utmMedium, utmCampaign }) => [device, utmSource, utmMedium, utmCampaign]),
  ).toEqual([
    ["phone", "instagram", "share", "spring-1"],
    ["phone", null, null, null],
  ]);
});

test("A26: GIVEN a walk that nobody could do so fast, or the unseen field filled, THEN it is kept, and marked", async () => {
  const { db, arrive } = await givenQuiz();
  const flagOf = async (id: string) => (await db.read.quizResponse.findFirstOrThrow({ where: { id } })).flag;
  const [fast, slow, bot] = [randomUUID(), randomUUID(), randomUUID()];
  // Whatever it says of its own pace.
  await arrive({ responseId: fast, answers: walk(false), finished: true, took: 20_000 });
  const slowly = walk(false);
  await arrive({ responseId: slow, answers: slowly.slice(0, 1), finished: false });
  await arrive({ responseId: slow, answers: slowly, finished: true, took: 20_000 });
  await arrive({ responseId: bot, answers: walk(false).slice(0, 1), finished: false, trap: "https://spam.example" });
  expect([await flagOf(fast), await flagOf(slow), await flagOf(bot)]).toEqual(["speed", null, "honeypot"]);
  expect(await db.read.answer.count({ where: { responseId: fast } })).toBe(4);
});

test("GIVEN what was known is taken over in a later walk THEN it stands as it was, with its own evidence and age", async () => {
  const { db, arrive } = await givenQuiz();
  const rooms = () => db.read.trait.findMany({ where: { key: "room" } });
  await arrive({ responseId: randomUUID(), answers: walk(true), finished: true }, "42");
  const before = await rooms();
  const [room, ...rest] = walk(true);
  await arrive({ responseId: randomUUID(), answers: [{ ...room!, recalled: true }, ...rest], finished: true }, "42");
  expect(before).toMatchObject([{ value: "home", until: null }]);
  expect(await rooms()).toEqual(before);
});

test("P1: each consent is a row of its own with purpose, wording, time, place, language and identity; later words change none", async () => {
  const { db, arrive } = await givenQuiz();
  const said = (agreed: boolean, placement: "page" | "popup") =>
    arrive({ responseId: randomUUID(), answers: walk(agreed), finished: true, placement }, "42");
  await said(true, "page");
  const [first] = await db.read.consent.findMany();
  const statement = "May we remember this?";
  expect(first).toMatchObject({
    purpose: "personalise",
    state: "granted",
    wordingHash: createHash("sha256").update(statement).digest("hex"),
    language: "en",
    place: "page",
    identity: "customer",
    at: new Date(60_000),
  });
  expect(await db.read.wording.findMany()).toMatchObject([{ hash: first?.wordingHash, text: statement }]);
  await said(false, "popup");
  await said(true, "page");
  const ledger = await db.read.consent.findMany({ orderBy: { id: "asc" } });
  expect(ledger[0]).toEqual(first);
  expect(ledger.map(({ state, place }) => `${state} ${place}`)).toEqual([
    "granted page",
    "withdrawn popup",
    "granted page",
  ]);
});

test("P15: own words are in no trait, so in no rule and no tag; they stand sealed in their answer alone", async () => {
  const { db, arrive } = await givenQuiz();
  const responseId = randomUUID();
  await arrive({ responseId, answers: walk(true), finished: true }, "42");
  const everything = [
    await db.read.trait.findMany(),
    await db.read.answer.findMany(),
    await db.read.quizResponse.findMany(),
    await db.read.profile.findMany(),
    await db.read.job.findMany(),
  ];
  const readable = JSON.stringify(everything, (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
  expect(readable).not.toContain("Ada");
  expect(await db.read.trait.count({ where: { questionId: "words" } })).toBe(0);
  expect(await db.read.answer.count({ where: { questionId: "words", textSealed: { not: null } } })).toBe(1);
});

test("P2: GIVEN somebody who withdrew in another tab WHEN the walk in which they had agreed goes on THEN nobody new is made of them", async () => {
  const { db, arrive, profiles } = await givenQuiz();
  const [responseId, visitorId] = [randomUUID(), randomUUID()];
  await arrive({ responseId, answers: walk(true), finished: false, visitorId });
  await arrive({ responseId: randomUUID(), answers: walk(false), finished: false, visitorId });
  await arrive({ responseId, answers: [answer("taste", ["calm"])], finished: false, visitorId });
  await arrive({ responseId, answers: [], finished: true, visitorId });
  expect(await profiles()).toEqual([{ customerId: null, consent: "withdrawn", kind: "shopper" }]);
  expect(await db.read.quizResponse.count({ where: { profileId: { not: null } } })).toBe(0);
  // A new yes is one.
  await arrive({ responseId, answers: [answer("agree", true)], finished: false, visitorId });
  expect((await profiles()).map(({ consent }) => consent)).toEqual(["withdrawn", "granted"]);
});
