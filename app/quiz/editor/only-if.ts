import type { ChoiceQuestion, Question } from "../../contract/question.ts";

/** Earlier questions whose answer can be a condition: chosen options, but of a ranking every option is chosen. */
export const conditionsFor = (earlier: readonly Question[]): ChoiceQuestion[] =>
  earlier.flatMap((question) => ("options" in question && question.type !== "ranking" ? [question] : []));

/** "a woman or a man"; undefined when it is asked of everybody. */
export function conditionWords(
  question: Pick<Question, "onlyIf">,
  questions: readonly Question[],
): { question: string; options: string } | undefined {
  const { onlyIf } = question;
  if (!onlyIf) return undefined;
  const asked = questions.find(({ id }) => id === onlyIf.question);
  const options = asked && "options" in asked ? asked.options : [];
  const words = onlyIf.options.map((id) => options.find((option) => option.id === id)?.text || "…");
  return { question: asked?.text || "…", options: words.map((word) => `“${word}”`).join(" or ") };
}
