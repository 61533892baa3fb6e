import type { ShopId } from "../contract/shop.ts";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db.server.ts";
import { readQuizFile } from "./quiz-file.ts";
import type { FileFault } from "./quiz-file.ts";
import { createQuiz } from "./quiz.store.server.ts";

/** A new draft from a file: the whole quiz, or nothing and what is wrong with it. */
export async function importQuiz(
  { db, clock }: { db: Database; clock: Clock },
  shop: ShopId,
  text: string,
): Promise<{ id: number } | { faults: FileFault[] }> {
  const read = readQuizFile(text);
  if ("faults" in read) return read;
  const { handle, kind, content } = read.quiz;
  return { id: await db.transaction((tx) => createQuiz(tx, shop, { handle, kind, draft: content }, clock())) };
}
