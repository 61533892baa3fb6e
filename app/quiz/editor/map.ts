import type { Question } from "../../contract/question.ts";
import type { QuizContent } from "../../contract/quiz.ts";
import { quoted } from "../verify/finding.ts";
import { typeNames } from "../question-kinds.ts";
import { conditionWords } from "./only-if.ts";
import { targetsOf } from "../paths.ts";

// How the questions hang together, to look at: what leads where, and who is asked.

interface MapNode {
  id: string;
  text: string;
  /** "Only if “Home”"; undefined when everybody is asked. */
  condition: string | undefined;
  /** The same as the picture shows, in words. */
  sentences: string[];
}

interface MapEdge {
  /** Places in the list; the number of questions = the result page. */
  from: number;
  to: number;
  /** On which answers; undefined when it is what usually comes next. */
  label: string | undefined;
}

export interface QuizMap {
  nodes: MapNode[];
  edges: MapEdge[];
}

const rangeWords = ({ from, to }: { from?: number | undefined; to?: number | undefined }): string =>
  from === undefined
    ? to === undefined
      ? "any number"
      : `${to} or less`
    : to === undefined
      ? `${from} or more`
      : `${from} to ${to}`;

const sentence = (text: string): string => (/[.?!…]$/.test(text) ? text : `${text}.`);

/** The answers that jump, by the place they lead to. */
function jumpsOf(content: QuizContent, question: Question): Map<number, string[]> {
  const jumps = new Map<number, string[]>();
  const add = (goTo: string, words: string) => {
    const found = content.questions.findIndex(({ id }) => id === goTo);
    const to = goTo === "end" ? content.questions.length : found;
    if (to >= 0) jumps.set(to, [...(jumps.get(to) ?? []), words]);
  };
  if ("options" in question) {
    for (const { option, goTo } of question.branches)
      add(goTo, quoted(question.options.find(({ id }) => id === option)?.text ?? ""));
  } else if ("branches" in question) {
    for (const branch of question.branches) add(branch.goTo, rangeWords(branch));
  }
  return jumps;
}

export function mapOf(content: QuizContent): QuizMap {
  const { questions } = content;
  const nameOf = (place: number): string => {
    const question = questions[place];
    return question ? `${place + 1}. ${question.text || typeNames[question.type]}` : "the result page";
  };
  const edges: MapEdge[] = [];
  const nodes = questions.map((question, at): MapNode => {
    const jumps = [...jumpsOf(content, question)].filter(([to]) => to > at);
    const goesOn = targetsOf(content, question, at).has(at + 1) && !jumps.some(([to]) => to === at + 1);
    edges.push(...jumps.map(([to, answers]) => ({ from: at, to, label: answers.join(" or ") })));
    if (goesOn) edges.push({ from: at, to: at + 1, label: undefined });
    const condition = conditionWords(question, questions);
    return {
      id: question.id,
      text: nameOf(at),
      condition: condition && `Only if ${condition.options}`,
      sentences: [
        ...(condition ? [`Asked only if the answer to ${quoted(condition.question)} is ${condition.options}.`] : []),
        ...jumps.map(([to, answers]) => sentence(`If ${answers.join(" or ")}, go to ${nameOf(to)}`)),
        ...(goesOn ? [sentence(`${jumps.length > 0 ? "Otherwise" : "Then"} ${nameOf(at + 1)}`)] : []),
      ],
    };
  });
  return { nodes, edges };
}
