import { confirmLeave } from "../../admin/frame/dialogs.ts";
import { byId, postJson } from "../../admin/frame/dom.ts";
import { showToast } from "../../admin/frame/toasts.ts";
import type { TemplateName } from "../theme.ts";
import { followDeepLink } from "./deep-link.ts";
import { EditorModel } from "./model.ts";
import type { EditorData } from "./model.ts";
import { drawEmbeds, drawSections, drawSettings } from "./panels.ts";

const model = new EditorModel(JSON.parse(byId("editor-data")?.textContent ?? "{}") as EditorData);
const preview = byId<HTMLIFrameElement>("preview");
const save = byId<HTMLButtonElement>("save");
const link = followDeepLink(model, location.search);
let panel = link.panel;
let saving = false;

function say(message: string, isError = false): void {
  showToast({ id: crypto.randomUUID(), message, duration: 5_000, isError, action: "" });
}

function draw(): void {
  const target = byId("panel");
  target?.replaceChildren(panel === "sections" ? drawSections(model, redraw) : drawEmbeds(model, redraw));
  target?.setAttribute("aria-label", panel === "sections" ? "Sections" : "App embeds");
  for (const button of document.querySelectorAll<HTMLElement>("[data-panel]")) {
    button.setAttribute("aria-pressed", String(button.dataset["panel"] === panel));
  }
  drawSettings(model, redraw);
}

function redraw(what: "all" | "preview"): void {
  if (what === "all") draw();
  if (save) save.disabled = !model.dirty || saving;
  planPreview();
}

let planned: ReturnType<typeof setTimeout> | undefined;
let shownDraft = "";

function planPreview(): void {
  clearTimeout(planned);
  planned = setTimeout(() => void showPreview(), 250);
}

/** The storefront renders the draft: what is seen is what its Liquid gives. */
async function showPreview(): Promise<void> {
  const wanted = JSON.stringify([model.template, model.draft]);
  if (wanted === shownDraft || !preview) return;
  shownDraft = wanted;
  try {
    const { draft } = await postJson<{ draft: string }>(`${model.data.store}/themes/current/draft`, model.draft);
    if (wanted !== shownDraft) return;
    const url = new URL(model.data.paths[model.template], model.data.storefront);
    url.searchParams.set("theme_draft", draft);
    if (model.selected?.kind === "block") url.hash = `shopify-block-${model.selected.block}`;
    preview.src = url.href;
  } catch (error) {
    say((error as Error).message, true);
  }
}

async function saveTheme(): Promise<void> {
  if (!save || saving) return;
  saving = true;
  save.disabled = true;
  save.textContent = "Saving…";
  try {
    await postJson(`${model.data.store}/themes/current/save`, model.draft);
    model.markSaved();
    // A reload must not add the block of the deep link once more.
    history.replaceState(null, "", `${location.pathname}?${new URLSearchParams({ template: model.template })}`);
    say("Theme saved");
  } catch (error) {
    say((error as Error).message, true);
  }
  saving = false;
  save.textContent = "Save";
  save.disabled = !model.dirty;
}

function press(selector: string, chosen: (button: HTMLElement) => void): void {
  const buttons = [...document.querySelectorAll<HTMLElement>(selector)];
  for (const button of buttons) {
    button.addEventListener("click", () => {
      for (const one of buttons) one.setAttribute("aria-pressed", String(one === button));
      chosen(button);
    });
  }
}

press("button[data-panel]", (button) => {
  panel = button.dataset["panel"] === "embeds" ? "embeds" : "sections";
  draw();
});
press("button[data-device]", (button) => {
  document.querySelector(".editor-preview")?.setAttribute("data-device", button.dataset["device"] ?? "desktop");
});
press("button[data-view]", (button) => {
  document.body.dataset["view"] = button.dataset["view"];
});
const chooser = byId<HTMLSelectElement>("template");
if (chooser) chooser.value = model.template;
chooser?.addEventListener("change", () => {
  model.template = chooser.value as TemplateName;
  model.selected = undefined;
  redraw("all");
});
save?.addEventListener("click", () => void saveTheme());
byId<HTMLAnchorElement>("exit")?.addEventListener("click", (event) => {
  if (!model.dirty) return;
  event.preventDefault();
  void confirmLeave().then((leave) => {
    if (!leave) return;
    model.markSaved();
    location.assign(`${model.data.store}/themes`);
  });
});
window.addEventListener("beforeunload", (event) => {
  if (model.dirty) event.preventDefault();
});
if (link.problem !== undefined) say(link.problem, true);
redraw("all");
