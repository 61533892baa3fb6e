import { z } from "zod";
import type { ShopId } from "../contract/shop.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db.server.ts";
import { enqueue } from "../platform/queue.store.server.ts";
import { notFound } from "../platform/refusal.ts";
import { findTraits, saveTrait } from "./trait-dictionary.store.server.ts";

/** What the merchant may say about a trait; its key and type are what answers are kept under. */
const TraitForm = z.object({
  key: z.string().max(40),
  name: z.string().trim().min(1, "Write a name.").max(200, "200 characters at most."),
  purpose: z.string().trim().max(300, "300 characters at most."),
  freshDays: z.coerce
    .number()
    .int("A whole number of days.")
    .min(1, "1 day at least.")
    .max(3650, "3,650 days at most."),
  retentionDays: z.coerce
    .number()
    .int("A whole number of days.")
    .min(30, "30 days at least.")
    .max(3650, "3,650 days at most."),
  /** New texts of its options, by their ids; which options there are is said by the quizzes. */
  options: z.record(z.string(), z.string().trim().min(1, "Write a text.").max(500, "500 characters at most.")),
});

/** Fields of a form called `options.red` and so on. */
const OPTION = "options.";
const optionFields = (form: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) =>
      name.startsWith(OPTION) ? [[name.slice(OPTION.length), value]] : [],
    ),
  );

/** What was wrong, by field; undefined when it is saved. */
export async function editTrait(
  db: Database,
  clock: Clock,
  shop: ShopId,
  form: Record<string, unknown>,
): Promise<Record<string, string> | undefined> {
  const parsed = TraitForm.safeParse({ ...form, options: optionFields(form) });
  if (!parsed.success) {
    return Object.fromEntries(parsed.error.issues.toReversed().map(({ path, message }) => [path.join("."), message]));
  }
  const { key, options: texts, ...change } = parsed.data;
  await db.transaction(async (tx) => {
    const [known] = await findTraits(tx, shop, [key]);
    if (known === undefined) throw notFound("This trait");
    const now = clock();
    const options = known.options.map(({ id, text }) => ({ id, text: texts[id] ?? text }));
    await saveTrait(tx, shop, { ...known, ...change, options }, now);
    if (change.retentionDays !== known.retentionDays) await enqueue(tx, shop, "retime-traits", { key }, now);
  });
  return undefined;
}
