import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireMerchant } from "../merchant.server.ts";
import { quizFileSchema } from "../quiz/quiz-file.ts";

/** The form of a quiz file, for editors and other programs. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireMerchant(request);
  return Response.json(quizFileSchema(), {
    headers: { "Content-Disposition": 'attachment; filename="candor-quiz.schema.json"' },
  });
}
