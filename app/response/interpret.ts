import type { AnswerValue } from "../contract/response.ts";
import type { Question } from "../contract/question.ts";
import type { PublishedQuiz } from "../contract/quiz.ts";
import type { TraitValue } from "../profile/trait.ts";
import { traitKeyOf } from "../profile/trait-dictionary.ts";
import { path } from "../quiz/flow.ts";
import { outcomeOf, personaKey } from "../quiz/outcome.ts";

/** One stored answer; `sequence` tells the order of arrival: of two to one question the later counts. */
export interface GivenAnswer {
  answerId: string;
  questionId: string;
  value: AnswerValue;
  sequence: number;
  /** Taken over from what was known: no evidence of its own. */
  recalled?: boolean;
}

interface ConsentAnswer {
  answerId: string;
  granted: boolean;
  purpose: "personalise";
  statement: string;
}

/** What the answers of one response add up to. */
export interface Interpretation {
  /** Answers that count: the newest of each question on the current path. */
  onPath: ReadonlySet<string>;
  /** How many of them were told in this very walk. */
  told: number;
  traits: TraitValue[];
  consent: ConsentAnswer | undefined;
  /** The question that comes next, or undefined at the end. */
  stoppedAt: string | undefined;
  /** The persona that the answers add up to. */
  outcomeId: string | undefined;
}

/** Pure: the same answers in, the same meaning out, however they arrived. */
export function interpret(quiz: PublishedQuiz, answers: readonly GivenAnswer[]): Interpretation {
  const newest = new Map<string, GivenAnswer>();
  for (const answer of answers) {
    const known = newest.get(answer.questionId);
    if (known === undefined || known.sequence < answer.sequence) newest.set(answer.questionId, answer);
  }
  const values = Object.fromEntries([...newest].map(([questionId, answer]) => [questionId, answer.value]));
  const walk = path(quiz.content, values);
  const counted = walk.answered.flatMap((question) => {
    const answer = newest.get(question.id);
    return answer === undefined ? [] : [{ question, answer }];
  });
  const countedValues = new Map(counted.map(({ question, answer }) => [question.id, answer.value]));
  const outcomeId = outcomeOf(quiz.content, countedValues)?.id;
  const told = counted.filter(({ answer }) => answer.recalled !== true);
  const traits = told.flatMap(({ question, answer }) => traitsOf(question, answer));
  return {
    onPath: new Set(counted.map(({ answer }) => answer.answerId)),
    told: told.length,
    traits: walk.next === undefined ? [...traits, ...personaOf(quiz, outcomeId, counted.at(-1)?.answer)] : traits,
    consent: consentOf(counted),
    stoppedAt: walk.next?.id,
    outcomeId,
  };
}

/** What a finished walk adds up to; it stands on the walk's last answer. */
function personaOf(
  { handle }: PublishedQuiz,
  outcomeId: string | undefined,
  last: GivenAnswer | undefined,
): TraitValue[] {
  if (outcomeId === undefined || last === undefined) return [];
  return [{ key: personaKey(handle), value: outcomeId, questionId: "", answerId: last.answerId }];
}

function traitsOf(question: Question, { answerId, value }: GivenAnswer): TraitValue[] {
  const key = traitKeyOf(question);
  const told = (text: string): TraitValue => ({ key, value: text, questionId: question.id, answerId });
  switch (question.type) {
    case "single":
    case "multiple":
    case "picture":
    case "swatch":
    case "product":
      return (Array.isArray(value) ? value : []).map(told);
    case "ranking": // What a person puts first is what they prefer; the rest of the order stays in the answer.
      return (Array.isArray(value) ? value.slice(0, 1) : []).map(told);
    case "slider":
    case "rating":
    case "nps":
    case "number":
      return typeof value === "number" ? [told(String(value))] : [];
    case "date":
      return typeof value === "string" ? [told(value)] : [];
    case "text": // Own words, addresses and numbers to call are read by people; they are never a trait, a tag or a rule.
    case "email":
    case "phone":
    case "info":
    case "consent":
      return [];
  }
}

function consentOf(counted: { question: Question; answer: GivenAnswer }[]): ConsentAnswer | undefined {
  for (const { question, answer } of counted) {
    if (question.type !== "consent" || question.purpose !== "personalise" || typeof answer.value !== "boolean")
      continue;
    return {
      answerId: answer.answerId,
      granted: answer.value,
      purpose: question.purpose,
      statement: question.text,
    };
  }
  return undefined;
}
