import type { LoaderFunctionArgs } from "@remix-run/node";
import { db } from "../db.server.ts";
import { idFrom, requireMerchant, tellJson } from "../merchant.server.ts";
import { viewVersions } from "../quiz/view-versions.server.ts";

/** What shoppers have seen of this quiz, version by version, in plain JSON. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await requireMerchant(request);
  return tellJson(viewVersions(db.read, shop.id, idFrom(params.quizId, "This quiz")));
}
