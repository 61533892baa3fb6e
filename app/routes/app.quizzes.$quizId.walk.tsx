import type { ActionFunctionArgs } from "@remix-run/node";
import { clock, counting, db, keys } from "../db.server.ts";
import { tryQuiz } from "../insight/try-quiz.server.ts";
import { idFrom, requireMerchant, tellJson } from "../merchant.server.ts";

/** Answers of the merchant as a test person arrive here, in the storefront's own form. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { shop } = await requireMerchant(request);
  const id = idFrom(params.quizId, "This quiz");
  const deps = { db, counting, clock, masterKey: keys.master };
  return tellJson(request.json().then((body) => tryQuiz(deps, shop, id, body)));
}
