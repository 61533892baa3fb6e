import { expect, test } from "vitest";
import { givenDatabase, givenShop } from "../../tests/database.ts";
import { givenRun } from "../../tests/segments/worker.ts";
import type { QuizKind } from "../contract/quiz.ts";
import type { AdminClient, TypedDocument } from "../shopify/admin.ts";
import { CHECKOUT_SURVEY } from "./checkout-survey.ts";
import { pushQuiz } from "./push-quiz.job.server.ts";
import { addVersion, createQuiz, deleteQuiz } from "./quiz.store.server.ts";
import { giftFinder } from "./templates/gift-finder.ts";

const NOW = new Date("2026-03-01T10:00:00Z");
const content = giftFinder.content({ currency: "GBP", priceThirds: [5, 15] });

interface Metafield {
  key: string;
  value: string;
}

/** Shopify behind its port: keeps the app's metafields. */
function shopifyWithMetafields() {
  const kept = new Map<string, unknown>();
  const request = ({ name }: TypedDocument<unknown, unknown>, variables: unknown) => {
    const { metafields = [] } = variables as { metafields?: Metafield[] };
    if (name === "FindInstallation") {
      return Promise.resolve({ data: { currentAppInstallation: { id: "gid://shopify/AppInstallation/1" } } });
    }
    for (const { key, value } of metafields) {
      if (name === "SetQuizMetafield") kept.set(key, JSON.parse(value));
      else kept.delete(key);
    }
    return Promise.resolve({ data: { metafieldsSet: { userErrors: [] }, metafieldsDelete: { userErrors: [] } } });
  };
  return { kept, adminFor: () => Promise.resolve({ request } as unknown as AdminClient) };
}

test("GIVEN quizzes are published and deleted WHEN they are pushed THEN the storefront has each that is live, and the list that blocks show", async () => {
  const db = await givenDatabase();
  const [shop, other] = [await givenShop(db), await givenShop(db)];
  const { kept, adminFor } = shopifyWithMetafields();
  const publish = (of: typeof shop, handle: string, kind: QuizKind) =>
    db.transaction(async (tx) => {
      const id = await createQuiz(tx, of, { handle, kind, draft: content }, NOW);
      await addVersion(tx, of, { id }, { id: `${handle}-${of}`, content }, NOW);
      return id;
    });
  const push = (quizId: number) =>
    pushQuiz(
      givenRun<"push-quiz">(db, shop, () => NOW, { quizId }),
      adminFor,
    );
  const gifts = await publish(shop, "gifts", "quiz");
  const colours = await publish(shop, "colours", "poll");
  await publish(shop, CHECKOUT_SURVEY, "survey");
  await publish(other, "of-another-shop", "quiz");
  await db.transaction((tx) => createQuiz(tx, shop, { handle: "draft", kind: "quiz", draft: content }, NOW));

  await push(gifts);
  await push(colours);
  expect([...kept.keys()].sort()).toEqual(["published", "quiz_colours", "quiz_gifts"]);
  expect(kept.get("published")).toEqual([
    { handle: "colours", kind: "poll", title: content.title },
    { handle: "gifts", kind: "quiz", title: content.title },
  ]);
  await db.transaction((tx) => deleteQuiz(tx, shop, gifts, NOW));
  await push(gifts);
  expect([...kept.keys()].sort()).toEqual(["published", "quiz_colours"]);
  expect(kept.get("published")).toEqual([{ handle: "colours", kind: "poll", title: content.title }]);
});
