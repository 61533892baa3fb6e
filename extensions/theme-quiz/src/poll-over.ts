// A poll that has closed: the button that shows how it ended. Loaded only where such a poll stands in the page.
import type { StorefrontQuiz } from "../../../app/contract/quiz.ts";
import { el } from "./dom.ts";
import { seeResults } from "./poll-end.ts";
import type { Surroundings } from "./late.ts";

class CandorPollOver extends HTMLElement {
  connectedCallback(): void {
    const box = this.querySelector("div");
    if (!box || box.shadowRoot) return;
    const json = (name: string): unknown => JSON.parse(this.querySelector(`script[data-${name}]`)?.textContent ?? "{}");
    const surroundings = { ...this.dataset, words: json("words") } as unknown as Surroundings;
    const looks = ["quiz.css", "quiz-end.css"].map((name) =>
      el("link", {
        rel: "stylesheet",
        href: new URL(name, (document.querySelector('script[src*="poll-over.js"]') as HTMLScriptElement).src).href,
      }),
    );
    box.attachShadow({ mode: "open" }).append(...looks, seeResults(json("quiz") as StorefrontQuiz, surroundings));
  }
}

if (!customElements.get("candor-poll-over")) customElements.define("candor-poll-over", CandorPollOver);
