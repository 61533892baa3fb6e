import { expect, test } from "vitest";
import { open } from "../../app/platform/secret.server.ts";
import { givenRewards } from "./scene.ts";

const GIFT = { kind: "discount", value: { percent: 10 }, prefix: "GIFT" };
const ADA = { id: 42, email: "Ada@Example.com" };
const OTHERS_BROWSER = "5f2b7c1e-7d54-4c55-9c0a-3a6f1f0f7a11";

type Scene = Awaited<ReturnType<typeof givenRewards>>;
const request = (scene: Scene, more: object = {}) => ({ shop_domain: scene.domain, customer: ADA, ...more });
const idsOf = async (scene: Scene) => (await scene.db.read.quizResponse.findMany()).map(({ id }) => id).sort();

/** One person, known to us by hashes only: an address that nobody confirmed, a code earned by a log-in without consent. */
async function givenTraces() {
  const scene = await givenRewards(GIFT);
  await scene.work();
  const typed = await scene.finish({ email: "ada@example.com", news: true });
  const earned = await scene.finish({ customerId: String(ADA.id) });
  const others = await scene.finish({ email: "ada@example.com", remembered: true, visitorId: OTHERS_BROWSER });
  const bobs = await scene.finish({ email: "bob@example.com" });
  await scene.work();
  return { scene, typed, earned, others, bobs };
}

test("P7 GIVEN traces under hashes only WHEN Shopify asks to redact THEN all are gone at once, and nobody else's walk", async () => {
  const { scene, others, bobs } = await givenTraces();
  expect(await scene.db.read.optIn.count()).toBe(3);
  expect(await scene.db.read.incentiveCode.count({ where: { identityHash: { not: null } } })).toBe(1);
  const spelled = { responseId: others, textSealed: { not: null } };
  expect(await scene.db.read.answer.count({ where: spelled })).toBe(1);

  await scene.arrive("customers/redact", request(scene));
  await scene.work();
  expect(await idsOf(scene)).toEqual([others, bobs].sort());
  const left = await scene.db.read.optIn.findMany({ select: { responseId: true } });
  expect(left).toEqual([{ responseId: bobs }]);
  // Somebody else had typed that address into a walk of their own: their other answers stay, and the walk leads where it led.
  expect(await scene.db.read.answer.count({ where: spelled })).toBe(0);
  expect(await scene.db.read.answer.count({ where: { responseId: others, options: { not: "null" } } })).toBe(3);
  expect(await scene.db.read.incentiveCode.count({ where: { identityHash: { not: null } } })).toBe(0);
  expect(await scene.db.read.incentiveClaim.count({ where: { identityHash: { not: null } } })).toBe(0);
  const receipt = await scene.db.read.complianceRequest.findFirstOrThrow();
  expect(receipt.receipt).not.toContain("addressHash");
});

test("P7 GIVEN somebody typed an address that they never confirmed WHEN they are redacted THEN its owner keeps theirs", async () => {
  const { scene, bobs } = await givenTraces();
  await scene.finish({ customerId: String(ADA.id), email: "bob@example.com", remembered: true });
  await scene.work();
  await scene.arrive("customers/redact", request(scene));
  await scene.work();
  const left = await scene.db.read.optIn.findMany({ select: { responseId: true } });
  expect(left).toEqual([{ responseId: bobs }]);
  expect(await idsOf(scene)).toContain(bobs);
});

test("P7 GIVEN the walk that earned a code is gone already WHEN they are redacted THEN what says that they earned it goes", async () => {
  const { scene, earned } = await givenTraces();
  await scene.db.transaction(async (tx) => {
    await tx.answer.deleteMany({ where: { responseId: earned } });
    await tx.quizResponse.deleteMany({ where: { id: earned } });
  });
  const claims = () =>
    scene.db.read.incentiveClaim.count({ where: { identityHash: { not: null }, responseId: earned } });
  expect(await claims()).toBe(1);
  await scene.arrive("customers/redact", request(scene));
  await scene.work();
  expect(await claims()).toBe(0);
});

test("P6 GIVEN the same WHEN Shopify asks for their data THEN the file has the address, the walk and the code", async () => {
  const { scene, typed, earned } = await givenTraces();
  await scene.arrive("customers/data_request", request(scene, { data_request: { id: 9 } }));
  await scene.work();
  const { id, fileSealed } = await scene.db.read.complianceRequest.findFirstOrThrow();
  const file = JSON.parse(open(scene.key, `ComplianceRequest.fileSealed/${id}`, fileSealed ?? "")) as {
    responses: { id: string }[];
  };
  expect(file).toMatchObject({ addresses: [{ address: "ada@example.com" }, { address: "ada@example.com" }] });
  expect(file).toMatchObject({ codes: [{ code: expect.stringMatching(/^GIFT-/) as string }] });
  expect(file.responses.map((response) => response.id).sort()).toEqual([typed, earned].sort());
});
