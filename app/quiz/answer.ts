import type { AnswerValue } from "../contract/response.ts";
import type { ChoiceQuestion, Question } from "../contract/question.ts";
import { isDateText } from "./date-answer.ts";

/** Where somebody can be written to or called: never asked of a child. */
export const isAddress = ({ type }: Question): boolean => type === "email" || type === "phone";

/** What is wrong with this value as an answer to that question; undefined when it fits. Each answer has one form only: skipped is null. */
export function checkAnswer(question: Question, value: AnswerValue): string | undefined {
  if (value === null) return isRequired(question) ? "cannot be skipped" : undefined;
  switch (question.type) {
    case "single":
    case "picture":
    case "swatch":
    case "product":
      return checkOptions(question.options, value, 1);
    case "multiple":
      return checkOptions(question.options, value, question.most ?? question.options.length);
    case "ranking":
      return checkOptions(question.options, value, question.options.length) ?? checkRanking(question.options, value);
    case "slider":
      return checkNumber(value, question.min, question.max) ?? checkStep(value, question);
    case "rating":
      return checkNumber(value, 1, question.max) ?? checkStep(value, { min: 1, step: 1 });
    case "nps":
      return checkNumber(value, 0, 10) ?? checkStep(value, { min: 0, step: 1 });
    case "number":
      return checkNumber(value, question.min ?? -1e9, question.max ?? 1e9);
    case "text":
      return checkText(value, question.maxLength);
    case "date":
      return (
        checkText(value, 10) ?? (isDateText(String(value), question.birthday === true) ? undefined : "is not a date")
      );
    case "email":
      return checkText(value, 254) ?? (EMAIL.test(String(value)) ? undefined : "is not an e-mail address");
    case "phone":
      return checkText(value, 30) ?? (PHONE.test(String(value)) ? undefined : "is not a phone number");
    case "info":
      return value === true ? undefined : "is not true (read)";
    case "consent":
      return typeof value === "boolean" ? undefined : "is neither yes (true) nor no (false)";
  }
}

// Linear and strict enough for a typed address; whether it exists is for its owner to confirm.
const EMAIL = /^[^\s@<>(),;:"\\[\]]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,63}$/i;
export const PHONE = /^\+?[0-9][0-9 ()./-]{4,28}$/;

/** A consent is answered, yes or no; it is never passed over in silence. A screen to read is passed by reading on. */
export const isRequired = (question: Pick<Question, "type"> & { required?: boolean }): boolean =>
  question.type === "consent" || question.type === "info" || question.required === true;

type Options = readonly Pick<ChoiceQuestion["options"][number], "id">[];

function checkOptions(options: Options, value: AnswerValue, most: number): string | undefined {
  if (!Array.isArray(value)) return "is not a list of option ids";
  if (value.length === 0) return "is an empty list (skipped is null)";
  if (new Set(value).size < value.length) return "names an option twice";
  if (value.length > most) return `names more than ${most} of the options`;
  const ids = new Set(options.map((option) => option.id));
  return value.every((id) => ids.has(id)) ? undefined : "names an option that this question does not have";
}

const checkRanking = (options: Options, value: AnswerValue): string | undefined =>
  Array.isArray(value) && value.length === options.length ? undefined : "does not rank every option";

function checkNumber(value: AnswerValue, least: number, most: number): string | undefined {
  if (typeof value !== "number" || !Number.isFinite(value)) return "is not a number";
  return value >= least && value <= most ? undefined : `is not between ${least} and ${most}`;
}

/** On a step, but for what floating point adds. */
function checkStep(value: AnswerValue, { min, step }: { min: number; step: number }): string | undefined {
  const steps = (Number(value) - min) / step;
  return Math.abs(steps - Math.round(steps)) < 1e-6 ? undefined : `is not on a step of ${step}`;
}

function checkText(value: AnswerValue, maxLength: number): string | undefined {
  if (typeof value !== "string") return "is not a text";
  if (value.trim() === "") return "is an empty text (skipped is null)";
  return value.length <= maxLength ? undefined : `is longer than ${maxLength} characters`;
}

/** The order in which the options stood must be all of them, each once. */
export function checkOrder(question: Question, order: readonly string[]): string | undefined {
  if (!("options" in question)) return "belongs to a question without options";
  return (
    checkOptions(question.options, [...order], question.options.length) ?? checkRanking(question.options, [...order])
  );
}
