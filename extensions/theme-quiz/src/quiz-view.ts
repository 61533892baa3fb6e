import { isRequired } from "../../../app/quiz/answer.ts";
import type { StorefrontQuestion, StorefrontQuiz } from "../../../app/contract/quiz.ts";
import type { AnswerValue } from "../../../app/contract/response.ts";
import { el } from "./dom.ts";
import { late } from "./late.ts";
import type { End, Surroundings } from "./late.ts";
import { questionForm } from "./question-view.ts";
import { typeOf } from "./question-types.ts";
import { Session } from "./session.ts";
import { shown } from "./shown.ts";
import { answerOf, placeOf, screensOf } from "./walk.ts";
import type { Send } from "./wire.ts";
import { fill } from "./words.ts";
import type { Words } from "./words.ts";

type Fields = NodeListOf<HTMLInputElement | HTMLTextAreaElement>;

/** The inside of <candor-quiz>: takes over the first question that Liquid has rendered; what was chosen before the script came stays chosen. */
export class QuizView {
  session: Session;
  readonly #box: HTMLElement;
  readonly #quiz: StorefrontQuiz;
  readonly #surroundings: Surroundings;
  #shown = "";
  #on = "";
  /** In which the options stand, where it is another than the merchant's. */
  #order: string[] | undefined;
  #end: End | undefined;
  #coming: Promise<void> | undefined;

  constructor(box: HTMLElement, quiz: StorefrontQuiz, send: Send, surroundings: Surroundings, memory = false) {
    this.#box = box;
    this.#quiz = quiz;
    this.#surroundings = surroundings;
    this.session = new Session(quiz, send, { ...surroundings, memory, changed: () => this.draw() });
    const { walk } = this.session;
    this.#shown = this.#state();
    this.#on = `${walk.responseId} ${quiz.questions[0]?.id}`;
    const [first] = quiz.questions;
    const untouched = !walk.answers.length && !walk.note && box.querySelector("form");
    if (!untouched || !first) this.draw(true);
    else if ("shuffle" in first && first.shuffle) this.draw(true, false, typeOf(first).read(box));
    // A walk that goes on may offer what is still true; a ranking has its grips from there.
    if (walk.begun || first?.type === "ranking") this.#more();
    box.onsubmit = (event) => this.#submit(event);
    box.oninput = (event) => this.#hear(event);
    box.onclick = (event) => {
      // The second half of a double click would fall on the next question.
      if (event.detail > 1 && (event.target as Element).closest(".cq-nav, .cq-add")) event.preventDefault();
      else this.#hear(event);
    };
  }

  /** All that the screen depends on. */
  #state(): string {
    const { walk, offline } = this.session;
    const { responseId, at, note, reply, agreed, withdrawn } = walk;
    return JSON.stringify([responseId, at, note, reply, agreed, withdrawn, at === "end" && offline, !!this.#end]);
  }

  /** Draws what has changed; `moved`: by the shopper, who then reads on at the heading. News leaves an open question alone. */
  draw(force = false, moved = false, value?: AnswerValue): void {
    const state = this.#state();
    if (state === this.#shown && !force) return;
    this.#shown = state;
    const box = this.#box;
    const { walk } = this.session;
    const place = placeOf(this.#quiz, walk);
    const question = screensOf(this.#quiz, walk)[place];
    const on = `${walk.responseId} ${question?.id}`;
    const focused = moved || (box.getRootNode() as ShadowRoot).activeElement;
    if (force || on !== this.#on || !question) {
      box.replaceChildren(
        box.querySelector(".cq-head")!,
        ...(question ? [this.#form(question, place, value)] : this.#last()),
      );
      if (focused) box.querySelector("h3")?.focus();
    }
    this.#on = on;
    box.querySelector(".cq-note")?.remove();
    if (walk.note)
      box
        .querySelector(".cq-head")
        ?.after(el("p", { class: "cq-note", role: "status" }, this.#surroundings.words[walk.note]));
    box.dispatchEvent(new CustomEvent("candor:at", { bubbles: true, composed: true, detail: walk.at }));
  }

  #form(question: StorefrontQuestion, place: number, value?: AnswerValue): HTMLElement {
    const { walk } = this.session;
    const [own, order] = shown(this.#quiz, walk, question);
    this.#order = order;
    return questionForm({
      ...this.#surroundings,
      quiz: this.#quiz,
      question: own,
      place,
      value: answerOf(walk, question.id)?.value ?? value ?? walk.known?.[question.id]?.value,
      onback: () => this.go(screensOf(this.#quiz, walk)[place - 1]?.id),
    });
  }

  /** What comes after the last question is loaded while the first is being answered; without a network, later. */
  #last(): HTMLElement[] {
    if (this.#end) return this.#end();
    this.#more();
    return [el("h3", { tabindex: -1 }, this.#surroundings.words[this.session.offline ? "later" : "waiting"])];
  }

  /** Without a network: with the next answer, or the next news. */
  #more(): void {
    this.#coming ??= late()
      .then(({ prepare }) => prepare(this.#box, this, this.session, this.#quiz, this.#surroundings))
      .then((end) => {
        this.#end = end;
        if (!this.#current()) this.draw();
      })
      .catch(() => (this.#coming = undefined));
  }

  go(id: string | undefined): void {
    if (!id) return;
    this.session.walk.at = id;
    this.session.act();
    this.draw(false, true);
  }

  #current(): StorefrontQuestion | undefined {
    const { walk } = this.session;
    return screensOf(this.#quiz, walk)[placeOf(this.#quiz, walk)];
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const question = this.#current();
    if (!question) return;
    const fault = this.#faultIn(question);
    if (fault) return this.#complain(fault);
    this.session.give(question, typeOf(question).read(this.#box), this.#order);
    this.draw(true, true);
    this.#more();
  }

  get #fields(): Fields {
    return this.#box.querySelectorAll("fieldset input, textarea");
  }

  #faultIn(question: StorefrontQuestion): string | undefined {
    const { words } = this.#surroundings;
    const { read, isWrong } = typeOf(question);
    const value = read(this.#box);
    const wrong: string | undefined = words.wrong[question.type as keyof Words["wrong"]];
    if ([...this.#fields].some(({ validity }) => !validity.valid) || (value !== null && isWrong?.(question, value)))
      return fill(wrong, { n: (question as { most?: number }).most ?? "" });
    if (value !== null || !isRequired(question)) return undefined;
    return this.#box.querySelector(".cq-text") ? (wrong ?? words.write) : words.choose;
  }

  #complain(fault: string): void {
    this.#box.querySelector(".cq-error")!.textContent = fault;
    this.#fields[0]?.focus();
  }

  /** What may be skipped says so until something is chosen. */
  #hear(event: Event): void {
    const question = this.#current();
    if (!question) return;
    const { act, read } = typeOf(question);
    act?.(question, event, this.#surroundings);
    if (event.type === "input") this.#box.querySelector(".cq-error")!.textContent = "";
    if (isRequired(question)) return;
    const { next, skip } = this.#surroundings.words;
    this.#box.querySelector(".cq-next span")!.textContent = read(this.#box) === null ? skip : next;
  }
}
