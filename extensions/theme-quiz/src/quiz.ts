// The one script that the page loads: 1 kB. The rest comes when the quiz is in view and the page has nothing better to do, or when it is
// touched, or at once when a walk goes on. What is pressed before that is not lost.
import { keyOf, read } from "./keep.ts";

type Part = typeof import("./quiz-walk.ts");
type Preview = typeof import("./quiz-preview.ts");

class CandorQuiz extends HTMLElement {
  #loading: Promise<unknown> | undefined;

  /** The script may run before the end of the page: the element's children are there once the page is read. */
  connectedCallback(): void {
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => this.#begin());
    else this.#begin();
  }

  #begin(): void {
    if (this.#loading || this.onclick) return;
    // Older browsers, and the theme editor when it writes the section anew, leave the shadow root in its template.
    if (!this.shadowRoot) this.attachShadow({ mode: "open" }).append(this.querySelector("template")?.content ?? "");
    const load = () => void this.#load().catch(() => {});
    this.onclick = (event) => {
      const pressed = (event.composedPath()[0] as Element).closest("button");
      if (!pressed) return;
      event.preventDefault();
      void this.#load().then(
        () => pressed.click(),
        () => {},
      );
    };
    for (const touched of ["pointerover", "focusin"]) this.addEventListener(touched, load);
    const key = keyOf(this.getAttribute("handle")!);
    if (this.#isPreview() || read("localStorage", key) || read("sessionStorage", key)) return load();
    new IntersectionObserver(([entry], observer) => {
      if (!entry!.isIntersecting) return;
      observer.disconnect();
      (window.requestIdleCallback ?? setTimeout)(load);
    }).observe(this);
  }

  #isPreview(): boolean {
    return parent !== window && (window.name === "candor-preview" || this.hasAttribute("preview"));
  }

  #load(): Promise<unknown> {
    this.#loading ??= this.#import().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  async #import(): Promise<unknown> {
    const { start, QuizView } = (await import("./quiz-walk.js" as string)) as Part;
    this.onclick = null;
    if (!this.#isPreview()) return start(this, this.shadowRoot!.querySelector("div")!);
    const { startPreview } = (await import("./quiz-preview.js" as string)) as Preview;
    return startPreview(this, QuizView);
  }
}

if (!customElements.get("candor-quiz")) customElements.define("candor-quiz", CandorQuiz);
