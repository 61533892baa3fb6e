import { ask, on, tell } from "./channel.ts";
import type { SaveBar } from "./protocol.ts";

/** `<ui-save-bar>`: its two buttons are the app's, its looks are the admin's. */
class SaveBarElement extends HTMLElement {
  #showing = false;
  #watch: MutationObserver | undefined;

  get showing(): boolean {
    return this.#showing;
  }

  get discardConfirmation(): boolean {
    return this.hasAttribute("discardConfirmation");
  }

  set discardConfirmation(value: boolean) {
    this.toggleAttribute("discardConfirmation", Boolean(value));
  }

  saveButton(): HTMLButtonElement | undefined {
    const buttons = [...this.querySelectorAll("button")];
    return buttons.find((button) => button.getAttribute("variant") === "primary") ?? buttons[0];
  }

  discardButton(): HTMLButtonElement | undefined {
    return [...this.querySelectorAll("button")].find((button) => button !== this.saveButton());
  }

  async show(): Promise<void> {
    this.#showing = true;
    this.#report();
    this.#watch ??= new MutationObserver(() => this.#showing && this.#report());
    this.#watch.observe(this, { subtree: true, attributes: true, childList: true });
    this.dispatchEvent(new CustomEvent("show"));
  }

  async hide(): Promise<void> {
    if (!this.#showing) return;
    this.#showing = false;
    this.#watch?.disconnect();
    tell("saveBar.hide", { id: this.id });
    this.dispatchEvent(new CustomEvent("hide"));
  }

  async toggle(): Promise<void> {
    await (this.#showing ? this.hide() : this.show());
  }

  disconnectedCallback(): void {
    void this.hide();
  }

  #report(): void {
    const save = this.saveButton();
    const bar: SaveBar = {
      id: this.id,
      saveDisabled: save?.disabled ?? false,
      saving: save?.hasAttribute("loading") === true && save.getAttribute("loading") !== "false",
      discardConfirmation: this.discardConfirmation,
    };
    tell("saveBar.show", bar);
  }
}

function find(id: string): SaveBarElement {
  const bar = document.getElementById(id);
  if (!(bar instanceof SaveBarElement)) throw new Error(`There is no ui-save-bar with the id "${id}".`);
  return bar;
}

/** A form marked `data-save-bar` needs no element: changing a field shows the bar, submit and reset hide it. */
function watchForms(): void {
  let dirty: HTMLFormElement | undefined;
  const formOf = (event: Event) =>
    event.target instanceof Element ? event.target.closest<HTMLFormElement>("form[data-save-bar]") : null;
  const changed = (event: Event) => {
    const form = formOf(event);
    if (!form) return;
    dirty = form;
    const discardConfirmation = form.hasAttribute("data-discard-confirmation");
    tell("saveBar.show", { id: "form", saveDisabled: false, saving: false, discardConfirmation } satisfies SaveBar);
  };
  const done = (event: Event) => {
    if (formOf(event) === null) return;
    dirty = undefined;
    tell("saveBar.hide", { id: "form" });
  };
  document.addEventListener("input", changed);
  document.addEventListener("change", changed);
  document.addEventListener("submit", done);
  document.addEventListener("reset", done);
  on<{ id: string; action: "save" | "discard" }>("saveBar.press", ({ id, action }) => {
    if (id === "form") {
      if (action === "save") dirty?.requestSubmit();
      else dirty?.reset();
      return;
    }
    const bar = document.getElementById(id);
    if (!(bar instanceof SaveBarElement)) return;
    (action === "save" ? bar.saveButton() : bar.discardButton())?.click();
  });
}

export function startSaveBar(): void {
  if (!customElements.get("ui-save-bar")) customElements.define("ui-save-bar", SaveBarElement);
  watchForms();
}

export const saveBar = {
  show: async (id: string) => find(id).show(),
  hide: async (id: string) => find(id).hide(),
  toggle: async (id: string) => find(id).toggle(),
  leaveConfirmation: () => ask<void>("saveBar.leaveConfirmation"),
};
