import { startAppFrame } from "./app-frame.ts";
import { startDrawer } from "./navigation.ts";
import { startSaveBar } from "./save-bar.ts";
import { showToast } from "./toasts.ts";

startDrawer();
startSaveBar();
startAppFrame();

const notice = document.body.dataset["notice"];
if (notice) showToast({ id: "notice", message: notice, duration: 5000, isError: false, action: "" });

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-confirm]")) {
  form.addEventListener("submit", (event) => {
    if (!window.confirm(form.dataset["confirm"])) event.preventDefault();
  });
}
