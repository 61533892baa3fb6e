import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import type { QuizContent } from "../contract/quiz.ts";
import { clock, counting, db } from "../db.server.ts";
import { checkQuiz } from "../insight/check-quiz.server.ts";
import { idFrom, requireMerchant, tellJson } from "../merchant.server.ts";
import { mintUuid } from "../platform/id.ts";
import { Refusal } from "../platform/refusal.ts";
import { parseDraft } from "../quiz/draft.ts";
import { publishQuiz } from "../quiz/publish-quiz.server.ts";
import { MOST_UNANSWERED } from "../quiz/quiz-view.ts";
import type { EditorReply } from "../quiz/quiz-view.ts";
import { requireQuiz, saveDraft } from "../quiz/quiz.store.server.ts";
import type { Quiz } from "../quiz/quiz.store.server.ts";
import type { Merchant } from "../merchant.server.ts";

const Edit = z.strictObject({
  intent: z.enum(["save", "publish"]),
  save: z.uuid(),
  revision: z.number().int().positive(),
  unanswered: z.array(z.uuid()).max(MOST_UNANSWERED),
  content: z.unknown(),
});

async function edit({ shop }: Merchant, id: number, body: unknown): Promise<EditorReply> {
  const parsed = Edit.safeParse(body);
  if (!parsed.success) throw new Refusal(422, "invalid_edit", "This cannot be saved.");
  const { intent, content: draft, ...edited } = parsed.data;
  const content = parseDraft(draft);
  const check = ({ handle, kind }: Pick<Quiz, "handle" | "kind">, draft: QuizContent) =>
    checkQuiz(counting, shop, { handle, kind, content: draft }, clock());
  if (intent === "save") {
    const quiz = await requireQuiz(db.read, shop.id, id);
    const saved = await db.transaction((tx) => saveDraft(tx, shop.id, id, edited, content, clock()));
    return { saved: { revision: saved, check: await check(quiz, content) } };
  }
  const result = await publishQuiz({ db, clock, mintId: mintUuid, check }, shop.id, id, edited, content);
  const { revision: saved, check: checked } = result;
  if (!("version" in result)) return { rejected: { revision: saved, check: checked } };
  return { published: { number: result.version.number, revision: saved, check: checked, content: result.content } };
}

/** The editor saves and publishes here, in plain JSON. */
export async function action({ request, params }: ActionFunctionArgs) {
  const merchant = await requireMerchant(request);
  return tellJson(request.json().then((body) => edit(merchant, idFrom(params.quizId, "This quiz"), body)));
}
