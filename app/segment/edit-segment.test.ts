import { describe, expect, it } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import type { History } from "../../tests/segments/oracle.ts";
import { givenCatalogue, givenProfiles } from "../../tests/segments/population.ts";
import { givenRun, takeJobs } from "../../tests/segments/worker.ts";
import { NOW } from "../../tests/segments/arbitrary.ts";
import type { Rule } from "../contract/rule.ts";
import { buildSegment } from "./build-segment.job.server.ts";
import { cancelSave, createSegment, deleteSegment, updateSegment } from "./edit-segment.server.ts";
import { explainMembership } from "./explain-membership.server.ts";
import { nextFlip } from "./explain.ts";
import { countCustomersOf } from "./members.store.server.ts";
import { listSegments, previewRule, segmentPage, segmentProgress } from "./view-segments.server.ts";

const clock = () => new Date(NOW);
const DAY = 86_400_000;
const PERSON: History = {
  kind: "shopper",
  consent: "granted",
  merged: false,
  lifetimeOrders: null,
  lifetimeSpent: null,
  orders: [],
  told: [],
};
const told = (value: string): History["told"] => [{ quiz: "gift-finder", key: "room", value, ended: false }];
const HOME: Rule = { kind: "answer", quiz: "gift-finder", question: "room", is: ["home"] };
const GARDEN: Rule = { kind: "answer", quiz: "gift-finder", question: "room", is: ["garden"] };

async function given(histories: History[]) {
  const db = await givenDatabase();
  const shop = await givenShop(db);
  await givenCatalogue(db, shop);
  const ids = await givenProfiles(db, shop, histories);
  const build = async (segmentId: number) => {
    await buildSegment(givenRun<"build-segment">(db, shop, clock, { segmentId })).catch(() => undefined);
  };
  const members = async (segmentId: number) =>
    (await segmentPage(db.read, shop, segmentId)).members.map(({ profileId }) => profileId);
  return { db, shop, ids, build, members };
}

describe("a segment's life", () => {
  it("counts the very people it lists, page by page, and says what a change would write", async () => {
    const people = Array.from({ length: 7 }, (_, number) => ({
      ...PERSON,
      told: told(number % 2 === 0 ? "home" : "garden"),
    }));
    const { db, shop, ids, build } = await given(people);
    const preview = await previewRule(db.read, clock, shop, HOME);
    expect(preview).toMatchObject({ people: 4, tagsToAdd: 4, tagsToRemove: 0, seconds: 1 });
    const { id } = await createSegment(db, clock, shop, { name: "Home", rule: HOME });
    await build(id);
    const first = await segmentPage(db.read, shop, id, 0, 3);
    const second = await segmentPage(db.read, shop, id, first.next, 3);
    const listed = [...first.members, ...second.members].map(({ profileId }) => profileId);
    expect(listed).toEqual(ids.filter((_, index) => index % 2 === 0));
    expect(second.next).toBeUndefined();
    expect(first.segment.people).toBe(listed.length);
    expect(await countCustomersOf(db.read, shop, id)).toBe(4);
    // Whom Shopify has no customer for is in it, and carries no tag.
    await db.transaction((tx) => tx.profile.update({ where: { id: ids[0]! }, data: { customerId: null } }));
    expect(await countCustomersOf(db.read, shop, id)).toBe(3);
    expect(await countCustomersOf(db.read, await givenShop(db), id)).toBe(0);
    await db.transaction((tx) => tx.profile.update({ where: { id: ids[0]! }, data: { customerId: "900001" } }));
    expect(preview.members.map(({ profileId }) => profileId)).toEqual(listed);
    expect(await listSegments(db.read, shop)).toMatchObject([{ tag: "candor-home", people: 4, upToDate: true }]);
    expect(await previewRule(db.read, clock, shop, GARDEN, id)).toMatchObject({
      people: 3,
      tagsToAdd: 3,
      tagsToRemove: 4,
    });
  });

  it("resumes a build where a stopped worker left it", async () => {
    const people = Array.from({ length: 450 }, () => ({ ...PERSON, told: told("home") }));
    const { db, shop, build, members } = await given(people);
    const { id } = await createSegment(db, clock, shop, { name: "Home", rule: HOME });
    const stopping = new AbortController();
    // Each read of the clock lets a second pass: every page looks slow, so pages are small.
    let seconds = 0;
    const slow = () => new Date(NOW + 1000 * seconds++);
    const transaction: typeof db.transaction = async (work) => {
      const done = await db.transaction(work);
      stopping.abort();
      return done;
    };
    const halted = givenRun<"build-segment">(
      db,
      shop,
      slow,
      { segmentId: id },
      { signal: stopping.signal, transaction },
    );
    // The first page takes 2,000 at once: make it the last there is, and let new people come after it.
    await expect(buildSegment(halted)).rejects.toMatchObject({ name: "RunLater" });
    const { buildCursor, builtRevision } = await db.read.segment.findUniqueOrThrow({ where: { id } });
    expect(buildCursor).toBeGreaterThan(0);
    expect(builtRevision).toBe(0);
    const before = await db.read.membership.findMany({ where: { segmentId: id } });
    const later = await givenProfiles(db, shop, [{ ...PERSON, told: told("home") }]);
    await build(id);
    expect(await db.read.membership.count({ where: { segmentId: id } })).toBe(before.length + 1);
    expect((await segmentPage(db.read, shop, id, later[0]! - 1)).members.map(({ profileId }) => profileId)).toEqual(
      later,
    );
    expect(await members(id)).toHaveLength(50);
  });

  it("refuses a save over somebody else's", async () => {
    const { db, shop } = await given([]);
    const { id, revision } = await createSegment(db, clock, shop, { name: "Home", rule: HOME });
    await updateSegment(db, clock, shop, id, revision, { name: "Garden", rule: GARDEN });
    const late = updateSegment(db, clock, shop, id, revision, { name: "Home again", rule: HOME });
    await expect(late).rejects.toMatchObject({ status: 409 });
  });

  it("is as unknown to another shop as one that never was", async () => {
    const { db, shop } = await given([]);
    const other = await givenShop(db);
    const { id, revision } = await createSegment(db, clock, shop, { name: "Home", rule: HOME });
    await expect(segmentPage(db.read, other, id)).rejects.toMatchObject({ status: 404 });
    await expect(updateSegment(db, clock, other, id, revision, { name: "x", rule: HOME })).rejects.toMatchObject({
      status: 404,
    });
    await expect(deleteSegment(db, clock, other, id)).rejects.toMatchObject({ status: 404 });
    await expect(segmentPage(db.read, shop, 999_999)).rejects.toMatchObject({ status: 404 });
  });

  it("keeps its tag when it is renamed, and never gives the tag of one that is gone to another", async () => {
    const { db, shop, build } = await given([]);
    const { id, revision } = await createSegment(db, clock, shop, { name: "Home gifts, loyal", rule: HOME });
    expect((await updateSegment(db, clock, shop, id, revision, { name: "Other", rule: HOME })).slug).toBe(
      "home-gifts-loyal",
    );
    await deleteSegment(db, clock, shop, id);
    await build(id);
    expect((await createSegment(db, clock, shop, { name: "Home gifts, loyal", rule: HOME })).slug).toBe(
      "home-gifts-loyal-2",
    );
  });

  it.each([
    [{ kind: "all", rules: [] }, "Add at least one condition to each group."],
    [
      { kind: "orderCount", comparison: "atLeast", count: 1.5 },
      "Number of orders: use a whole number from 0 to 100,000.",
    ],
    ["{", "The rule cannot be read."],
  ])("refuses a rule that cannot be meant: %j", async (rule, message) => {
    const { db, shop } = await given([]);
    await expect(createSegment(db, clock, shop, { name: "x", rule })).rejects.toMatchObject({ status: 422, message });
  });
});

describe("cancelling a save", () => {
  it("goes back to the rule before, and to its people", async () => {
    const { db, shop, ids, build, members } = await given([
      { ...PERSON, told: told("home") },
      { ...PERSON, told: told("garden") },
    ]);
    const { id } = await createSegment(db, clock, shop, { name: "Home", rule: HOME });
    await build(id);
    await takeJobs(db, shop, "sync-customer");
    await build(id);
    const { segment } = await segmentPage(db.read, shop, id);
    await updateSegment(db, clock, shop, id, segment.revision, { name: "Home", rule: GARDEN });
    await build(id);
    expect(await segmentProgress(db.read, shop, id)).toMatchObject({ state: "tagging", tagsWaiting: 2 });
    expect(await cancelSave(db, clock, shop, id)).toBe("reverted");
    await build(id);
    expect(await members(id)).toEqual([ids[0]]);
  });

  it("deletes a segment that is new, and does nothing to one whose tags are written", async () => {
    const { db, shop, build } = await given([{ ...PERSON, told: told("home") }]);
    const { id } = await createSegment(db, clock, shop, { name: "Home", rule: HOME });
    await build(id);
    expect(await cancelSave(db, clock, shop, id)).toBe("deleted");
    expect(await listSegments(db.read, shop)).toEqual([]);

    const settled = await createSegment(db, clock, shop, { name: "Home", rule: HOME });
    await build(settled.id);
    await takeJobs(db, shop, "sync-customer");
    await build(settled.id);
    expect(await segmentProgress(db.read, shop, settled.id)).toMatchObject({ state: "done" });
    expect(await cancelSave(db, clock, shop, settled.id)).toBe("done");
  });
});

describe("why somebody is in", () => {
  it("goes down to the answer and the orders, and says what time will change", async () => {
    const at = [NOW - 3 * DAY, NOW - 20 * DAY, NOW - 400 * DAY];
    const orders = at.map((instant): History["orders"][number] => ({
      at: instant,
      total: 20,
      refunded: 5,
      state: "counts",
      products: ["3"],
    }));
    const { db, shop, ids } = await given([{ ...PERSON, told: told("home"), orders }, PERSON]);
    const rule: Rule = {
      kind: "all",
      rules: [HOME, { kind: "orderCount", comparison: "atLeast", count: 2, within: { days: 365 } }],
    };
    const { id } = await createSegment(db, clock, shop, { name: "Home, loyal", rule });
    const { member, explanation } = await explainMembership(db.read, clock, shop, id, ids[0]!);
    expect(member).toBe(true);
    const [answer, count] = explanation.parts;
    expect(answer).toMatchObject({
      holds: true,
      evidence: [{ kind: "answer", quizTitle: "gift-finder", option: "home" }],
    });
    expect(count).toMatchObject({
      text: "at least 2 orders in the last 365 days",
      holds: true,
      evidence: [
        { kind: "orders", more: 0, orders: [{ at: new Date(at[0]!), amount: "$15" }, { at: new Date(at[1]!) }] },
      ],
    });
    expect(nextFlip(explanation)).toEqual({
      text: "at least 2 orders in the last 365 days",
      at: new Date(NOW + 345 * DAY),
    });

    const other = await explainMembership(db.read, clock, shop, id, ids[1]!);
    expect(other).toMatchObject({
      member: false,
      explanation: { parts: [{ evidence: [{ text: "No answer yet" }] }, { holds: false }] },
    });
  });
});
