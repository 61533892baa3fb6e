import type { QuizContent } from "../../contract/quiz.ts";
import type { MintId } from "../../platform/id.ts";
import { MOST_UNANSWERED } from "../quiz-view.ts";

/**
 * Saves that were sent and that nobody has answered yet, oldest first. Each may have arrived all the same: the reply is lost with the
 * network, or with the page that is left. The next one names them, so that nobody's own change is taken for a stranger's.
 */
export type Unanswered = readonly { save: string; content: QuizContent }[];

/** What a save of this content is called, and what it names: the same content is the same save, however often it is sent. */
export function ask(
  unanswered: Unanswered,
  content: QuizContent,
  mintId: MintId,
): { save: string; earlier: Unanswered } {
  const last = unanswered.at(-1);
  if (last?.content === content) return { save: last.save, earlier: unanswered.slice(0, -1) };
  return { save: mintId(), earlier: unanswered.slice(1 - MOST_UNANSWERED) };
}

/** A reply settles the save that it answers and those that this one named; what was sent after it stays. */
export const settle = (unanswered: Unanswered, settled: readonly string[]): Unanswered =>
  unanswered.filter(({ save }) => !settled.includes(save));
