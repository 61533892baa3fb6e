import type { Question } from "../../contract/question.ts";
import type { QuizContent } from "../../contract/quiz.ts";
import { error, quoted, repeated, warning } from "./finding.ts";
import type { Finding } from "./finding.ts";
import { placeAfter } from "../flow.ts";
import { domainOf, fitsRange, targetsOf, tellingNumbers } from "../paths.ts";

// Who comes where: jumps, conditions, and questions that nobody is ever asked.

type OptionQuestion = Extract<Question, { options: unknown }>;
type NumberQuestion = Extract<Question, { type: "slider" | "rating" | "nps" | "number" }>;

export function verifyBranches(content: QuizContent): Finding[] {
  const places = new Map(content.questions.map((question, at) => [question.id, at]));
  return content.questions.flatMap((question, at) => {
    if (!("branches" in question)) return [];
    const field = `questions.${at}.branches`;
    const targets = question.branches.flatMap(({ goTo }, index) => {
      const target = goTo === "end" ? Infinity : places.get(goTo);
      const dead = "This jump leads to a question that is gone: a dead end. Choose where to go.";
      const back = "This jump leads back, so the quiz would never end. Choose a later question.";
      if (target === undefined) return [error(`${field}.${index}`, dead)];
      return target <= at ? [error(`${field}.${index}`, back)] : [];
    });
    const own =
      "options" in question ? verifyOptionJumps(question, field) : verifyRanges(question as NumberQuestion, field);
    return [...targets, ...own];
  });
}

function verifyOptionJumps(question: OptionQuestion, field: string): Finding[] {
  const gone = question.branches.flatMap((branch, index) =>
    question.options.some((option) => option.id === branch.option)
      ? []
      : [
          error(
            `${field}.${index}`,
            "This jump belongs to an option that is gone. Choose an option or remove the jump.",
          ),
        ],
  );
  const twice = repeated(question.branches.map((branch) => branch.option)).map((index) =>
    warning(`${field}.${index}`, "Another jump for the same option comes first: this one never applies."),
  );
  const always =
    question.type === "ranking" && question.branches.length > 0
      ? [error(`${field}.0`, "In a ranking every option is chosen, so this jump would always apply. Remove it.")]
      : [];
  return [...gone, ...twice, ...always];
}

function verifyRanges(question: NumberQuestion, field: string): Finding[] {
  const numbers = tellingNumbers(question);
  const { min, max } = domainOf(question) ?? { min: -Infinity, max: Infinity };
  return question.branches.flatMap((branch, index) => {
    const place = `${field}.${index}`;
    const { from, to } = branch;
    if (from !== undefined && to !== undefined && from > to)
      return [error(place, "The first number is above the second: no answer lies between them.")];
    const within = numbers.filter((number) => fitsRange(branch, number));
    if (within.length === 0)
      return [
        error(place, `No answer lies there: the numbers go from ${min} to ${max}. Change them or remove the jump.`),
      ];
    const earlier = question.branches.slice(0, index);
    return within.every((number) => earlier.some((other) => fitsRange(other, number)))
      ? [warning(place, "Jumps before this one take all of its answers: it never applies.")]
      : [];
  });
}

/** Where one can be after each question; one that is not asked of everybody can be passed by. */
function stepsFrom(content: QuizContent, at: number): Set<number> {
  const question = content.questions[at];
  if (!question) return new Set();
  const targets = targetsOf(content, question, at);
  return question.onlyIf ? targets.add(at + 1) : targets;
}

/** Places that can be reached from `start`. Jumps lead forwards only: one pass in order finds them all. */
function reachFrom(content: QuizContent, start: number): Set<number> {
  const reached = new Set([start]);
  for (let at = start; at < content.questions.length; at += 1)
    if (reached.has(at)) for (const next of stepsFrom(content, at)) reached.add(next);
  return reached;
}

/** Why nobody meets the condition of a question; undefined when somebody does. */
function verifyCondition(content: QuizContent, at: number, asked: ReadonlySet<number>): Finding | undefined {
  const { onlyIf } = content.questions[at] ?? {};
  if (!onlyIf) return undefined;
  const field = `questions.${at}.onlyIf`;
  const place = content.questions.findIndex(({ id }) => id === onlyIf.question);
  const other = content.questions[place];
  if (!other) return error(field, "Its condition asks for a question that is gone. Choose another, or ask always.");
  const name = quoted(other.text);
  if (place >= at) return error(field, `Its condition asks for ${name}, which comes later. Move it up, or ask always.`);
  if (!("options" in other) || other.type === "ranking")
    return error(field, `Its condition asks for options of ${name}, which is not answered with one. Ask always.`);
  const known = onlyIf.options.filter((id) => other.options.some((option) => option.id === id));
  if (known.length === 0)
    return error(field, `Its condition names options of ${name} that are gone. Choose others, or ask always.`);
  const comes = known.some((id) => reachFrom(content, placeAfter(content.questions, place, [id])).has(at));
  if (!asked.has(place) || !comes)
    return error(
      field,
      `Nobody is ever asked this: who answers ${name} so never comes here. Change the condition or the jumps.`,
    );
  return known.length < onlyIf.options.length
    ? warning(field, `Its condition also names an option of ${name} that is gone.`)
    : undefined;
}

/** Questions that nobody is asked, passed by by every jump or by an impossible condition. */
export function verifyReach(content: QuizContent): Finding[] {
  const reached = reachFrom(content, 0);
  const asked = new Set<number>();
  return content.questions.flatMap((_, at) => {
    if (!reached.has(at)) return [error(`questions.${at}`, "Nobody can reach this question: every jump passes it by.")];
    const finding = verifyCondition(content, at, asked);
    if (finding?.severity !== "error") asked.add(at);
    return finding ?? [];
  });
}
