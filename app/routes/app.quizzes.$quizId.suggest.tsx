import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { clock, counting, db } from "../db.server.ts";
import { idFrom, requireMerchant, tellJson } from "../merchant.server.ts";
import type { Merchant } from "../merchant.server.ts";
import { Refusal } from "../platform/refusal.ts";
import { requireQuiz } from "../quiz/quiz.store.server.ts";
import { loadCatalog } from "../recommendation/load-catalog.server.ts";
import { suggestMatch } from "../recommendation/suggest-match.ts";

const Asked = z.strictObject({ texts: z.array(z.string().max(500)).max(1200) });

async function suggest({ shop }: Merchant, id: number, body: unknown) {
  await requireQuiz(db.read, shop.id, id);
  const parsed = Asked.safeParse(body);
  if (!parsed.success) throw new Refusal(422, "invalid_options", "These options cannot be looked up.");
  const index = await loadCatalog(counting, shop, clock());
  return { matches: parsed.data.texts.map((text) => suggestMatch(index, text) ?? null) };
}

/** Which products the words of options stand for: proposals that the merchant confirms. */
export async function action({ request, params }: ActionFunctionArgs) {
  const merchant = await requireMerchant(request);
  return tellJson(request.json().then((body) => suggest(merchant, idFrom(params.quizId, "This quiz"), body)));
}
