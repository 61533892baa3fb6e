// What a customer has told before: shown when they want to see it, confirmed with one tap, withdrawn with another. Only on pages with the
// block Preferences, and only for who is logged in; changing is done by answering anew in the quiz below.
import type { StorefrontQuiz } from "../../../app/contract/quiz.ts";
import type { AnswerValue, Known, ResponseReply } from "../../../app/contract/response.ts";
import { button, el } from "./dom.ts";
import { keyOf, knownVisitor, loadWalk, saveWalk } from "./keep.ts";
import { openTabs } from "./tabs.ts";
import type { News } from "./tabs.ts";
import { withdraw } from "./walk.ts";
import { sendTo } from "./wire.ts";
import { fill } from "./words.ts";

type Words = Record<
  "see" | "none" | "since" | "still" | "yes" | "confirmed" | "withdraw" | "withdrawn" | "failed",
  string
>;

/** The folder of this very script: its looks lie beside it. */
const folder = (document.currentScript as HTMLScriptElement | null)?.src ?? location.href;
const uuid = (): string => crypto.randomUUID();

/** The quiz on this browser had their yes as well: it hears of it like of another tab, forgets its id and takes its mark off the cart. */
function forgetHere(handle: string): void {
  const walk = loadWalk(handle);
  if (!walk?.agreed) return;
  withdraw(walk, knownVisitor() ?? undefined);
  walk.changed = Date.now();
  saveWalk(handle, walk, true);
  let news: News | undefined = [walk, []];
  const post = openTabs(
    keyOf(handle),
    () => news,
    () => {},
  );
  post();
  news = undefined;
}

/** Whoever withdraws in a quiz on this page, or in another tab of it, is not known here any more. */
function onWithdrawal(then: () => void): void {
  for (const quiz of document.querySelectorAll("candor-quiz")) {
    const handle = quiz.getAttribute("handle") ?? "";
    let agreed = loadWalk(handle)?.agreed;
    openTabs(
      keyOf(handle),
      () => undefined,
      ([walk]) => {
        if (agreed && !walk.agreed) then();
        agreed = walk.agreed;
      },
    );
  }
}

class CandorKnown extends HTMLElement {
  #quiz!: StorefrontQuiz;
  #words!: Words;
  #box = el("div", {});
  readonly #responseId = uuid();
  #token: string | undefined;

  connectedCallback(): void {
    const inner = this.querySelector("div");
    if (!inner || inner.shadowRoot) return;
    const json = (name: string): unknown => JSON.parse(this.querySelector(`script[data-${name}]`)?.textContent ?? "{}");
    this.#quiz = json("quiz") as StorefrontQuiz;
    this.#words = json("words") as Words;
    const looks = ["quiz.css", "quiz-end.css"].map((name) =>
      el("link", { rel: "stylesheet", href: new URL(name, folder).href }),
    );
    inner.attachShadow({ mode: "open" }).append(...looks, this.#box);
    const see = button("back", this.#words.see, () => void this.#tell([], true).then((reply) => this.#show(reply)));
    this.#box.append(el("div", { class: "cq-nav" }, see), el("p", { role: "status" }));
  }

  /** One more answer to the response of this visit; without one it only asks what is known. */
  async #tell(
    answers: { questionId: string; value: AnswerValue }[],
    known?: true,
  ): Promise<Partial<ResponseReply> | undefined> {
    const { root = "/", proxy = "apps/candor" } = this.dataset;
    const { versionId, language } = this.#quiz;
    const body = {
      responseId: this.#responseId,
      versionId,
      language,
      answers: answers.map((answer) => ({ answerId: uuid(), ...answer })),
      finished: false,
      placement: "block" as const,
      ...(this.#token && { token: this.#token }),
      ...(known && { known }),
    };
    const reply = await sendTo(root, proxy)(body).catch(() => undefined);
    if (reply?.body.token) this.#token = reply.body.token;
    else this.#say(this.#words.failed);
    return reply?.body.token ? reply.body : undefined;
  }

  #say(text: string): void {
    const line = this.#box.querySelector("[role=status]");
    if (line) line.textContent = text;
  }

  #show(reply: Partial<ResponseReply> | undefined): void {
    if (!reply) return;
    const known: Known = reply.known ?? {};
    const rows = this.#quiz.questions.flatMap((question) => {
      const told = known[question.id];
      return told ? [this.#row(question.id, question.text, told)] : [];
    });
    const consent = this.#quiz.questions.find((one) => one.type === "consent" && one.purpose === "personalise");
    const status = el("p", { role: "status", tabindex: -1 }, rows.length === 0 && this.#words.none);
    const out =
      rows.length > 0 &&
      consent &&
      button("link", this.#words.withdraw, () => {
        void this.#tell([{ questionId: consent.id, value: false }]).then((done) => {
          if (!done) return;
          this.#empty(status);
          forgetHere(this.#quiz.handle);
          status.focus();
        });
      });
    this.#box.replaceChildren(el("ul", { class: "cp-bars" }, ...rows), status, ...(out ? [out] : []));
    status.focus();
    if (rows.length > 0) onWithdrawal(() => this.#empty(status));
  }

  #empty(status: HTMLElement): void {
    if (!this.#box.querySelector("ul")) return;
    this.#box.replaceChildren(status);
    this.#say(this.#words.withdrawn);
  }

  #row(questionId: string, question: string, { value, text, since, stale }: Known[string]): HTMLElement {
    const { language = "en" } = this.dataset;
    const date = new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date(since));
    const ask = button("back", this.#words.yes, () => {
      void this.#tell([{ questionId, value }]).then((done) => {
        if (!done) return;
        asked.remove();
        this.#say(this.#words.confirmed);
        this.#box.querySelector<HTMLElement>("[role=status]")?.focus();
      });
    });
    const asked = el("div", { class: "cq-nav" }, el("span", {}, this.#words.still), ask);
    return el(
      "li",
      { class: "cp-row" },
      el("span", { class: "cp-text" }, question, el("b", { dir: "auto" }, text)),
      el("span", { class: "cp-count" }, fill(this.#words.since, { date })),
      stale && asked,
    );
  }
}

if (!customElements.get("candor-known")) customElements.define("candor-known", CandorKnown);
