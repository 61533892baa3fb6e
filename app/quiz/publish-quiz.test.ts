import { describe, expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import type { QuizContent } from "../contract/quiz.ts";
import type { ShopId } from "../contract/shop.ts";
import type { Database } from "../platform/db.server.ts";
import { changeQuiz } from "./change-quiz.server.ts";
import { publishQuiz } from "./publish-quiz.server.ts";
import type { DraftSave } from "./quiz-view.ts";
import { createQuiz, findVersion, listQuizzes, listVersions, requireQuiz, saveDraft } from "./quiz.store.server.ts";
import { startQuiz } from "./start-quiz.server.ts";
import { giftFinder } from "./templates/gift-finder.ts";
import { verifyQuiz } from "./verify/verify.ts";
import { viewVersions } from "./view-versions.server.ts";

const now = new Date("2026-03-01T10:00:00Z");
const clock = () => now;
const gifts = giftFinder.content({ currency: "GBP", priceThirds: [5, 15] });
const plenty = { matching: () => 50, fitting: () => 50 };
let minted = 0;

const deps = (db: Database) => ({
  db,
  clock,
  mintId: () => `version-${(minted += 1)}`,
  check: (_: unknown, content: QuizContent) =>
    Promise.resolve({ findings: verifyQuiz(content, { products: plenty, feedsSegments: false }), counts: {} }),
});

const from = (revision: number, ...unanswered: DraftSave[]): DraftSave => ({
  save: crypto.randomUUID(),
  revision,
  unanswered: unanswered.map(({ save }) => save),
});

const givenQuiz = (db: Database, shop: ShopId) =>
  db.transaction((tx) => createQuiz(tx, shop, { handle: "gift-finder", kind: "quiz", draft: gifts }, now));

const jobsOf = (db: Database) => db.read.job.findMany({ select: { name: true, key: true } });

describe("drafts", () => {
  test("a save over somebody else's is refused, and theirs stays", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const id = await givenQuiz(db, shop);
    const save = (edit: DraftSave, title: string) =>
      db.transaction((tx) => saveDraft(tx, shop, id, edit, { ...gifts, title }, now));
    const mine = from(1);

    expect(await save(mine, "Mine")).toBe(2);
    await expect(save(from(1), "Yours")).rejects.toMatchObject({ status: 409, code: "draft_changed" });
    // The same again is no quarrel: the reply was lost.
    expect(await save(mine, "Mine")).toBe(2);
    expect((await requireQuiz(db.read, shop, id)).draft.title).toBe("Mine");
  });

  test("GIVEN saves without an answer THEN the next one names them and is no stranger's; one that comes late changes nothing", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const id = await givenQuiz(db, shop);
    const save = (edit: DraftSave, title: string) =>
      db.transaction((tx) => saveDraft(tx, shop, id, edit, { ...gifts, title }, now));
    const [first, late] = [from(1), from(1)];
    const last = from(1, first, late);

    expect(await save(first, "First")).toBe(2);
    expect(await save(last, "Last")).toBe(3);
    await expect(save(late, "Late")).rejects.toMatchObject({ code: "draft_changed" });
    // Somebody else in between: what is named no longer stands.
    expect(await save(from(3), "Theirs")).toBe(4);
    await expect(save(from(1, first, late, last), "Mine")).rejects.toMatchObject({ code: "draft_changed" });
    expect((await requireQuiz(db.read, shop, id)).draft.title).toBe("Theirs");
  });

  test("handles are never given twice, not even after a deletion", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const first = await givenQuiz(db, shop);
    await changeQuiz({ db, clock }, shop, first, { intent: "delete" });
    const fitted = { currency: "JPY", prices: [], count: () => 0 };
    const second = await startQuiz({ db, clock }, shop, "gift-finder", fitted);

    expect((await requireQuiz(db.read, shop, second)).handle).toBe("gift-finder-2");
    await expect(startQuiz({ db, clock }, shop, "no-such", fitted)).rejects.toMatchObject({ status: 404 });
  });
});

describe("publishing", () => {
  test("makes an immutable version and queues its way to the storefront", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const id = await givenQuiz(db, shop);

    const first = await publishQuiz(deps(db), shop, id, from(1), gifts);
    const second = await publishQuiz(deps(db), shop, id, from(2), { ...gifts, title: "Second" });

    const versions = await listVersions(db.read, shop, id);
    expect(versions.map(({ number }) => number)).toEqual([2, 1]);
    if (!("version" in first) || !("version" in second)) throw new Error("not published");
    expect((await findVersion(db.read, shop, first.version.id))?.content.title).toBe(gifts.title);
    expect((await requireQuiz(db.read, shop, id)).publishedVersionId).toBe(second.version.id);
    expect(await jobsOf(db)).toContainEqual({ name: "push-quiz", key: String(id) });
  });

  test("GIVEN nothing was changed WHEN it is published again THEN it stays the version that shoppers are answering, and is sent once more", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const id = await givenQuiz(db, shop);
    const first = await publishQuiz(deps(db), shop, id, from(1), gifts);
    await db.transaction((tx) => tx.job.deleteMany({}));
    const again = await publishQuiz(deps(db), shop, id, from(2), gifts);
    if (!("version" in first) || !("version" in again)) throw new Error("not published");
    expect(again.version).toEqual(first.version);
    expect(await listVersions(db.read, shop, id)).toHaveLength(1);
    expect(await jobsOf(db)).toContainEqual({ name: "push-quiz", key: String(id) });
    const changed = await publishQuiz(deps(db), shop, id, from(3), { ...gifts, title: "Changed" });
    expect("version" in changed && changed.version.number).toBe(2);
    const back = await publishQuiz(deps(db), shop, id, from(4), gifts);
    expect("version" in back && back.version.number).toBe(3);
  });

  test("what cannot work is saved and refused, with the field; shoppers keep what they had", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const id = await givenQuiz(db, shop);

    const result = await publishQuiz(deps(db), shop, id, from(1), { ...gifts, questions: [] });

    expect(result).toMatchObject({ revision: 2, check: { findings: [{ severity: "error", field: "questions" }] } });
    expect(await listVersions(db.read, shop, id)).toEqual([]);
    expect(await jobsOf(db)).toEqual([]);
  });

  test("from an old revision is refused and publishes nothing", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const id = await givenQuiz(db, shop);

    await expect(publishQuiz(deps(db), shop, id, from(7), gifts)).rejects.toMatchObject({ status: 409 });
    expect(await listVersions(db.read, shop, id)).toEqual([]);
  });
});

describe("what else can be done to a quiz", () => {
  test("taking it offline and deleting it queue the same push; a walk that began with a version can end with it", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const id = await givenQuiz(db, shop);
    const published = await publishQuiz(deps(db), shop, id, from(1), gifts);
    if (!("version" in published)) throw new Error("not published");

    await changeQuiz({ db, clock }, shop, id, { intent: "unpublish" });
    expect((await requireQuiz(db.read, shop, id)).publishedVersionId).toBeNull();
    await changeQuiz({ db, clock }, shop, id, { intent: "delete" });

    await expect(requireQuiz(db.read, shop, id)).rejects.toMatchObject({ status: 404 });
    expect(await listQuizzes(db.read, shop)).toEqual([]);
    expect(await findVersion(db.read, shop, published.version.id)).toMatchObject({ handle: "gift-finder" });
  });

  test("versions are told newest first with what changed; a duplicate and a copy are quizzes of their own", async () => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const id = await givenQuiz(db, shop);
    const published = await publishQuiz(deps(db), shop, id, from(1), gifts);
    if (!("version" in published)) throw new Error("not published");
    await publishQuiz(deps(db), shop, id, from(2), { ...gifts, title: "Changed" });

    await changeQuiz({ db, clock }, shop, id, { intent: "duplicate" });
    await changeQuiz({ db, clock }, shop, id, { intent: "copy", content: JSON.stringify({ ...gifts, title: "Mine" }) });

    expect(await viewVersions(db.read, shop, id)).toMatchObject([
      {
        number: 2,
        live: true,
        changes: [`Title changed from “${gifts.title}” to “Changed”`],
        content: { title: "Changed" },
      },
      { number: 1, live: false, changes: undefined, content: gifts },
    ]);
    const titles = (await listQuizzes(db.read, shop)).map(({ title, handle }) => `${handle}: ${title}`).sort();
    expect(titles).toEqual(["gift-finder-2: Changed (copy)", "gift-finder-3: Mine (copy)", "gift-finder: Changed"]);
  });

  test.each<[string, unknown, number]>([
    ["no intent", {}, 422],
    ["an unknown intent", { intent: "steal" }, 422],
    ["a field too many", { intent: "delete", shopId: "1" }, 422],
    ["a copy that is no JSON", { intent: "copy", content: "{" }, 422],
    ["a copy that is no quiz", { intent: "copy", content: "{}" }, 422],
  ])("refuses %s", async (_, form, status) => {
    const db = await givenDatabase();
    const shop = await givenShop(db);
    const id = await givenQuiz(db, shop);
    await expect(changeQuiz({ db, clock }, shop, id, form)).rejects.toMatchObject({ status });
  });

  test("another shop's quiz and version are as unknown as ones that never were", async () => {
    const db = await givenDatabase();
    const [shop, other] = [await givenShop(db), await givenShop(db)];
    const theirs = await givenQuiz(db, other);
    const own = await givenQuiz(db, shop);
    const published = await publishQuiz(deps(db), other, theirs, from(1), gifts);
    if (!("version" in published)) throw new Error("not published");
    const { id: versionId } = published.version;

    for (const id of [theirs, 999]) {
      for (const form of [{ intent: "delete" }, { intent: "unpublish" }, { intent: "duplicate" }]) {
        await expect(changeQuiz({ db, clock }, shop, id, form)).rejects.toMatchObject({ status: 404 });
      }
      await expect(publishQuiz(deps(db), shop, id, from(1), gifts)).rejects.toMatchObject({ status: 404 });
      await expect(db.transaction((tx) => saveDraft(tx, shop, id, from(1), gifts, now))).rejects.toMatchObject({
        status: 404,
      });
    }
    expect(await findVersion(db.read, shop, versionId)).toBeUndefined();
    expect(await viewVersions(db.read, shop, own)).toEqual([]);
    await expect(viewVersions(db.read, shop, theirs)).rejects.toMatchObject({ status: 404 });
    expect((await requireQuiz(db.read, other, theirs)).publishedVersionId).toBe(versionId);
  });
});
