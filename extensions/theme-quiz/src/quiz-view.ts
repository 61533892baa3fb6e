import type { StorefrontQuiz } from "../../../app/contract/quiz.ts";
import { button, el } from "./dom.ts";
import { mustAnswer, questionForm } from "./question-view.ts";
import { typeOf } from "./question-types.ts";
import { consentLine, resultView } from "./result-view.ts";
import type { Surroundings } from "./result-view.ts";
import { Session } from "./session.ts";
import { answerOf, placeOf, screensOf } from "./walk.ts";
import type { Placement } from "./walk.ts";
import type { Wire } from "./wire.ts";
import type { Words } from "./words.ts";

/**
 * <candor-quiz>: takes over the first question that Liquid has rendered. No shadow root: the question is then in the page before any
 * script runs, also when the theme editor writes the section anew, what was chosen before the script came stays chosen, and the
 * theme's fonts and colours are inherited. Our own rules are scoped by the element's name instead.
 */
export class QuizView {
  session: Session;
  readonly #host: HTMLElement;
  readonly #quiz: StorefrontQuiz;
  readonly #surroundings: Surroundings;
  #shown = "";
  #on = "";

  constructor(host: HTMLElement, quiz: StorefrontQuiz, wire: Wire, surroundings: Surroundings, memory = false) {
    this.#host = host;
    this.#quiz = quiz;
    this.#surroundings = surroundings;
    const { customer, placement } = host.dataset as { customer?: string; placement?: Placement };
    this.session = new Session(quiz, wire, { customer, placement, memory, changed: () => this.draw() });
    const { walk } = this.session;
    this.#shown = this.#state();
    this.#on = `${walk.responseId} ${quiz.questions[0]?.id}`;
    if (walk.answers.length || walk.note || !host.querySelector("form")) this.draw(true);
    host.onsubmit = (event) => this.#submit(event);
    host.oninput = () => this.#relabel();
    // The second half of a double click would fall on the next question.
    host.onclick = (event) => {
      if (event.detail > 1 && (event.target as Element).closest("button")) event.preventDefault();
    };
  }

  get #words(): Words {
    return this.#surroundings.words;
  }

  /** All that the screen depends on. */
  #state(): string {
    const { walk, offline } = this.session;
    return JSON.stringify([
      walk.responseId,
      walk.at,
      walk.note,
      walk.result,
      walk.agreed,
      walk.withdrawn,
      walk.at === "end" && offline,
    ]);
  }

  /** Draws what has changed; `moved`: by the shopper, who then reads on at the heading. News leaves an open question alone. */
  draw(force = false, moved = false): void {
    const state = this.#state();
    if (state === this.#shown && !force) return;
    this.#shown = state;
    const host = this.#host;
    const { walk } = this.session;
    const place = placeOf(this.#quiz, walk);
    const question = screensOf(this.#quiz, walk)[place];
    const on = `${walk.responseId} ${question?.id}`;
    const focused = moved || host.contains(document.activeElement);
    if (force || on !== this.#on || !question) {
      const head = host.querySelector(".cq-head") ?? this.#head();
      host.replaceChildren(head, ...(question ? [this.#form(place)] : this.#end()), ...host.querySelectorAll("script"));
      if (focused) host.querySelector("h3")?.focus();
    }
    this.#on = on;
    host.querySelector(".cq-note")?.remove();
    if (walk.note)
      host.querySelector(".cq-head")?.after(el("p", { class: "cq-note", role: "status" }, this.#words[walk.note]));
    host.dispatchEvent(new CustomEvent("candor:at", { bubbles: true, detail: walk.at }));
  }

  #head(): HTMLElement {
    const { title, intro } = this.#quiz;
    return el("div", { class: "cq-head" }, el("h2", {}, title), intro && el("p", {}, intro));
  }

  #form(place: number): HTMLElement {
    const { walk } = this.session;
    const screens = screensOf(this.#quiz, walk);
    const question = screens[place]!;
    const value = answerOf(walk, question.id)?.value;
    const onback = () => this.#go(screens[place - 1]?.id);
    return questionForm({ quiz: this.#quiz, words: this.#words, question, place, value, onback });
  }

  #end(): HTMLElement[] {
    const { session } = this;
    const redraw = () => this.draw(false, true);
    const last = screensOf(this.#quiz, session.walk).at(-1);
    const line = consentLine(session, this.#surroundings, redraw);
    const current = session.walk.versionId === this.#quiz.versionId;
    const nav = el(
      "div",
      { class: "cq-nav cq-again" },
      current && last && button("link", this.#words.change, () => this.#go(last.id)),
      button("link", this.#words.restart, () => {
        session.restart();
        redraw();
      }),
    );
    return [
      el(
        "div",
        { class: "cq-result" },
        ...resultView(session, this.#quiz, this.#surroundings),
        nav,
        ...(line ? [line] : []),
      ),
    ];
  }

  #go(id: string | undefined): void {
    if (!id) return;
    this.session.go(id);
    this.draw(false, true);
  }

  #current() {
    const { walk } = this.session;
    return screensOf(this.#quiz, walk)[placeOf(this.#quiz, walk)];
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const question = this.#current();
    if (!question) return;
    const value = typeOf(question).read(this.#host);
    if (value === null && mustAnswer(question)) return this.#complain(question.type === "text" ? "write" : "choose");
    this.session.give(question, value);
    this.draw(true, true);
  }

  #complain(word: "write" | "choose"): void {
    const error = this.#host.querySelector(".cq-error");
    if (error) error.textContent = this.#words[word];
    this.#host.querySelector<HTMLElement>("input, textarea")?.focus();
  }

  /** What may be skipped says so until something is chosen. */
  #relabel(): void {
    const question = this.#current();
    const label = this.#host.querySelector(".cq-next span");
    const error = this.#host.querySelector(".cq-error");
    if (error) error.textContent = "";
    if (!question || !label || mustAnswer(question)) return;
    label.textContent = typeOf(question).read(this.#host) === null ? this.#words.skip : this.#words.next;
  }
}
