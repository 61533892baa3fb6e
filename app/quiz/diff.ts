import type { Option, Question } from "../contract/question.ts";
import type { QuizContent } from "../contract/quiz.ts";
import { typeNames } from "./question-kinds.ts";
import { isSame } from "./same.ts";

// What changed from one content to the next, in the merchant's words.

const quoted = (text: string): string => `“${text.length > 60 ? `${text.slice(0, 57)}…` : text || "…"}”`;
const list = (texts: readonly string[]): string => texts.map(quoted).join(", ");

function reworded(what: string, before: string, after: string): string[] {
  if (before === after) return [];
  if (before === "") return [`${what} added: ${quoted(after)}`];
  if (after === "") return [`${what} removed`];
  return [`${what} changed from ${quoted(before)} to ${quoted(after)}`];
}

function optionChanges(before: Question, after: Question): string[] {
  if (!("options" in before) || !("options" in after)) return [];
  const name = quoted(after.text);
  const added = after.options.filter(({ id }) => !before.options.some((option) => option.id === id));
  const gone = before.options.filter(({ id }) => !after.options.some((option) => option.id === id));
  const both = after.options.flatMap((option) => {
    const was = before.options.find(({ id }) => id === option.id);
    return was ? [[was, option] as const] : [];
  });
  const orderOf = (question: typeof before) =>
    question.options.map(({ id }) => id).filter((id) => both.some(([was]) => was.id === id));
  return [
    ...(added.length > 0 ? [`${name}: added ${list(added.map(({ text }) => text))}`] : []),
    ...(gone.length > 0 ? [`${name}: removed ${list(gone.map(({ text }) => text))}`] : []),
    ...both.flatMap(([was, option]) => reworded(`${name}: option`, was.text, option.text)),
    ...(isSame(orderOf(before), orderOf(after)) ? [] : [`${name}: options in another order`]),
    ...matchChanges(name, both),
  ];
}

function matchChanges(name: string, both: readonly (readonly [Option, Option])[]): string[] {
  const differ = (pick: (option: Option) => unknown) =>
    both.filter(([was, option]) => !isSame(pick(was), pick(option))).map(([, option]) => option.text);
  const products = differ(({ match, productId }) => ({ match, productId }));
  const points = differ((option) => option.points);
  const looks = differ(({ picture, colour }) => ({ picture, colour }));
  return [
    ...(products.length > 0 ? [`${name}: other products for ${list(products)}`] : []),
    ...(points.length > 0 ? [`${name}: other points for ${list(points)}`] : []),
    ...(looks.length > 0 ? [`${name}: another picture or colour for ${list(looks)}`] : []),
  ];
}

/** What is compared in detail elsewhere. */
const TOLD = ["id", "text", "help", "type", "options", "onlyIf", "branches", "trait"];

function questionChanges(before: Question, after: Question): string[] {
  const name = quoted(after.text);
  const rest = (question: Question) =>
    Object.fromEntries(Object.entries(question).filter(([key]) => !TOLD.includes(key)));
  const branches = (question: Question) => ("branches" in question ? question.branches : []);
  return [
    ...reworded("Question", before.text, after.text),
    ...reworded(`${name}: help text`, before.help ?? "", after.help ?? ""),
    ...(before.type === after.type
      ? isSame(rest(before), rest(after))
        ? []
        : [`${name}: how it is answered`]
      : [`${name} is now: ${typeNames[after.type]}`]),
    ...optionChanges(before, after),
    ...(isSame(before.onlyIf, after.onlyIf) ? [] : [`${name}: when it is asked`]),
    ...(isSame(branches(before), branches(after)) ? [] : [`${name}: what comes next`]),
    ...(before.trait === after.trait ? [] : [`${name}: what it tells`]),
  ];
}

function allQuestions(before: QuizContent, after: QuizContent): string[] {
  const was = new Map(before.questions.map((question) => [question.id, question]));
  const is = new Set(after.questions.map(({ id }) => id));
  const orderOf = (content: QuizContent) =>
    content.questions.map(({ id }) => id).filter((id) => was.has(id) && is.has(id));
  return [
    ...after.questions.filter(({ id }) => !was.has(id)).map(({ text }) => `Question added: ${quoted(text)}`),
    ...before.questions.filter(({ id }) => !is.has(id)).map(({ text }) => `Question removed: ${quoted(text)}`),
    ...(isSame(orderOf(before), orderOf(after)) ? [] : ["Questions in another order"]),
    ...after.questions.flatMap((question) => {
      const known = was.get(question.id);
      return known ? questionChanges(known, question) : [];
    }),
  ];
}

function outcomeChanges({ outcomes: before = [] }: QuizContent, { outcomes: after = [] }: QuizContent): string[] {
  const added = after.filter(({ id }) => !before.some((one) => one.id === id));
  const gone = before.filter(({ id }) => !after.some((one) => one.id === id));
  const changed = after.filter((one) => before.some((was) => was.id === one.id && !isSame(was, one)));
  return [
    ...added.map(({ title }) => `Result page added: ${quoted(title)}`),
    ...gone.map(({ title }) => `Result page removed: ${quoted(title)}`),
    ...changed.map(({ title }) => `Result page changed: ${quoted(title)}`),
  ];
}

function languageChanges(
  { translations: before = {} }: QuizContent,
  { translations: after = {} }: QuizContent,
): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((language) => {
    if (!after[language]) return [`Language removed: ${language}`];
    if (!before[language]) return [`Language added: ${language}`];
    return isSame(before[language], after[language]) ? [] : [`Translations changed: ${language}`];
  });
}

const SETTINGS = [
  ["language", "Language of the quiz"],
  ["incentive", "Incentive"],
  ["poll", "Poll settings"],
  ["minors", "For children or teenagers"],
  ["priority", "Priority"],
  ["goal", "Goal"],
  ["colours", "Colours"],
] as const;

/** In words, from top to bottom; empty when nothing changed. */
export function changesBetween(before: QuizContent, after: QuizContent): string[] {
  return [
    ...reworded("Title", before.title, after.title),
    ...reworded("Introduction", before.intro, after.intro),
    ...allQuestions(before, after),
    ...reworded("Result page: title", before.result.title, after.result.title),
    ...reworded("Result page: text", before.result.text, after.result.text),
    ...(before.result.products === after.result.products
      ? []
      : [`Products shown: ${after.result.products} instead of ${before.result.products}`]),
    ...outcomeChanges(before, after),
    ...languageChanges(before, after),
    ...SETTINGS.flatMap(([key, name]) => (isSame(before[key], after[key]) ? [] : [`${name} changed`])),
  ];
}
