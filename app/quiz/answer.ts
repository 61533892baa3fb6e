import type { AnswerValue } from "../contract/response.ts";
import type { Question } from "../contract/quiz.ts";

/** What is wrong with this value as an answer to that question; undefined when it fits. Each answer has one form only: skipped is null. */
export function checkAnswer(question: Question, value: AnswerValue): string | undefined {
  if (value === null) return isRequired(question) ? "cannot be skipped" : undefined;
  switch (question.type) {
    case "single":
    case "picture":
      return checkOptions(question.options, value, 1);
    case "multiple":
      return checkOptions(question.options, value, question.options.length);
    case "text":
      return checkText(value, question.maxLength);
    case "consent":
      return typeof value === "boolean" ? undefined : "is neither yes (true) nor no (false)";
  }
}

/** A consent is answered, yes or no; it is never passed over in silence. */
const isRequired = (question: Question): boolean => question.type === "consent" || question.required;

function checkOptions(options: readonly { id: string }[], value: AnswerValue, most: number): string | undefined {
  if (!Array.isArray(value)) return "is not a list of option ids";
  if (value.length === 0) return "is an empty list (skipped is null)";
  if (new Set(value).size < value.length) return "names an option twice";
  if (value.length > most) return `names more than ${most} of the options`;
  const ids = new Set(options.map((option) => option.id));
  return value.every((id) => ids.has(id)) ? undefined : "names an option that this question does not have";
}

function checkText(value: AnswerValue, maxLength: number): string | undefined {
  if (typeof value !== "string") return "is not a text";
  if (value.trim() === "") return "is an empty text (skipped is null)";
  return value.length <= maxLength ? undefined : `is longer than ${maxLength} characters`;
}
