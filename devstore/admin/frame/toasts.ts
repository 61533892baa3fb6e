import type { ToastMessage } from "../app-bridge/protocol.ts";
import { byId, make } from "./dom.ts";

const shown = new Map<string, HTMLElement>();

export function hideToast(id: string): void {
  shown.get(id)?.remove();
  shown.delete(id);
}

export function showToast(
  toast: ToastMessage,
  tell: (event: "toast.action" | "toast.dismiss") => void = () => {},
): void {
  const dismiss = () => {
    if (!shown.has(toast.id)) return;
    hideToast(toast.id);
    tell("toast.dismiss");
  };
  const box = make("div", { class: toast.isError ? "toast error" : "toast" }, make("span", {}, toast.message));
  if (toast.action !== "") {
    const action = make("button", { type: "button" }, toast.action);
    action.addEventListener("click", () => {
      tell("toast.action");
      dismiss();
    });
    box.append(action);
  }
  const close = make("button", { type: "button", class: "toast-close", "aria-label": "Dismiss" }, "×");
  close.addEventListener("click", dismiss);
  box.append(close);
  shown.set(toast.id, box);
  byId("toasts")?.append(box);
  setTimeout(dismiss, toast.duration);
}
