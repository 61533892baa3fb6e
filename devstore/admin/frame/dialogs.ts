import { make } from "./dom.ts";

type Choice = { label: string; value: string; look?: "primary" | "critical" };

/** A modal question; resolves with the chosen value, or with undefined when it was closed. */
export function openDialog(title: string, body: Node, choices: Choice[], wide = false): Promise<string | undefined> {
  const dialog = make("dialog", { class: wide ? "dialog wide" : "dialog", "aria-labelledby": "dialog-title" });
  const close = make("button", { type: "button", class: "button plain", "aria-label": "Close" }, "×");
  close.addEventListener("click", () => dialog.close());
  const footer = make("footer", { class: "button-row" });
  for (const choice of choices) {
    const button = make(
      "button",
      { type: "button", class: `button ${choice.look ?? ""}`, value: choice.value },
      choice.label,
    );
    button.addEventListener("click", () => dialog.close(choice.value));
    footer.append(button);
  }
  dialog.append(
    make("header", {}, make("h2", { id: "dialog-title" }, title), close),
    make("div", { class: "dialog-body" }, body),
    footer,
  );
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "" ? undefined : dialog.returnValue);
      dialog.remove();
    });
    dialog.showModal();
  });
}

export function confirmLeave(): Promise<boolean> {
  const text = make("p", {}, "Leaving this page will delete all unsaved changes.");
  const choices: Choice[] = [
    { label: "Stay", value: "" },
    { label: "Leave page", value: "leave", look: "critical" },
  ];
  return openDialog("Leave page with unsaved changes?", text, choices).then((value) => value === "leave");
}

export function confirmDiscard(): Promise<boolean> {
  const text = make("p", {}, "If you discard changes, you’ll delete any edits you made since you last saved.");
  const choices: Choice[] = [
    { label: "Continue editing", value: "" },
    { label: "Discard changes", value: "discard", look: "critical" },
  ];
  return openDialog("Discard all unsaved changes", text, choices).then((value) => value === "discard");
}
