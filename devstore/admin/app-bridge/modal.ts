import { describeTitleBar } from "./bars.ts";
import { tell } from "./channel.ts";
import type { BarAction } from "./protocol.ts";

const STYLE = `
:host { display: none } :host([open]) { display: contents }
dialog { border: 0; padding: 0; border-radius: 16px; width: min(620px, calc(100vw - 2rem)); max-height: calc(100vh - 2rem);
  box-shadow: 0 20px 60px rgb(0 0 0 / .35); font: 13px/1.5 Inter, system-ui, sans-serif; color: #303030; overflow: hidden }
dialog[open] { display: flex; flex-direction: column } dialog::backdrop { background: rgb(0 0 0 / .5) }
:host([variant="small"]) dialog { width: min(380px, calc(100vw - 2rem)) }
:host([variant="large"]) dialog { width: min(980px, calc(100vw - 2rem)) }
:host([variant="max"]) dialog { width: 100vw; height: 100vh; max-width: none; max-height: none; border-radius: 0 }
header { display: flex; gap: 1rem; align-items: center; justify-content: space-between; padding: .75rem 1rem; background: #f3f3f3 }
h2 { font-size: 14px; margin: 0 } .body { overflow: auto; flex: 1 } iframe { border: 0; width: 100%; height: 60vh; display: block }
:host([variant="max"]) iframe { height: 100% }
footer { display: flex; gap: .5rem; justify-content: flex-end; padding: .75rem 1rem; border-top: 1px solid #e3e3e3 } footer:empty { display: none }
button { font: inherit; font-weight: 550; border-radius: 8px; padding: .375rem .75rem; border: 1px solid #8a8a8a; background: #fff; color: #303030; cursor: pointer }
button.primary { background: #303030; color: #fff; border-color: #303030 } button.critical { background: #c70a24; color: #fff; border-color: #c70a24 }
button.close { border-color: transparent; background: transparent; font-size: 18px; line-height: 1; padding: .375rem .5rem } button:disabled { opacity: .5; cursor: default }
`;

/**
 * `<ui-modal>`. The real one is drawn by the admin over the whole window; here the dialog stands in the app's frame
 * and the admin dims what is around it. Content, title bar, buttons, events and methods are the same.
 */
class ModalElement extends HTMLElement {
  #dialog: HTMLDialogElement | undefined;
  #watch: MutationObserver | undefined;

  get variant(): string {
    return this.getAttribute("variant") ?? "base";
  }

  set variant(value: string) {
    this.setAttribute("variant", value);
  }

  get src(): string | undefined {
    return this.getAttribute("src") ?? undefined;
  }

  set src(value: string) {
    this.setAttribute("src", value);
  }

  get content(): HTMLElement {
    return this;
  }

  get contentWindow(): Window | null {
    return this.#dialog?.querySelector("iframe")?.contentWindow ?? null;
  }

  async show(): Promise<void> {
    const dialog = (this.#dialog ??= this.#draw());
    if (dialog.open) return;
    this.setAttribute("open", "");
    const body = dialog.querySelector(".body");
    if (this.src !== undefined) {
      const frame = document.createElement("iframe");
      frame.src = this.src;
      frame.title = this.querySelector("ui-title-bar")?.getAttribute("title") ?? "Modal";
      body?.replaceChildren(frame);
    }
    this.#fill();
    dialog.showModal();
    tell("modal", { open: true });
    this.dispatchEvent(new CustomEvent("show"));
  }

  async hide(): Promise<void> {
    if (this.#dialog?.open) this.#dialog.close();
  }

  async toggle(): Promise<void> {
    await (this.#dialog?.open ? this.hide() : this.show());
  }

  disconnectedCallback(): void {
    void this.hide();
  }

  #draw(): HTMLDialogElement {
    const root = this.attachShadow({ mode: "open" });
    root.innerHTML = `<style>${STYLE}</style><dialog aria-labelledby="t"><header><h2 id="t"></h2><button class="close" aria-label="Close">×</button></header><div class="body"><slot></slot></div><footer></footer></dialog>`;
    const dialog = root.querySelector("dialog");
    if (!dialog) throw new Error("unreachable: the dialog was just drawn");
    root.querySelector(".close")?.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      this.removeAttribute("open");
      tell("modal", { open: false });
      this.dispatchEvent(new CustomEvent("hide"));
    });
    this.#watch = new MutationObserver(() => this.#fill());
    this.#watch.observe(this, { subtree: true, childList: true, attributes: true, characterData: true });
    return dialog;
  }

  #fill(): void {
    const bar = this.querySelector("ui-title-bar");
    const root = this.shadowRoot;
    if (!root) return;
    const heading = root.querySelector("h2");
    const described = bar ? describeTitleBar(bar) : undefined;
    if (heading) heading.textContent = described?.title ?? "";
    const sources = bar ? [...bar.querySelectorAll<HTMLElement>(":scope > button, :scope > a")] : [];
    root
      .querySelector("footer")
      ?.replaceChildren(...(described?.actions ?? []).map((action, at) => footerButton(action, sources[at])).reverse());
  }
}

function footerButton(action: BarAction, source: HTMLElement | undefined): HTMLButtonElement {
  const button = document.createElement("button");
  button.textContent = action.label;
  button.disabled = action.disabled || action.loading;
  button.className = action.tone === "critical" ? "critical" : action.variant;
  button.addEventListener("click", () => source?.click());
  return button;
}

function find(id: string): ModalElement {
  const modal = document.getElementById(id);
  if (!(modal instanceof ModalElement)) throw new Error(`There is no ui-modal with the id "${id}".`);
  return modal;
}

export function startModal(): void {
  for (const name of ["ui-modal", "s-app-window"]) {
    if (!customElements.get(name)) customElements.define(name, class extends ModalElement {});
  }
}

export const modal = {
  show: async (id: string) => find(id).show(),
  hide: async (id: string) => find(id).hide(),
  toggle: async (id: string) => find(id).toggle(),
};
