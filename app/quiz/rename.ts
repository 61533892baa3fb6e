import type { ChoiceQuestion, Question } from "../contract/question.ts";
import type { QuizContent } from "../contract/quiz.ts";
import { belongsTo, changeQuestion, mapTranslations } from "./edit.ts";
import { changeOption } from "./edit-option.ts";
import { mintName } from "./name.ts";

const idsOf = (items: readonly { id: string }[]): string[] => items.map((item) => item.id);

function renameKeys(content: QuizContent, old: string, name: string): QuizContent {
  return mapTranslations(content, (texts) =>
    Object.fromEntries(
      Object.entries(texts).map(([key, text]) => [belongsTo(key, old) ? name + key.slice(old.length) : key, text]),
    ),
  );
}

/** Everything that speaks of the question: jumps to it, conditions on it, "{name}" in texts. */
function renameWithin(question: Question, old: string, id: string): Question {
  const piped = (text: string): string => text.replaceAll(`{${old}}`, `{${id}}`);
  const { onlyIf, help } = question;
  const named: Question = {
    ...question,
    text: piped(question.text),
    ...(help === undefined ? {} : { help: piped(help) }),
    ...(onlyIf?.question === old && { onlyIf: { ...onlyIf, question: id } }),
  };
  if (!("branches" in named)) return named;
  const goTo = (target: string): string => (target === old ? id : target);
  if ("options" in named)
    return { ...named, branches: named.branches.map((branch) => ({ ...branch, goTo: goTo(branch.goTo) })) };
  return { ...named, branches: named.branches.map((branch) => ({ ...branch, goTo: goTo(branch.goTo) })) };
}

function renameQuestion(content: QuizContent, at: number, id: string): QuizContent {
  const old = content.questions[at]?.id;
  if (old === undefined || old === id) return content;
  const piped = (text: string): string => text.replaceAll(`{${old}}`, `{${id}}`);
  const { result, outcomes } = content;
  const questions = content.questions.map((question, index) =>
    renameWithin(index === at ? { ...question, id } : question, old, id),
  );
  const renamed: QuizContent = {
    ...content,
    questions,
    result: { ...result, title: piped(result.title), text: piped(result.text) },
    ...(outcomes && {
      outcomes: outcomes.map((one) => ({ ...one, title: piped(one.title), text: piped(one.text) })),
    }),
  };
  const texts = mapTranslations(renamed, (own) =>
    Object.fromEntries(Object.entries(own).map(([key, text]) => [key, piped(text)])),
  );
  return renameKeys(texts, old, id);
}

const isFresh = (id: string, fallback: string): boolean => new RegExp(`^${fallback}(-\\d+)?$`).test(id);

function renameOption(content: QuizContent, at: number, place: number, id: string): QuizContent {
  const question = content.questions[at] as ChoiceQuestion;
  const option = question.options[place];
  if (!option) return content;
  const renamed = changeOption(question, place, { ...option, id });
  const questions = content.questions.with(at, renamed).map((one): Question => {
    const { onlyIf } = one;
    if (onlyIf?.question !== question.id) return one;
    const options = onlyIf.options.map((known) => (known === option.id ? id : known));
    return { ...one, onlyIf: { ...onlyIf, options } };
  });
  return renameKeys({ ...content, questions }, `${question.id}/${option.id}`, `${question.id}/${id}`);
}

function nameOptions(content: QuizContent, at: number, isFixed: (name: string) => boolean): QuizContent {
  const { options } = content.questions[at] as ChoiceQuestion;
  return options.reduce((named, option, place) => {
    const question = named.questions[at] as ChoiceQuestion;
    if (!isFresh(option.id, "option") || isFixed(`${question.id}/${option.id}`)) return named;
    const others = idsOf(question.options.toSpliced(place, 1));
    return renameOption(named, at, place, mintName(option.text, others, "option"));
  }, content);
}

function renameOutcome(content: QuizContent, at: number, id: string): QuizContent {
  const outcomes = content.outcomes ?? [];
  const old = outcomes[at]?.id;
  if (old === undefined) return content;
  const questions = content.questions.map((question): Question => {
    if (!("options" in question)) return question;
    const options = question.options.map((option) => {
      if (!option.points || !Object.hasOwn(option.points, old)) return option;
      const points = Object.entries(option.points).map(([key, more]) => [key === old ? id : key, more] as const);
      return { ...option, points: Object.fromEntries(points) };
    });
    return { ...question, options };
  });
  const renamed = outcomes.map((one, index) => (index === at ? { ...one, id } : one));
  return renameKeys({ ...content, questions, outcomes: renamed }, `outcome.${old}`, `outcome.${id}`);
}

function nameOutcomes(content: QuizContent, isFixed: (name: string) => boolean): QuizContent {
  return (content.outcomes ?? []).reduce((named, { id: old, title }, at) => {
    if (!isFresh(old, "result") || isFixed(`outcome.${old}`)) return named;
    return renameOutcome(named, at, mintName(title, idsOf((named.outcomes ?? []).toSpliced(at, 1)), "result"));
  }, content);
}

/**
 * Names for what was added since the last publishing, after its text, so that segments and exports read well. What was
 * published keeps its name for ever: answers are kept under it.
 */
export function nameFreshParts(content: QuizContent, fixedNames: readonly string[]): QuizContent {
  const isFixed = (name: string): boolean => fixedNames.includes(name);
  const withQuestions = content.questions.reduce((named, _, at) => {
    const question = named.questions[at];
    if (!question) return named;
    const withOptions = "options" in question ? nameOptions(named, at, isFixed) : changeQuestion(named, at, question);
    if (!isFresh(question.id, "question") || isFixed(question.id)) return withOptions;
    const others = idsOf(withOptions.questions.toSpliced(at, 1));
    return renameQuestion(withOptions, at, mintName(question.text, others, "question"));
  }, content);
  return nameOutcomes(withQuestions, isFixed);
}

/** Pairs of what was called `old` and is called `name` since. A name that is taken where it should go is left alone. */
function renamedIds(
  before: readonly { id: string }[],
  after: readonly { id: string }[],
): [old: string, name: string][] {
  return before.flatMap(({ id }, at) => {
    const name = after[at]?.id;
    return name === undefined || name === id ? [] : [[id, name]];
  });
}

function placeToName(items: readonly { id: string }[], old: string, name: string): number {
  return items.some(({ id }) => id === name) ? -1 : items.findIndex(({ id }) => id === old);
}

function followOptions(content: QuizContent, before: Question, after: Question | undefined): QuizContent {
  if (!("options" in before) || after === undefined || !("options" in after)) return content;
  return renamedIds(before.options, after.options).reduce((known, [old, name]) => {
    const at = known.questions.findIndex(({ id }) => id === before.id);
    const question = known.questions[at];
    if (!question || !("options" in question)) return known;
    const place = placeToName(question.options, old, name);
    return place < 0 ? known : renameOption(known, at, place, name);
  }, content);
}

/**
 * The names that publishing gave from `sent` to `named`, in another state of the same draft: what was typed since it was sent, or a
 * step back.
 */
export function followNames(content: QuizContent, sent: QuizContent, named: QuizContent): QuizContent {
  const withOptions = sent.questions.reduce(
    (known, question, at) => followOptions(known, question, named.questions[at]),
    content,
  );
  const withQuestions = renamedIds(sent.questions, named.questions).reduce((known, [old, name]) => {
    const at = placeToName(known.questions, old, name);
    return at < 0 ? known : renameQuestion(known, at, name);
  }, withOptions);
  return renamedIds(sent.outcomes ?? [], named.outcomes ?? []).reduce((known, [old, name]) => {
    const at = placeToName(known.outcomes ?? [], old, name);
    return at < 0 ? known : renameOutcome(known, at, name);
  }, withQuestions);
}

/** Every name in a published version: `room` and `room/home`. */
export function namesIn(content: QuizContent): string[] {
  return [
    ...content.questions.flatMap((question) => [
      question.id,
      ...("options" in question ? question.options.map((option) => `${question.id}/${option.id}`) : []),
    ]),
    ...(content.outcomes ?? []).map(({ id }) => `outcome.${id}`),
  ];
}
