import { openDialog } from "./dialogs.ts";
import { getJson, make } from "./dom.ts";

type Row = { id: string; heading: string; note: string; image: string; resource: unknown };

type ResourceOptions = {
  type: "product" | "variant" | "collection";
  multiple?: boolean | number;
  query?: string;
  filter?: { query?: string; draft?: boolean; archived?: boolean; variants?: boolean };
  selectionIds?: { id: string; variants?: { id: string }[] }[];
  action?: "add" | "select";
};

/** `shopify.resourcePicker`: resolves with the chosen resources and `selection`, or undefined when cancelled. */
export async function pickResources(store: string, options: ResourceOptions): Promise<unknown> {
  const chosen = new Map<string, Row>();
  const known = new Set((options.selectionIds ?? []).map((one) => one.id));
  const search = make("input", {
    type: "search",
    class: "input",
    placeholder: `Search ${options.type}s`,
    "aria-label": `Search ${options.type}s`,
  });
  search.value = options.query ?? "";
  const list = make("div", { class: "picker-list" });
  const load = async () => {
    const query = new URLSearchParams({ type: options.type, query: search.value, filter: options.filter?.query ?? "" });
    if (options.filter?.draft === false) query.set("draft", "0");
    if (options.filter?.archived === false) query.set("archived", "0");
    for (const id of known) query.append("id", id);
    const rows = await getJson<Row[]>(`${store}/frame/resources?${query}`);
    for (const row of rows) {
      if (known.delete(row.id)) chosen.set(row.id, row);
    }
    list.replaceChildren(...rows.map((row) => pickerRow(row, chosen, options.multiple ?? false)));
    if (rows.length === 0) list.append(make("p", { class: "muted" }, "Nothing found."));
  };
  let planned: ReturnType<typeof setTimeout> | undefined;
  search.addEventListener("input", () => {
    clearTimeout(planned);
    planned = setTimeout(() => void load(), 150);
  });
  await load();
  const verb = options.action === "select" ? "Select" : "Add";
  const answer = await openDialog(
    `${verb} ${options.type}s`,
    make("div", { class: "picker" }, search, list),
    [
      { label: "Cancel", value: "" },
      { label: verb, value: "ok", look: "primary" },
    ],
    true,
  );
  return answer === "ok" ? [...chosen.values()].map((row) => row.resource) : undefined;
}

function pickerRow(row: Row, chosen: Map<string, Row>, multiple: boolean | number): HTMLElement {
  const box = make("input", { type: multiple === false ? "radio" : "checkbox", name: "picker" });
  box.checked = chosen.has(row.id);
  box.addEventListener("change", () => {
    if (multiple === false) chosen.clear();
    if (box.checked && typeof multiple === "number" && chosen.size >= multiple) box.checked = false;
    else if (box.checked) chosen.set(row.id, row);
    else chosen.delete(row.id);
  });
  const image =
    row.image === "" ? make("span", { class: "thumb" }) : make("img", { class: "thumb", src: row.image, alt: "" });
  return make(
    "label",
    { class: "picker-row" },
    box,
    image,
    make("span", {}, row.heading),
    make("span", { class: "muted" }, row.note),
  );
}

type PickerOptions = {
  heading: string;
  multiple?: boolean | number;
  items: { id: string; heading: string; data?: (string | number)[]; disabled?: boolean; selected?: boolean }[];
};

/** `shopify.picker`: the same dialog over items that the app brings itself. */
export async function pickItems(options: PickerOptions): Promise<string[] | undefined> {
  const chosen = new Map<string, Row>();
  const rows = options.items.map((item) => {
    const row: Row = {
      id: item.id,
      heading: item.heading,
      note: (item.data ?? []).join(" · "),
      image: "",
      resource: item.id,
    };
    if (item.selected) chosen.set(row.id, row);
    return row;
  });
  const list = make(
    "div",
    { class: "picker-list" },
    ...rows.map((row) => pickerRow(row, chosen, options.multiple ?? false)),
  );
  const answer = await openDialog(options.heading, list, [
    { label: "Cancel", value: "" },
    { label: "Select", value: "ok", look: "primary" },
  ]);
  return answer === "ok" ? [...chosen.keys()] : undefined;
}
