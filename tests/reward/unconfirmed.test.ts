import { expect, test } from "vitest";
import { exportResponses } from "../../app/insight/export-responses.server.ts";
import { listResponses } from "../../app/insight/list-responses.server.ts";
import { loadResults } from "../../app/insight/load-results.server.ts";
import { open } from "../../app/platform/secret.server.ts";
import { answersOf } from "../../app/response/response.store.server.ts";
import { givenRewards } from "./scene.ts";

const ADA = "ada@example.com";
const BOB = "bob@example.com";
const DAY = 86_400_000;

type Scene = Awaited<ReturnType<typeof givenRewards>>;
/** Faster than anybody reads: such walks are counted apart. */
const everything = { from: new Date(0), to: undefined, kind: "flagged" } as const;

const saidIn = async ({ db, shop, key }: Scene, walk: string) =>
  (await answersOf(db.read, shop, walk, key)).map(({ questionId, value }) => [questionId, value]);

/** What the merchant sees of the question for the address: results, list and CSV. */
async function seenBy({ db, shop, key, quiz, clock }: Scene) {
  const merchant = { id: shop, currency: "GBP", timezone: "UTC", privacyFloor: 1 };
  const results = await loadResults(db.read, merchant, quiz.quizId, everything, clock(), key);
  const mail = results.questions.find(({ id }) => id === "mail");
  const asked = { filter: everything, unfinished: false, after: null };
  const list = await listResponses(db.read, shop, quiz.quizId, asked, key);
  const csv = await exportResponses(db.read, shop, quiz.quizId, everything, key);
  return {
    reached: mail?.reached,
    answered: mail?.answered,
    list: list.responses.flatMap(({ answers }) =>
      answers.map(({ answer }) => answer).filter((text) => text === "••••"),
    ),
    csv: (await csv.toArray()).join(""),
  };
}

test("P14 GIVEN addresses, one of them confirmed WHEN 30 days have passed THEN the other goes from its walk's answer too; the walk leads where it led", async () => {
  const scene = await givenRewards(undefined);
  const adas = await scene.finish({ email: ADA, remembered: true, visitorId: crypto.randomUUID() });
  await scene.work();
  const bobs = await scene.finish({ email: BOB });
  await scene.work();
  await scene.confirm(scene.inbox().find(({ rcpt_to }) => rcpt_to === ADA)?.token ?? "");
  const before = await scene.db.read.quizResponse.findMany({ orderBy: { id: "asc" } });
  expect(await seenBy(scene)).toMatchObject({ reached: 2, answered: 2, list: ["••••", "••••"] });

  scene.pass(29 * DAY);
  await scene.forget();
  expect(await saidIn(scene, bobs)).toContainEqual(["mail", BOB]);
  scene.pass(DAY);
  await scene.forget();
  expect(await saidIn(scene, bobs)).toEqual([
    ["room", ["home"]],
    ["mail", null],
    ["news", true],
    ["agree", false],
  ]);
  expect(await saidIn(scene, adas)).toContainEqual(["mail", ADA]);
  expect(await scene.db.read.quizResponse.findMany({ orderBy: { id: "asc" } })).toEqual(before);
  const seen = await seenBy(scene);
  expect(seen).toMatchObject({ reached: 2, answered: 1, list: ["••••"] });
  expect(seen.csv).toContain(ADA);
  expect(seen.csv).not.toContain(BOB);

  // The walk is heard of once more: nobody is asked again.
  await scene.finish({ responseId: bobs });
  await scene.work();
  expect(await scene.db.read.optIn.count({ where: { responseId: bobs } })).toBe(0);
  expect(await scene.db.read.answer.count({ where: { responseId: bobs, textSealed: { not: null } } })).toBe(0);
});

test("P6 GIVEN such an address has gone WHEN its walk's owner asks for their data THEN the file says nothing there", async () => {
  const scene = await givenRewards(undefined);
  const visitorId = crypto.randomUUID();
  const walk = await scene.finish({ email: BOB, remembered: true, visitorId, customerId: "42" });
  await scene.work();
  scene.pass(30 * DAY);
  await scene.forget();
  await scene.arrive("customers/data_request", {
    shop_domain: scene.domain,
    customer: { id: 42 },
    data_request: { id: 9 },
  });
  await scene.work();
  const { id, fileSealed } = await scene.db.read.complianceRequest.findFirstOrThrow();
  const file = open(scene.key, `ComplianceRequest.fileSealed/${id}`, fileSealed ?? "");
  expect(file).toContain(walk);
  expect(file).not.toContain(BOB);
  expect(JSON.parse(file)).toMatchObject({ addresses: [], responses: [{ id: walk }] });
});
