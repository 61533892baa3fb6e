import { make } from "../../admin/frame/dom.ts";
import { pickResources } from "../../admin/frame/picker.ts";
import type { BlockSetting } from "../blocks.ts";
import type { SettingValue } from "../theme.ts";

type Change = (value: SettingValue) => void;

/** The fields of a block, from the settings of its schema. */
export function settingsForm(
  settings: BlockSetting[],
  values: Record<string, SettingValue>,
  store: string,
  changed: (id: string, value: SettingValue) => void,
): HTMLElement {
  const form = make("div", { class: "settings-form" });
  for (const setting of settings) {
    const { id } = setting;
    const change: Change = (value) => id !== undefined && changed(id, value);
    const value = id === undefined ? undefined : (values[id] ?? setting.default);
    form.append(drawSetting(setting, value ?? null, store, change));
  }
  if (settings.length === 0) form.append(make("p", { class: "muted" }, "This block has no settings."));
  return form;
}

function drawSetting(setting: BlockSetting, value: SettingValue, store: string, change: Change): HTMLElement {
  switch (setting.type) {
    case "header":
      return make("h3", { class: "settings-header" }, setting.content ?? "");
    case "paragraph":
      return make("p", { class: "muted" }, setting.content ?? "");
    case "checkbox":
      return checkbox(setting, value === true, change);
    case "range":
      return range(setting, Number(value ?? setting.min ?? 0), change);
    case "select":
    case "radio":
    case "text_alignment":
      return select(setting, String(value ?? ""), change);
    case "richtext":
    case "inline_richtext":
      return richtext(setting, String(value ?? ""), change);
    case "product":
    case "collection":
      return resource(setting, setting.type, String(value ?? ""), store, change);
    case "textarea":
    case "html":
    case "liquid":
      return withLabel(setting, textarea(setting, String(value ?? ""), change));
    case "color":
    case "color_background":
      return color(setting, String(value ?? ""), change);
    case "number":
      return withLabel(
        setting,
        input(setting, "number", value, (text) => change(text === "" ? null : Number(text))),
      );
    case "text":
    case "url":
    case "video_url":
      return withLabel(setting, input(setting, setting.type === "text" ? "text" : "url", value, change));
    default:
      return make(
        "p",
        { class: "muted" },
        `This editor has no field for settings of the type “${setting.type}” (${setting.id}).`,
      );
  }
}

function withLabel(setting: BlockSetting, control: HTMLElement): HTMLElement {
  const label = make("label", { class: "field" }, make("span", {}, setting.label ?? setting.id ?? ""), control);
  if (setting.info) label.append(make("small", {}, setting.info));
  return label;
}

function input(
  setting: BlockSetting,
  type: string,
  value: SettingValue,
  change: (text: string) => void,
): HTMLInputElement {
  const control = make("input", {
    class: "input",
    type: type === "url" ? "text" : type,
    placeholder: setting.placeholder,
  });
  control.value = value === null ? "" : String(value);
  if (type === "number") control.step = "any";
  control.addEventListener("input", () => change(control.value));
  return control;
}

function textarea(setting: BlockSetting, value: string, change: Change): HTMLTextAreaElement {
  const control = make("textarea", { class: "input", placeholder: setting.placeholder });
  control.value = value;
  control.addEventListener("input", () => change(control.value));
  return control;
}

function checkbox(setting: BlockSetting, value: boolean, change: Change): HTMLElement {
  const control = make("input", { type: "checkbox" });
  control.checked = value;
  control.addEventListener("change", () => change(control.checked));
  const text = make("span", {}, setting.label ?? "");
  if (setting.info) text.append(make("br"), make("small", { class: "muted" }, setting.info));
  return make("label", { class: "check" }, control, text);
}

function range(setting: BlockSetting, value: number, change: Change): HTMLElement {
  const unit = setting.unit ?? "";
  const shown = make("output", {}, `${value}${unit}`);
  const control = make("input", {
    type: "range",
    min: String(setting.min ?? 0),
    max: String(setting.max ?? 100),
    step: String(setting.step ?? 1),
  });
  control.value = String(value);
  control.addEventListener("input", () => {
    shown.textContent = `${control.value}${unit}`;
    change(Number(control.value));
  });
  return withLabel(setting, make("span", { class: "range" }, control, shown));
}

function select(setting: BlockSetting, value: string, change: Change): HTMLElement {
  const fallback = ["left", "center", "right"].map((one) => ({ value: one, label: one, group: undefined }));
  const options = setting.options ?? fallback;
  const control = make("select", { class: "input" });
  const groups = new Map<string, HTMLElement>();
  for (const option of options) {
    const element = make("option", { value: option.value }, option.label);
    const name = option.group;
    if (name === undefined) {
      control.append(element);
      continue;
    }
    const group = groups.get(name) ?? make("optgroup", { label: name });
    groups.set(name, group);
    group.append(element);
    control.append(group);
  }
  control.value = value;
  control.addEventListener("change", () => change(control.value));
  return withLabel(setting, control);
}

function color(setting: BlockSetting, value: string, change: Change): HTMLElement {
  const picker = make("input", { type: "color", "aria-label": `${setting.label ?? "Colour"}: picker` });
  const text = make("input", { class: "input", "aria-label": setting.label ?? "Colour", placeholder: "None" });
  const show = (next: string) => {
    text.value = next;
    if (/^#[0-9a-f]{6}$/i.test(next)) picker.value = next;
  };
  show(value);
  picker.addEventListener("input", () => {
    show(picker.value);
    change(picker.value);
  });
  text.addEventListener("change", () => change(text.value));
  const box = make(
    "div",
    { class: "field" },
    make("span", {}, setting.label ?? ""),
    make("span", { class: "color" }, picker, text),
  );
  if (setting.info) box.append(make("small", {}, setting.info));
  return box;
}

/** Shopify's rich text knows paragraphs, bold, italic, links and lists. */
function richtext(setting: BlockSetting, value: string, change: Change): HTMLElement {
  const area = make("div", {
    class: "input richtext",
    contenteditable: "true",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": setting.label ?? "",
  });
  area.append(document.createRange().createContextualFragment(cleanRichtext(value)));
  const report = () => change(asRichtext(area, setting.type === "inline_richtext"));
  area.addEventListener("input", report);
  const tools = make("div", { class: "button-row" });
  for (const [command, label] of [
    ["bold", "Bold"],
    ["italic", "Italic"],
  ] as const) {
    const button = make("button", { type: "button", class: "button small" }, label);
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      area.focus();
      document.execCommand(command);
      report();
    });
    tools.append(button);
  }
  const box = make("div", { class: "field" }, make("span", {}, setting.label ?? ""), tools, area);
  if (setting.info) box.append(make("small", {}, setting.info));
  return box;
}

const RICH = new Set([
  "P",
  "BR",
  "STRONG",
  "B",
  "EM",
  "I",
  "U",
  "A",
  "UL",
  "OL",
  "LI",
  "SPAN",
  "H1",
  "H2",
  "H3",
  "H4",
  "H5",
  "H6",
]);

/** Keeps the elements of Shopify's rich text and of their attributes the link only. */
function cleanRichtext(source: string): string {
  const parsed = new DOMParser().parseFromString(source, "text/html");
  for (const element of [...parsed.body.querySelectorAll("*")]) {
    if (["SCRIPT", "STYLE", "IFRAME", "OBJECT", "TEMPLATE"].includes(element.tagName)) {
      element.remove();
      continue;
    }
    if (element.tagName === "DIV")
      element.replaceWith(Object.assign(parsed.createElement("p"), { innerHTML: element.innerHTML }));
    else if (!RICH.has(element.tagName)) element.replaceWith(...element.childNodes);
    for (const { name, value } of [...element.attributes]) {
      if (name !== "href" || !/^(https?:|mailto:|\/|#|shopify:)/i.test(value)) element.removeAttribute(name);
    }
  }
  return parsed.body.innerHTML;
}

function asRichtext(area: HTMLElement, inline: boolean): string {
  const clean = cleanRichtext(area.innerHTML).trim();
  if (clean === "" || clean === "<br>") return "";
  return inline || clean.startsWith("<") ? clean : `<p>${clean}</p>`;
}

/** Theme settings keep a product's or collection's handle. */
function resource(
  setting: BlockSetting,
  type: "product" | "collection",
  value: string,
  store: string,
  change: Change,
): HTMLElement {
  const shown = make("span", { class: value === "" ? "muted" : "" }, value === "" ? `No ${type} selected` : value);
  const choose = make("button", { type: "button", class: "button small" }, value === "" ? `Select ${type}` : "Change");
  const clear = make("button", { type: "button", class: "button small" }, "Remove");
  clear.hidden = value === "";
  const show = (handle: string) => {
    shown.textContent = handle === "" ? `No ${type} selected` : handle;
    clear.hidden = handle === "";
    change(handle);
  };
  clear.addEventListener("click", () => show(""));
  choose.addEventListener("click", () => {
    void pickResources(store, { type, action: "select" }).then((picked) => {
      const [first] = (picked ?? []) as { handle: string }[];
      if (first) show(first.handle);
    });
  });
  const box = make(
    "div",
    { class: "field", role: "group", "aria-label": setting.label ?? type },
    make("span", {}, setting.label ?? ""),
    shown,
    make("div", { class: "button-row" }, choose, clear),
  );
  if (setting.info) box.append(make("small", {}, setting.info));
  return box;
}
