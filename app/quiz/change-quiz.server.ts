import { z } from "zod";
import type { ShopId } from "../contract/shop.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db.server.ts";
import { Refusal } from "../platform/refusal.ts";
import { parseDraft } from "./draft.ts";
import { removeQuiz, takeQuizDown } from "./publish-quiz.server.ts";
import { createQuiz, requireQuiz } from "./quiz.store.server.ts";

const Change = z.discriminatedUnion("intent", [
  z.strictObject({ intent: z.literal("duplicate") }),
  z.strictObject({ intent: z.literal("copy"), content: z.string().max(500_000) }),
  z.strictObject({ intent: z.literal("unpublish") }),
  z.strictObject({ intent: z.literal("delete") }),
]);

export type Changed = { goTo: string } | { done: "unpublish" };

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(422, "invalid_draft", "This cannot be saved.", "content");
  }
}

/** What the merchant may do to a quiz as a whole, besides editing and publishing it. */
export async function changeQuiz(
  deps: { db: Database; clock: Clock },
  shop: ShopId,
  id: number,
  form: unknown,
): Promise<Changed> {
  const parsed = Change.safeParse(form);
  if (!parsed.success) throw new Refusal(422, "invalid_change", "This is not something that can be done to a quiz.");
  const change = parsed.data;
  const { db, clock } = deps;
  switch (change.intent) {
    case "duplicate":
    case "copy": {
      const copy = await db.transaction(async (tx) => {
        const { handle, kind, draft } = await requireQuiz(tx, shop, id);
        const content = change.intent === "copy" ? parseDraft(parseJson(change.content)) : draft;
        const title = `${content.title} (copy)`.slice(0, 500);
        return createQuiz(tx, shop, { handle, kind, draft: { ...content, title } }, clock());
      });
      return { goTo: `/app/quizzes/${copy}` };
    }
    case "unpublish":
      await takeQuizDown(deps, shop, id);
      return { done: "unpublish" };
    case "delete":
      await removeQuiz(deps, shop, id);
      return { goTo: "/app/quizzes" };
  }
}
