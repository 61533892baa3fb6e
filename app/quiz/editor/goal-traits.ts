import type { Question } from "../../contract/question.ts";
import type { QuizContent } from "../../contract/quiz.ts";
import { personaKey } from "../outcome.ts";

interface GoalTrait {
  key: string;
  name: string;
}

/** Whose answers can be known of a person; own words and addresses are read, not counted. */
const TEACHES: Record<Question["type"], boolean> = {
  single: true,
  multiple: true,
  picture: true,
  swatch: true,
  product: true,
  ranking: true,
  slider: true,
  rating: true,
  nps: true,
  number: true,
  date: true,
  text: false,
  email: false,
  phone: false,
  info: false,
  consent: false,
};

/** What a quiz may be meant to tell: what it asks itself, published or not, in its order; and what others ask. */
export function goalTraits(
  handle: string,
  { questions, outcomes = [] }: Pick<QuizContent, "questions" | "outcomes">,
  known: readonly GoalTrait[],
): { own: GoalTrait[]; others: GoalTrait[] } {
  const names = new Map(known.map(({ key, name }) => [key, name]));
  const own = new Map<string, string>();
  for (const { type, trait, id, text } of questions) {
    const key = trait ?? id;
    if (TEACHES[type] && !own.has(key)) own.set(key, names.get(key) ?? text);
  }
  const persona = personaKey(handle);
  if (outcomes.length > 0) own.set(persona, names.get(persona) ?? "Result page");
  return {
    own: Array.from(own, ([key, name]) => ({ key, name })),
    others: known.filter(({ key }) => !own.has(key)),
  };
}
