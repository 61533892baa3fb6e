import type { Question } from "../contract/question.ts";
import type { PublishedQuiz } from "../contract/quiz.ts";
import { personaKey } from "../quiz/outcome.ts";

/** Own words are no trait: a trait has a form that rules and figures can be made of. */
export type TraitType = "choice" | "number" | "date";

/** One word of the shop's dictionary: what may be known of a person, what for, how long. */
export interface TraitDefinition {
  key: string;
  name: string;
  type: TraitType;
  options: { id: string; text: string }[];
  /** In the merchant's words. */
  purpose: string;
  retentionDays: number;
  /** Afterwards it is asked again ("still true?"). */
  freshDays: number;
}

/** Until the merchant says otherwise. A date of somebody's life does not change; tastes and figures do. */
const FRESH_DAYS: Record<TraitType, number> = { choice: 365, number: 180, date: 3650 };

/** Until the merchant says otherwise. */
export const RETENTION_DAYS = 730;

/** What kind of trait the answers to a question make; undefined for own words, addresses, consents. */
export function traitTypeOf(question: Question): TraitType | undefined {
  switch (question.type) {
    case "single":
    case "multiple":
    case "picture":
    case "swatch":
    case "product":
    case "ranking":
      return "choice";
    case "slider":
    case "rating":
    case "nps":
    case "number":
      return "number";
    case "date":
      return "date";
    case "text":
    case "email":
    case "phone":
    case "info":
    case "consent":
      return undefined;
  }
}

export const traitKeyOf = (question: Question): string => question.trait ?? question.id;

function define(key: string, name: string, type: TraitType, options: TraitDefinition["options"]): TraitDefinition {
  return { key, name, type, options, purpose: "", retentionDays: RETENTION_DAYS, freshDays: FRESH_DAYS[type] };
}

/** What a quiz teaches about people, said by its questions and result pages. */
export function traitsTaughtBy({ handle, content }: Pick<PublishedQuiz, "handle" | "content">): TraitDefinition[] {
  const taught = content.questions.flatMap((question) => {
    const type = traitTypeOf(question);
    if (type === undefined) return [];
    const options = "options" in question ? question.options.map(({ id, text }) => ({ id, text })) : [];
    return [define(traitKeyOf(question), question.text, type, options)];
  });
  const outcomes = content.outcomes ?? [];
  if (outcomes.length === 0) return taught;
  const personas = outcomes.map(({ id, title }) => ({ id, text: title }));
  return [...taught, define(personaKey(handle), `Result page of ${content.title}`, "choice", personas)];
}

/** A known word stays as the merchant has it and learns new options. */
export function learnWord(known: TraitDefinition | undefined, taught: TraitDefinition): TraitDefinition {
  if (known === undefined) return taught;
  const ids = new Set(known.options.map(({ id }) => id));
  return { ...known, options: [...known.options, ...taught.options.filter(({ id }) => !ids.has(id))] };
}
