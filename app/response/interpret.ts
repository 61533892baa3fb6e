import type { AnswerValue } from "../contract/response.ts";
import type { PublishedQuiz, Question } from "../contract/quiz.ts";
import type { TraitValue } from "../profile/trait.ts";
import { path } from "../quiz/flow.ts";

/** One stored answer; `sequence` tells the order of arrival: of two to one question the later counts. */
export interface GivenAnswer {
  answerId: string;
  questionId: string;
  value: AnswerValue;
  sequence: number;
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
  traits: TraitValue[];
  consent: ConsentAnswer | undefined;
  /** The question that comes next, or undefined at the end. */
  stoppedAt: string | undefined;
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
  return {
    onPath: new Set(counted.map(({ answer }) => answer.answerId)),
    traits: counted.flatMap(({ question, answer }) => traitsOf(question, answer)),
    consent: consentOf(counted),
    stoppedAt: walk.next?.id,
  };
}

function traitsOf(question: Question, { answerId, value }: GivenAnswer): TraitValue[] {
  switch (question.type) {
    case "single":
    case "multiple":
    case "picture": {
      const chosen = Array.isArray(value) ? value : typeof value === "string" ? [value] : [];
      return chosen.map((option) => ({ key: question.id, value: option, questionId: question.id, answerId }));
    }
    case "text": // Own words are read by people; they are never a trait, a tag or a rule.
    case "consent":
      return [];
  }
}

function consentOf(counted: { question: Question; answer: GivenAnswer }[]): ConsentAnswer | undefined {
  for (const { question, answer } of counted) {
    if (question.type !== "consent" || typeof answer.value !== "boolean") continue;
    return {
      answerId: answer.answerId,
      granted: answer.value,
      purpose: question.purpose,
      statement: question.text,
    };
  }
  return undefined;
}
