import { openDialog } from "../../admin/frame/dialogs.ts";
import { byId, make } from "../../admin/frame/dom.ts";
import type { ThemeSection } from "../theme.ts";
import type { Declared, EditorModel } from "./model.ts";
import { settingsForm } from "./settings-form.ts";

export type Redraw = (what: "all" | "preview") => void;

function iconButton(label: string, glyph: string, act: () => void, disabled = false): HTMLButtonElement {
  const button = make(
    "button",
    { type: "button", class: "button plain icon-only small", "aria-label": label, title: label },
    glyph,
  );
  button.disabled = disabled;
  button.addEventListener("click", act);
  return button;
}

const SECTION_NAMES: Record<string, string> = {
  "main-index": "Home page",
  "main-product": "Product information",
  "main-collection": "Product grid",
  "main-page": "Page",
  "main-cart": "Cart",
  apps: "Apps",
};

/** Sections of the template, with the app blocks inside them. */
export function drawSections(model: EditorModel, redraw: Redraw): HTMLElement {
  const list = make("ul", { class: "section-list" });
  for (const [at, id] of model.current.order.entries()) {
    const section = model.current.sections[id];
    if (section) list.append(drawSection(model, id, section, at, redraw));
  }
  const add = make("button", { type: "button", class: "button add" }, "+ Add section");
  add.addEventListener("click", () => void chooseBlock(model, undefined, redraw));
  return make(
    "div",
    {},
    make("h2", {}, model.data.titles[model.template]),
    make("h3", { class: "muted" }, "Template"),
    list,
    add,
  );
}

function drawSection(model: EditorModel, id: string, section: ThemeSection, at: number, redraw: Redraw): HTMLElement {
  const name = SECTION_NAMES[section.type] ?? section.type;
  const move = (by: 1 | -1) => () => {
    model.moveSection(id, by);
    redraw("all");
  };
  const last = model.current.order.length - 1;
  const head = make(
    "div",
    { class: "section-head" },
    make("strong", {}, name),
    iconButton(`Move ${name} up`, "↑", move(-1), at === 0),
    iconButton(`Move ${name} down`, "↓", move(1), at === last),
  );
  const blocks = make("ul", { class: "block-list" });
  const order = section.block_order ?? [];
  for (const [position, blockId] of order.entries())
    blocks.append(drawBlock(model, id, blockId, position, order.length, redraw));
  const add = make("button", { type: "button", class: "button add small" }, "+ Add block");
  add.addEventListener("click", () => void chooseBlock(model, id, redraw));
  return make("li", { class: "section-item" }, head, blocks, add);
}

function drawBlock(
  model: EditorModel,
  sectionId: string,
  blockId: string,
  at: number,
  of: number,
  redraw: Redraw,
): HTMLElement {
  const block = model.current.sections[sectionId]?.blocks?.[blockId];
  const name = (block && model.declared(block.type)?.block.name) ?? "Block of an app that is gone";
  const select = make("button", { type: "button", class: "block-name" }, name);
  if (block?.disabled) select.append(make("span", { class: "badge" }, "Hidden"));
  const chosen = model.selected?.kind === "block" && model.selected.block === blockId;
  select.setAttribute("aria-pressed", String(chosen));
  select.addEventListener("click", () => {
    model.selected = { kind: "block", section: sectionId, block: blockId };
    redraw("all");
  });
  const act = (run: () => void) => () => {
    run();
    redraw("all");
  };
  return make(
    "li",
    { class: chosen ? "block-item chosen" : "block-item" },
    select,
    iconButton(
      `Move ${name} up`,
      "↑",
      act(() => model.moveBlock(sectionId, blockId, -1)),
      at === 0,
    ),
    iconButton(
      `Move ${name} down`,
      "↓",
      act(() => model.moveBlock(sectionId, blockId, 1)),
      at === of - 1,
    ),
    iconButton(
      `Remove ${name}`,
      "×",
      act(() => model.removeBlock(sectionId, blockId)),
    ),
  );
}

async function chooseBlock(model: EditorModel, sectionId: string | undefined, redraw: Redraw): Promise<void> {
  const list = make("div", { class: "picker-list", role: "radiogroup", "aria-label": "App blocks" });
  const blocks = model.addable();
  for (const [at, { block }] of blocks.entries()) {
    const radio = make("input", { type: "radio", name: "app-block", value: block.handle });
    radio.checked = at === 0;
    list.append(
      make(
        "label",
        { class: "picker-row" },
        radio,
        make("span", {}, block.name),
        make("span", { class: "muted" }, model.data.app.name),
      ),
    );
  }
  if (blocks.length === 0) list.append(make("p", { class: "muted" }, "No app has a block for this template."));
  const choices = [
    { label: "Cancel", value: "" },
    ...(blocks.length > 0 ? [{ label: "Add", value: "add", look: "primary" as const }] : []),
  ];
  const answer = await openDialog(sectionId === undefined ? "Add section: Apps" : "Add block: Apps", list, choices);
  const handle = list.querySelector<HTMLInputElement>("input:checked")?.value;
  const chosen = blocks.find(({ block }) => block.handle === handle);
  if (answer !== "add" || !chosen) return;
  model.addBlock(chosen, sectionId);
  redraw("all");
}

/** App embeds with their switches. */
export function drawEmbeds(model: EditorModel, redraw: Redraw): HTMLElement {
  const list = make("ul", { class: "section-list" }, ...model.embeds().map((embed) => drawEmbed(model, embed, redraw)));
  const none = make("p", { class: "muted" }, "No app brings an embed.");
  return make(
    "div",
    {},
    make("h2", {}, "App embeds"),
    make("p", { class: "muted" }, "Parts of apps that stand on every page, without a place of their own."),
    model.embeds().length === 0 ? none : list,
  );
}

function drawEmbed(model: EditorModel, embed: Declared, redraw: Redraw): HTMLElement {
  const known = model.embedOf(embed);
  const on = known !== undefined && known.placed.disabled !== true;
  const toggle = make("button", {
    type: "button",
    class: "switch",
    role: "switch",
    "aria-checked": String(on),
    "aria-label": embed.block.name,
  });
  toggle.addEventListener("click", () => {
    model.switchEmbed(embed, !on);
    redraw("all");
    document.querySelector<HTMLElement>(`[data-embed="${CSS.escape(embed.block.handle)}"] .switch`)?.focus();
  });
  const name = make("button", { type: "button", class: "block-name" }, embed.block.name);
  name.disabled = known === undefined;
  name.addEventListener("click", () => {
    if (known) model.selected = { kind: "embed", block: known.id };
    redraw("all");
  });
  const head = make(
    "div",
    { class: "section-head" },
    make("div", { class: "embed-name" }, name, make("span", { class: "muted" }, model.data.app.name)),
    toggle,
  );
  return make("li", { class: "section-item", "data-embed": embed.block.handle }, head);
}

/** Settings of what is chosen; the panel is hidden when nothing is. */
export function drawSettings(model: EditorModel, redraw: Redraw): void {
  const panel = byId("settings");
  if (!panel) return;
  const block = model.selectedBlock();
  const declared = block && model.declared(block.type);
  panel.hidden = !block;
  document.body.toggleAttribute("data-settings", block !== undefined);
  if (!block) return;
  const name = declared?.block.name ?? "Block of an app that is gone";
  const close = make(
    "button",
    { type: "button", class: "button plain icon-only", "aria-label": "Close settings" },
    "←",
  );
  close.addEventListener("click", () => {
    model.selected = undefined;
    redraw("all");
  });
  const form = settingsForm(declared?.block.settings ?? [], block.settings ?? {}, model.data.store, (id, value) => {
    model.set(id, value);
    redraw("preview");
  });
  const foot = make("div", { class: "settings-foot" });
  const { selected } = model;
  if (selected?.kind === "block") {
    const hide = make("button", { type: "button", class: "button" }, block.disabled ? "Show block" : "Hide block");
    hide.addEventListener("click", () => {
      model.toggleBlock(block);
      redraw("all");
    });
    const remove = make("button", { type: "button", class: "button" }, "Remove block");
    remove.addEventListener("click", () => {
      model.removeBlock(selected.section, selected.block);
      redraw("all");
    });
    foot.append(hide, remove);
  }
  panel.replaceChildren(
    make("div", { class: "settings-head" }, close, make("h2", {}, name)),
    make("p", { class: "muted" }, `App: ${model.data.app.name}`),
    form,
    foot,
  );
}
