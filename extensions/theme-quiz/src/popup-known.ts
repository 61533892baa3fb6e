// Loaded by a pop-up whose shopper has told something before. Its quiz begins where there is something left to ask: nothing that is
// known is shown first, and nothing is sent before they answer.
import type { StorefrontQuiz } from "../../../app/contract/quiz.ts";
import type { Known } from "../../../app/contract/response.ts";
import { loadWalk, saveWalk } from "./keep.ts";
import { freshFrom } from "./recall.ts";
import { newWalk, pathOf } from "./walk.ts";
import type { Walk } from "./walk.ts";

/** Kept where the quiz looks for its walk when it comes alive, which then is at once. Whoever has begun goes on where they were. */
export async function beginKnown(host: HTMLElement, known: Known): Promise<void> {
  const quiz = JSON.parse(host.querySelector("script[data-quiz]")!.textContent) as StorefrontQuiz;
  const { handle } = quiz;
  const { customer } = host.dataset;
  const stored = loadWalk(handle);
  if (stored?.begun && (!stored.known || stored.customer === customer)) return;
  const walk: Walk = { ...newWalk(quiz, Date.now(), stored), known, customer, placement: "popup" };
  walk.answers = freshFrom(walk, known);
  const { next } = pathOf(quiz, walk);
  // With all of this way known, the way is asked for: as in a block.
  if (!next) return;
  const note = walk.answers.length > 0 ? "recalled" : undefined;
  saveWalk(handle, { ...walk, at: next.id, note }, !!walk.agreed);
  await import("./quiz-walk.js" as string);
}
