import type { StorefrontQuestion, StorefrontQuiz } from "../../../app/contract/quiz.ts";
import type { AnswerValue } from "../../../app/contract/response.ts";
import { button, el } from "./dom.ts";
import { typeOf } from "./question-types.ts";
import { fill } from "./words.ts";
import type { Words } from "./words.ts";

export interface Screen {
  quiz: StorefrontQuiz;
  words: Words;
  question: StorefrontQuestion;
  /** Questions answered before this one on the path. */
  place: number;
  value: AnswerValue | undefined;
  onback(): void;
}

export const mustAnswer = (question: StorefrontQuestion): boolean =>
  question.type === "consent" || !("required" in question) || question.required;

/** The way to the end can only get shorter than "at most" says: no branch leads backwards. */
export function progress({ quiz, words, question, place }: Screen): HTMLElement {
  const rest = quiz.questions.slice(quiz.questions.indexOf(question));
  const total = place + rest.length;
  const sure = rest.every((one) => !("branches" in one) || !one.branches.length);
  const text = fill(sure ? words.progress : words.progress_at_most, { n: place + 1, total });
  return el(
    "div",
    { class: "cq-progress" },
    el("span", { class: "cq-bar", style: `--cq-done:${place / total}` }),
    el("p", { id: `cq-progress-${quiz.handle}` }, text),
  );
}

/** The same markup as snippets/candor-question.liquid, which renders the first question (a test compares the two). */
export function questionForm(screen: Screen): HTMLFormElement {
  const { quiz, words, question, place, value, onback } = screen;
  const help = question.help ?? (question.type === "multiple" && words.any_number);
  return el(
    "form",
    { class: "cq-form", method: "dialog", novalidate: true },
    progress(screen),
    el(
      "fieldset",
      { "data-question": question.id },
      el("legend", {}, el("h3", { tabindex: -1, "aria-describedby": `cq-progress-${quiz.handle}` }, question.text)),
      help && el("p", { class: "cq-help" }, help),
      typeOf(question).show(question, value),
      el("p", { class: "cq-error", role: "alert" }),
    ),
    el(
      "div",
      { class: "cq-nav" },
      place > 0 && button("back", words.back, onback),
      button("next", mustAnswer(question) || value ? words.next : words.skip),
    ),
  );
}
