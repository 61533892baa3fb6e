import type { Question } from "../../contract/question.ts";
import type { QuizContent } from "../../contract/quiz.ts";
import { CONSENT_TEXTS, saysOther } from "../consent-words.ts";
import { error, note, quoted, repeated, warning } from "./finding.ts";
import type { Finding } from "./finding.ts";

// What each question says: its words, names, numbers.

export function verifyTexts(content: QuizContent): Finding[] {
  const findings: Finding[] = [];
  if (!content.title.trim()) findings.push(error("title", "Give the quiz a title."));
  if (!content.result.title.trim()) findings.push(error("result.title", "Give the result page a title."));
  content.outcomes?.forEach(({ title }, at) => {
    if (!title.trim()) findings.push(error(`outcomes.${at}.title`, "Give this result page a title."));
  });
  content.questions.forEach((question, at) => {
    const field = `questions.${at}`;
    if (!question.text.trim())
      findings.push(error(`${field}.text`, question.type === "info" ? "Write the text." : "Write the question."));
    if ("options" in question) findings.push(...optionTexts(question, field));
  });
  return findings;
}

function optionTexts(question: Extract<Question, { options: unknown }>, field: string): Finding[] {
  const own = question.options.flatMap((option, index) => {
    const place = `${field}.options.${index}`;
    const findings = option.text.trim() ? [] : [error(`${place}.text`, "Write a text for this option.")];
    if (question.type === "picture" && !option.picture)
      findings.push(warning(`${place}.picture`, "This option has no picture: only its text is shown."));
    if (question.type === "swatch" && !option.colour)
      findings.push(warning(`${place}.colour`, "This option has no colour yet: only its text is shown."));
    return findings;
  });
  const same = repeated(question.options.map((option) => option.text.trim().toLowerCase())).map((index) =>
    warning(`${field}.options.${index}.text`, "Two options have the same text."),
  );
  return [...own, ...same];
}

/** Who agrees must agree to what they read, in their language. */
export function verifyConsentWords({ questions, translations = {} }: QuizContent): Finding[] {
  return questions.flatMap((question, at) => {
    if (question.type !== "consent") return [];
    const { purpose } = question;
    const message =
      purpose === "marketing"
        ? "This speaks of remembering answers, but what is agreed to is news by e-mail."
        : "This speaks of news by e-mail, but what is agreed to is remembering answers.";
    return CONSENT_TEXTS.flatMap((name) => {
      const key = name === "text" ? question.id : `${question.id}.${name}`;
      const said = [
        [`questions.${at}.${name}`, question[name]],
        ...Object.entries(translations).map(([language, texts]) => [`translations.${language}.${key}`, texts[key]]),
      ];
      return said.flatMap(([field = "", text = ""]) => (saysOther(purpose, name, text) ? [error(field, message)] : []));
    });
  });
}

export function verifyIds(content: QuizContent): Finding[] {
  const findings = repeated(content.questions.map((question) => question.id)).map((at) =>
    error(`questions.${at}.id`, "Two questions have the same name for answers. Choose another."),
  );
  content.questions.forEach((question, at) => {
    if (question.id === "end") findings.push(error(`questions.${at}.id`, "“end” is a reserved name. Choose another."));
    if (!("options" in question)) return;
    for (const index of repeated(question.options.map((option) => option.id)))
      findings.push(error(`questions.${at}.options.${index}.id`, "Two options have the same name. Choose another."));
  });
  return findings;
}

/** Numbers that make no sense together. */
export function verifyNumbers(question: Question, at: number): Finding[] {
  const field = `questions.${at}`;
  if (question.type === "slider") {
    const { min, max, step } = question;
    if (min >= max) return [error(`${field}.max`, "The scale ends before it begins.")];
    if (step > max - min) return [error(`${field}.step`, "One step is longer than the whole scale.")];
    const steps = (max - min) / step;
    return Math.abs(steps - Math.round(steps)) > 1e-6
      ? [warning(`${field}.step`, `Steps of ${step} never reach ${max}: the slider stops before.`)]
      : [];
  }
  if (
    question.type === "number" &&
    question.min !== undefined &&
    question.max !== undefined &&
    question.min > question.max
  )
    return [error(`${field}.max`, "The largest number is below the smallest.")];
  if (question.type === "ranking" && question.options.length > 8)
    return [warning(`${field}.options`, "More than eight options are hard to put in order on a phone.")];
  if (question.type !== "multiple" || question.most === undefined) return [];
  if (question.most > question.options.length)
    return [warning(`${field}.most`, `There are only ${question.options.length} options: the limit never applies.`)];
  return question.most === 1 ? [warning(`${field}.most`, "With one choice at most, take the type “One choice”.")] : [];
}

/** "{room}" must name a question whose answer is known by then. */
export function verifyPipes(content: QuizContent): Finding[] {
  const check = (text: string | undefined, field: string, before: number): Finding[] =>
    [...(text ?? "").matchAll(/\{([a-z][a-z0-9-]*)\}/g)].flatMap(([found, id]) => {
      const at = content.questions.findIndex((question) => question.id === id);
      if (at < 0) return [warning(field, `${found} names no question: shoppers would read it as it stands here.`)];
      if (at < before) return [];
      const name = quoted(content.questions[at]?.text ?? "");
      return [
        error(field, `${found} stands for the answer to ${name}, which is not known yet. Insert an earlier answer.`),
      ];
    });
  const end = content.questions.length;
  return [
    ...content.questions.flatMap(({ text, help }, at) => [
      ...check(text, `questions.${at}.text`, at),
      ...check(help, `questions.${at}.help`, at),
    ]),
    ...check(content.intro, "intro", 0),
    ...check(content.result.title, "result.title", end),
    ...check(content.result.text, "result.text", end),
    ...(content.outcomes ?? []).flatMap(({ title, text }, at) => [
      ...check(title, `outcomes.${at}.title`, end),
      ...check(text, `outcomes.${at}.text`, end),
    ]),
  ];
}

/** A question that feeds no segment, recommendation, result page, jump or goal costs shoppers time. */
export function verifyUse(content: QuizContent, used: ReadonlySet<string>): Finding[] {
  const asked = new Set(content.questions.flatMap(({ onlyIf }) => onlyIf?.question ?? []));
  const goals = new Set(content.goal?.traits);
  return content.questions.flatMap((question, at) => {
    if (!("options" in question) && !("branches" in question)) return [];
    const tells =
      "options" in question && question.options.some(({ match, points, productId }) => match ?? points ?? productId);
    const told = question.trait ?? question.id;
    if (tells || question.branches.length > 0 || asked.has(question.id)) return [];
    if (used.has(question.id) || used.has(told) || goals.has(told)) return [];
    return [
      note(
        `questions.${at}`,
        "So far its answers are only counted in the results: no product, result page, jump, segment or goal uses them.",
      ),
    ];
  });
}
