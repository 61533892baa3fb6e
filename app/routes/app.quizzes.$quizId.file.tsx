import type { LoaderFunctionArgs } from "@remix-run/node";
import { db } from "../db.server.ts";
import { idFrom, orRefuse, requireMerchant } from "../merchant.server.ts";
import { quizFileName, quizFileText } from "../quiz/quiz-file-text.ts";
import { requireQuiz } from "../quiz/quiz.store.server.ts";

/** The quiz as it stands in the editor, as a file that can be imported again. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const { handle, kind, draft } = await orRefuse(requireQuiz(db.read, shop.id, idFrom(params.quizId, "This quiz")));
  return new Response(quizFileText({ handle, kind, content: draft }), {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="${quizFileName(handle)}"`,
      "Cache-Control": "no-store",
    },
  });
}
