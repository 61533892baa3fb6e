import type { OptionBranch, ChoiceQuestion, Option, Question } from "../contract/question.ts";
import type { QuizContent } from "../contract/quiz.ts";
import { mintName } from "./name.ts";

// Changes that the editor makes to a draft. Each returns a new draft; what refers to something removed goes with it.

export type QuestionType = Question["type"];

const newOption = (taken: readonly string[]): Option => ({ id: mintName("", taken, "option"), text: "" });

function twoOptions(): Option[] {
  const first = newOption([]);
  return [first, newOption([first.id])];
}

function blank(type: QuestionType, id: string): Question {
  switch (type) {
    case "single":
    case "multiple":
    case "picture":
    case "swatch":
    case "product":
    case "ranking":
      return { type, id, text: "", required: true, options: twoOptions(), branches: [] };
    case "slider":
      return { type, id, text: "", required: true, min: 0, max: 100, step: 1, branches: [] };
    case "rating":
      return { type, id, text: "", required: true, max: 5, branches: [] };
    case "nps":
      return {
        type,
        id,
        text: "How likely are you to recommend us to a friend?",
        required: true,
        low: "Not at all likely",
        high: "Very likely",
        branches: [],
      };
    case "number":
      return { type, id, text: "", required: false, branches: [] };
    case "date":
    case "email":
    case "phone":
      return { type, id, text: "", required: false };
    case "info":
      return { type, id, text: "" };
    case "text":
      return { type, id, text: "", required: false, maxLength: 200 };
    case "consent":
      return {
        type,
        id,
        text: "May this shop remember my answers and join them to my orders, to show and suggest what fits me? I can take this back at any time.",
        purpose: "personalise",
        agree: "Yes, remember my answers",
        decline: "No, thanks",
      };
  }
}

const idsOf = (items: readonly { id: string }[]): string[] => items.map((item) => item.id);

/** A consent question goes last; others go before a consent that stands last. */
export function addQuestion(content: QuizContent, type: QuestionType): { content: QuizContent; id: string } {
  const id = mintName("", idsOf(content.questions), type === "consent" ? "remember" : "question");
  const consentLast = type !== "consent" && content.questions.at(-1)?.type === "consent";
  const at = content.questions.length - (consentLast ? 1 : 0);
  return { content: { ...content, questions: content.questions.toSpliced(at, 0, blank(type, id)) }, id };
}

export function changeQuestion(content: QuizContent, at: number, question: Question): QuizContent {
  return { ...content, questions: content.questions.with(at, question) };
}

export function moveQuestion(content: QuizContent, at: number, by: -1 | 1): QuizContent {
  const question = content.questions[at];
  const to = at + by;
  if (!question || to < 0 || to >= content.questions.length) return content;
  return { ...content, questions: content.questions.toSpliced(at, 1).toSpliced(to, 0, question) };
}

export function removeQuestion(content: QuizContent, at: number): QuizContent {
  const gone = content.questions[at]?.id;
  const questions = content.questions.toSpliced(at, 1).map((question) => {
    if (!("options" in question)) return question;
    return { ...question, branches: question.branches.filter((branch) => branch.goTo !== gone) };
  });
  return { ...content, questions };
}

export function duplicateQuestion(content: QuizContent, at: number): QuizContent {
  const question = content.questions[at];
  if (!question) return content;
  const id = mintName(question.id, idsOf(content.questions), "question");
  return { ...content, questions: content.questions.toSpliced(at + 1, 0, { ...structuredClone(question), id }) };
}

function renameQuestion(content: QuizContent, at: number, id: string): QuizContent {
  const old = content.questions[at]?.id;
  const questions = content.questions.map((question, index): Question => {
    const renamed = index === at ? { ...question, id } : question;
    if (!("options" in renamed)) return renamed;
    const branches = renamed.branches.map((branch) => (branch.goTo === old ? { ...branch, goTo: id } : branch));
    return { ...renamed, branches };
  });
  return { ...content, questions };
}

export function addOption(question: ChoiceQuestion): ChoiceQuestion {
  return { ...question, options: [...question.options, newOption(idsOf(question.options))] };
}

export function changeOption(question: ChoiceQuestion, at: number, option: Option): ChoiceQuestion {
  const old = question.options[at]?.id;
  const branches = question.branches.map((branch) =>
    branch.option === old ? { ...branch, option: option.id } : branch,
  );
  return { ...question, options: question.options.with(at, option), branches };
}

export function moveOption(question: ChoiceQuestion, at: number, by: -1 | 1): ChoiceQuestion {
  const option = question.options[at];
  const to = at + by;
  if (!option || to < 0 || to >= question.options.length) return question;
  return { ...question, options: question.options.toSpliced(at, 1).toSpliced(to, 0, option) };
}

export function removeOption(question: ChoiceQuestion, at: number): ChoiceQuestion {
  const gone = question.options[at]?.id;
  const branches = question.branches.filter((branch) => branch.option !== gone);
  return { ...question, options: question.options.toSpliced(at, 1), branches };
}

const isFresh = (id: string, fallback: string): boolean => new RegExp(`^${fallback}(-\\d+)?$`).test(id);

function nameOptions(question: ChoiceQuestion, isFixed: (name: string) => boolean): ChoiceQuestion {
  return question.options.reduce((named, option, at) => {
    if (!isFresh(option.id, "option") || isFixed(`${question.id}/${option.id}`)) return named;
    const others = idsOf(named.options.toSpliced(at, 1));
    return changeOption(named, at, { ...option, id: mintName(option.text, others, "option") });
  }, question);
}

/**
 * Names for what was added since the last publishing, after its text, so that segments and exports read well. What was
 * published keeps its name for ever: answers are kept under it.
 */
export function nameFreshParts(content: QuizContent, fixedNames: readonly string[]): QuizContent {
  const isFixed = (name: string): boolean => fixedNames.includes(name);
  return content.questions.reduce((named, _, at) => {
    const question = named.questions[at];
    if (!question) return named;
    const withOptions = "options" in question ? nameOptions(question, isFixed) : question;
    const changed = changeQuestion(named, at, withOptions);
    if (!isFresh(question.id, "question") || isFixed(question.id)) return changed;
    return renameQuestion(changed, at, mintName(question.text, idsOf(named.questions.toSpliced(at, 1)), "question"));
  }, content);
}

/** Every name in a published version: `room` and `room/home`. */
export function namesIn(content: QuizContent): string[] {
  return content.questions.flatMap((question) => [
    question.id,
    ...("options" in question ? question.options.map((option) => `${question.id}/${option.id}`) : []),
  ]);
}

/** One jump per option: an empty target takes it away. */
export function setBranch(question: ChoiceQuestion, option: string, goTo: string): ChoiceQuestion {
  const others = question.branches.filter((branch) => branch.option !== option);
  const branch: OptionBranch[] = goTo === "" ? [] : [{ option, goTo }];
  const order = idsOf(question.options);
  const branches = [...others, ...branch].sort((a, b) => order.indexOf(a.option) - order.indexOf(b.option));
  return { ...question, branches };
}

/** Choice questions keep their options when their look changes. */
export function changeType(question: ChoiceQuestion, type: ChoiceQuestion["type"]): ChoiceQuestion {
  return { ...question, type };
}
