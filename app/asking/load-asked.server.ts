import { z } from "zod";
import type { ShopId } from "../contract/shop.ts";
import { minuteText } from "../platform/date-text.ts";
import type { Database, Tx } from "../platform/db.server.ts";
import { listQuizzes } from "../quiz/quiz.store.server.ts";
import { saveShop } from "../shop/shop.store.server.ts";
import type { AskedLine } from "./asked.ts";
import { listAsked } from "./asking.store.server.ts";

const SHOWN = 100;

/** The newest decisions, in the merchant's words. */
export async function loadAsked(tx: Tx, shop: { id: ShopId; timezone: string }): Promise<AskedLine[]> {
  const titles = new Map((await listQuizzes(tx, shop.id)).map(({ handle, title }) => [handle, title]));
  const lines = await listAsked(tx, shop.id, SHOWN);
  return lines.map(({ handle, at, ...line }) => ({
    ...line,
    quiz: titles.get(handle) ?? handle,
    at: minuteText(at, shop.timezone),
  }));
}

const BudgetForm = z.object({
  askQuestions: z.coerce.number().int("A whole number.").min(1, "1 at least.").max(100, "100 at most."),
  askDays: z.coerce.number().int("A whole number of days.").min(1, "1 day at least.").max(365, "365 days at most."),
});

/** What was wrong, by field; undefined when it is saved. */
export async function saveAskBudget(
  db: Database,
  shop: ShopId,
  form: Record<string, unknown>,
): Promise<Record<string, string> | undefined> {
  const parsed = BudgetForm.safeParse(form);
  if (parsed.success) {
    await db.transaction((tx) => saveShop(tx, shop, parsed.data));
    return undefined;
  }
  return Object.fromEntries(parsed.error.issues.toReversed().map(({ path, message }) => [String(path[0]), message]));
}
