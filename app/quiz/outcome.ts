import type { Outcome, QuizContent } from "../contract/quiz.ts";
import type { AnswerValue } from "../contract/response.ts";

/** The persona that the answers on the path add up to: most points win, of equals the first; nobody with points below one has any. */
export function outcomeOf(
  { questions, outcomes }: Pick<QuizContent, "questions" | "outcomes">,
  answers: ReadonlyMap<string, AnswerValue>,
): Outcome | undefined {
  const points = new Map<string, number>();
  for (const question of questions) {
    const value = answers.get(question.id);
    if (!("options" in question) || !Array.isArray(value)) continue;
    // Of a ranking the first counts: it is what the person is most.
    const chosen = question.type === "ranking" ? value.slice(0, 1) : value;
    for (const option of question.options.filter(({ id }) => chosen.includes(id)))
      for (const [id, more] of Object.entries(option.points ?? {})) points.set(id, (points.get(id) ?? 0) + more);
  }
  let best: Outcome | undefined;
  for (const outcome of outcomes ?? []) {
    const own = points.get(outcome.id) ?? 0;
    if (own > 0 && own > (best ? (points.get(best.id) ?? 0) : 0)) best = outcome;
  }
  return best;
}

/** The trait that a quiz's personas are kept under. */
export const personaKey = (handle: string): string => `persona-${handle}`.slice(0, 40);
