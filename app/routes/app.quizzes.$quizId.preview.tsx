import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { AnswerValue } from "../contract/response.ts";
import { QuizId } from "../contract/question.ts";
import { clock, counting, db } from "../db.server.ts";
import { previewResult } from "../insight/answer-preview.ts";
import { idFrom, requireMerchant, tellJson } from "../merchant.server.ts";
import type { Merchant } from "../merchant.server.ts";
import { Refusal } from "../platform/refusal.ts";
import { parseDraft } from "../quiz/draft.ts";
import { localise } from "../quiz/texts.ts";
import { requireQuiz } from "../quiz/quiz.store.server.ts";
import { loadCatalog } from "../recommendation/load-catalog.server.ts";

const Preview = z.strictObject({
  content: z.unknown(),
  answers: z.record(QuizId, AnswerValue),
  /** In which the draft is shown; its own when it has none of that. */
  language: z.string().max(35).optional(),
});

async function preview({ shop }: Merchant, id: number, body: unknown) {
  await requireQuiz(db.read, shop.id, id);
  const parsed = Preview.safeParse(body);
  if (!parsed.success) throw new Refusal(422, "invalid_preview", "These answers do not fit the quiz.");
  const index = await loadCatalog(counting, shop, clock());
  const { content, answers, language } = parsed.data;
  const draft = parseDraft(content);
  return previewResult(index, localise(draft, language ?? draft.language), answers);
}

/** What a path through the draft in the editor would recommend; nothing is kept. */
export async function action({ request, params }: ActionFunctionArgs) {
  const merchant = await requireMerchant(request);
  return tellJson(request.json().then((body) => preview(merchant, idFrom(params.quizId, "This quiz"), body)));
}
