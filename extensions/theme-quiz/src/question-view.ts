import { isRequired } from "../../../app/quiz/answer.ts";
import type { StorefrontQuestion, StorefrontQuiz } from "../../../app/contract/quiz.ts";
import type { AnswerValue } from "../../../app/contract/response.ts";
import { button, el } from "./dom.ts";
import { typeOf } from "./question-types.ts";
import { fill } from "./words.ts";
import type { Words } from "./words.ts";

export interface Screen {
  quiz: StorefrontQuiz;
  words: Words;
  /** The page's. */
  language: string;
  question: StorefrontQuestion;
  /** Questions answered before this one on the path. */
  place: number;
  value: AnswerValue | undefined;
  onback(): void;
}

/** The way to the end can only get shorter than "at most" says: no branch leads backwards. */
export function progress({ quiz, words, question, place }: Screen): HTMLElement {
  const rest = quiz.questions.slice(quiz.questions.findIndex(({ id }) => id === question.id));
  const total = place + rest.length;
  const sure = rest.every((one) => !one.onlyIf && !(one as { branches?: unknown[] }).branches?.[0]);
  const text = fill(sure ? words.progress : words.progress_at_most, { n: place + 1, total });
  return el(
    "div",
    { class: "cq-progress" },
    el("span", { class: "cq-bar", style: `--cq-done:${place / total}` }),
    el("p", { id: "cq-p" }, text),
  );
}

/** The merchant's words on how to answer, otherwise ours. */
function helpOf(question: StorefrontQuestion, words: Words): string | undefined {
  if (question.help || !(question.type in words.how)) return question.help;
  if (question.type === "multiple" && question.most) return fill(words.how.most, { n: question.most });
  return words.how[question.type as keyof Words["how"]];
}

/** The same markup as snippets/candor-question.liquid, which renders the first question (a test compares the two). */
export function questionForm(screen: Screen): HTMLFormElement {
  const { words, question, place, value, onback } = screen;
  const help = helpOf(question, words);
  return el(
    "form",
    { class: "cq-form", method: "dialog", novalidate: true },
    progress(screen),
    el(
      "fieldset",
      { "data-question": question.id, "data-shuffle": (question as { shuffle?: boolean }).shuffle },
      el("legend", {}, el("h3", { id: "cq-q", tabindex: -1, "aria-describedby": "cq-p" }, question.text)),
      help && el("p", { class: "cq-help", id: "cq-h" }, help),
      typeOf(question).show(question, value, screen),
      el("p", { class: "cq-error", role: "alert" }),
    ),
    el(
      "div",
      { class: "cq-nav" },
      place > 0 && button("back", words.back, onback),
      button("next", isRequired(question) || value ? words.next : words.skip),
    ),
  );
}
