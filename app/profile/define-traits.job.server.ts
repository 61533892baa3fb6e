import type { JobRun } from "../platform/job.ts";
import { findQuizForPush } from "../quiz/quiz.store.server.ts";
import { learnWord, traitsTaughtBy } from "./trait-dictionary.ts";
import { findTraits, saveTrait } from "./trait-dictionary.store.server.ts";

/** A published quiz adds what it asks to the shop's dictionary; what the merchant wrote there stays. */
export async function defineTraits(run: JobRun<"define-traits">): Promise<void> {
  const { shop } = run;
  const quiz = await findQuizForPush(run.read, shop, run.payload.quizId);
  if (quiz?.published === undefined) return;
  const taught = traitsTaughtBy(quiz.published);
  await run.transaction(async (tx) => {
    const keys = taught.map(({ key }) => key);
    const known = new Map((await findTraits(tx, shop, keys)).map((trait) => [trait.key, trait]));
    for (const trait of taught) {
      const learnt = learnWord(known.get(trait.key), trait);
      known.set(trait.key, learnt);
      await saveTrait(tx, shop, learnt, run.clock());
    }
  });
}
