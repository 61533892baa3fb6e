import type { Outcome, QuizContent } from "../contract/quiz.ts";
import type { Question } from "../contract/question.ts";
import { blankQuestion } from "./blank-question.ts";
import type { QuestionType } from "./blank-question.ts";
import { translateConsent } from "./edit-consent.ts";
import { mintName } from "./name.ts";

// Changes that the editor makes to a draft. Each returns a new draft; what refers to something removed goes with it.

const idsOf = (items: readonly { id: string }[]): string[] => items.map((item) => item.id);

/** A consent question goes last; others go before a consent that stands last. */
export function addQuestion(content: QuizContent, type: QuestionType): { content: QuizContent; id: string } {
  const id = mintName("", idsOf(content.questions), type === "consent" ? "remember" : "question");
  const consentLast = type !== "consent" && content.questions.at(-1)?.type === "consent";
  const at = content.questions.length - (consentLast ? 1 : 0);
  const question = blankQuestion(type, id, content.language);
  const added = { ...content, questions: content.questions.toSpliced(at, 0, question) };
  return { content: translateConsent(added, id), id };
}

const optionIds = (question: Question | undefined): string[] =>
  question && "options" in question ? idsOf(question.options) : [];

/**
 * Options that are gone are gone from the conditions of other questions too. A condition that had only those keeps them: without it
 * everybody would be asked; the verifier tells.
 */
export function changeQuestion(content: QuizContent, at: number, question: Question): QuizContent {
  const kept = optionIds(question);
  const gone = optionIds(content.questions[at]).filter((id) => !kept.includes(id));
  const changed = content.questions.with(at, question);
  if (gone.length === 0) return { ...content, questions: changed };
  const questions = changed.map((one): Question => {
    const left = one.onlyIf?.question === question.id && one.onlyIf.options.filter((id) => !gone.includes(id));
    return left && left.length > 0 ? { ...one, onlyIf: { question: question.id, options: left } } : one;
  });
  return dropTranslations(
    { ...content, questions },
    gone.map((id) => `${question.id}/${id}`),
  );
}

/** Takes the question from one place to another. */
export function placeQuestion(content: QuizContent, from: number, to: number): QuizContent {
  const question = content.questions[from];
  if (!question || from === to || to < 0 || to >= content.questions.length) return content;
  return { ...content, questions: content.questions.toSpliced(from, 1).toSpliced(to, 0, question) };
}

export const moveQuestion = (content: QuizContent, at: number, by: -1 | 1): QuizContent =>
  placeQuestion(content, at, at + by);

function withoutJumpsTo(question: Question, gone: string): Question {
  const { onlyIf, ...rest } = question;
  const asked: Question = onlyIf?.question === gone ? rest : question;
  if (!("branches" in asked)) return asked;
  if ("options" in asked) return { ...asked, branches: asked.branches.filter((branch) => branch.goTo !== gone) };
  return { ...asked, branches: asked.branches.filter((branch) => branch.goTo !== gone) };
}

export function removeQuestion(content: QuizContent, at: number): QuizContent {
  const gone = content.questions[at]?.id;
  if (gone === undefined) return content;
  const questions = content.questions.toSpliced(at, 1).map((question) => withoutJumpsTo(question, gone));
  return dropTranslations({ ...content, questions }, [gone]);
}

/** The copy comes right after it, with its translations. */
export function duplicateQuestion(content: QuizContent, at: number): QuizContent {
  const question = content.questions[at];
  if (!question) return content;
  const id = mintName(question.id, idsOf(content.questions), "question");
  const copy = { ...structuredClone(question), id };
  const copied = { ...content, questions: content.questions.toSpliced(at + 1, 0, copy) };
  return mapTranslations(copied, (texts) => {
    const own = Object.entries(texts).filter(([key]) => belongsTo(key, question.id));
    return { ...texts, ...Object.fromEntries(own.map(([key, text]) => [id + key.slice(question.id.length), text])) };
  });
}

/** "room", "room.help", "room/home" and so on belong to `room`. */
export const belongsTo = (key: string, owner: string): boolean =>
  key === owner || key.startsWith(`${owner}.`) || key.startsWith(`${owner}/`);

type Texts = Readonly<Record<string, string>>;

export function mapTranslations(content: QuizContent, map: (texts: Texts) => Record<string, string>): QuizContent {
  if (!content.translations) return content;
  const translations = Object.entries(content.translations).map(([language, texts]) => [language, map(texts)] as const);
  return { ...content, translations: Object.fromEntries(translations) };
}

function dropTranslations(content: QuizContent, owners: readonly string[]): QuizContent {
  return mapTranslations(content, (texts) =>
    Object.fromEntries(Object.entries(texts).filter(([key]) => !owners.some((owner) => belongsTo(key, owner)))),
  );
}

/** A result page of its own for some of the answers. */
export function addOutcome(content: QuizContent): { content: QuizContent; id: string } {
  const outcomes = content.outcomes ?? [];
  const id = mintName("", idsOf(outcomes), "result");
  return { content: { ...content, outcomes: [...outcomes, { id, title: "", text: "" }] }, id };
}

export function changeOutcome(content: QuizContent, at: number, outcome: Outcome): QuizContent {
  return { ...content, outcomes: (content.outcomes ?? []).with(at, outcome) };
}

/** Its points go with it. */
export function removeOutcome(content: QuizContent, at: number): QuizContent {
  const gone = content.outcomes?.[at]?.id;
  if (gone === undefined) return content;
  const { outcomes = [], ...rest } = content;
  const left = outcomes.toSpliced(at, 1);
  const questions = content.questions.map((question): Question => {
    if (!("options" in question)) return question;
    const options = question.options.map((option) => {
      if (!option.points || !(gone in option.points)) return option;
      const { points, ...others } = option;
      const kept = Object.fromEntries(Object.entries(points).filter(([id]) => id !== gone));
      return Object.keys(kept).length > 0 ? { ...others, points: kept } : others;
    });
    return { ...question, options };
  });
  return dropTranslations({ ...rest, questions, ...(left.length > 0 && { outcomes: left }) }, [`outcome.${gone}`]);
}
