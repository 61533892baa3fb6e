import type { SaveBar } from "../app-bridge/protocol.ts";
import { confirmDiscard, confirmLeave } from "./dialogs.ts";
import { byId } from "./dom.ts";

let current: SaveBar | undefined;
let press: (action: "save" | "discard", id: string) => void = () => {};

export function showSaveBar(bar: SaveBar, whenPressed: typeof press): void {
  current = bar;
  press = whenPressed;
  const save = byId<HTMLButtonElement>("save-bar-save");
  if (save) {
    save.disabled = bar.saveDisabled || bar.saving;
    save.textContent = bar.saving ? "Saving…" : "Save";
  }
  byId("save-bar")?.toggleAttribute("hidden", false);
}

export function hideSaveBar(id?: string): void {
  if (id !== undefined && current?.id !== id) return;
  current = undefined;
  byId("save-bar")?.toggleAttribute("hidden", true);
}

/** Resolves to true when there is nothing to lose, or the merchant accepts to lose it. */
export async function mayLeave(): Promise<boolean> {
  if (!current) return true;
  if (!(await confirmLeave())) return false;
  hideSaveBar();
  return true;
}

export function startSaveBar(): void {
  byId("save-bar-save")?.addEventListener("click", () => current && press("save", current.id));
  byId("save-bar-discard")?.addEventListener("click", () => {
    const bar = current;
    if (!bar) return;
    const asked = bar.discardConfirmation ? confirmDiscard() : Promise.resolve(true);
    void asked.then((yes) => yes && press("discard", bar.id));
  });
  window.addEventListener("beforeunload", (event) => {
    if (current) event.preventDefault();
  });
}
