import type { Question } from "../contract/question.ts";

/** An answer as it is kept, in words: the chosen texts (a ranking: best first), a number, yes or no; nothing for a skipped one. */
export function answerText(question: Question, value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return String(value);
  if (!Array.isArray(value)) return "";
  const options = "options" in question ? question.options : [];
  return value.map((id) => options.find((option) => option.id === id)?.text ?? String(id)).join("; ");
}
