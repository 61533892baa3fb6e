import type { ExtensionBlock, ThemeExtension } from "../blocks.ts";
import type { SettingValue, Settings, TemplateName, ThemeBlock, ThemeDraft, ThemeSection } from "../theme.ts";

export type EditorData = {
  clientId: string;
  app: { name: string; handle: string };
  extensions: Omit<ThemeExtension, "folder">[];
  theme: ThemeDraft;
  titles: Record<TemplateName, string>;
  paths: Record<TemplateName, string>;
  storefront: string;
  store: string;
};

/** What the settings panel shows: a block of a section, or an app embed. */
export type Selected = { kind: "block"; section: string; block: string } | { kind: "embed"; block: string };

export type Declared = { extension: Omit<ThemeExtension, "folder">; block: ExtensionBlock };

export class EditorModel {
  readonly data: EditorData;
  readonly draft: ThemeDraft;
  template: TemplateName = "index";
  selected: Selected | undefined;
  #saved: string;

  constructor(data: EditorData) {
    this.data = data;
    this.draft = data.theme;
    this.#saved = JSON.stringify(this.draft);
  }

  get dirty(): boolean {
    return JSON.stringify(this.draft) !== this.#saved;
  }

  markSaved(): void {
    this.#saved = JSON.stringify(this.draft);
  }

  get current() {
    return this.draft.templates[this.template];
  }

  declared(type: string): Declared | undefined {
    const handle = /\/blocks\/([^/]+)/.exec(type)?.[1];
    return this.all().find(({ block }) => block.handle === handle);
  }

  all(): Declared[] {
    return this.data.extensions.flatMap((extension) => extension.blocks.map((block) => ({ extension, block })));
  }

  /** Blocks that may be added to this template. */
  addable(): Declared[] {
    return this.all().filter(({ block }) => block.target === "section" && block.templates.includes(this.template));
  }

  embeds(): Declared[] {
    return this.all().filter(({ block }) => block.target !== "section");
  }

  #place({ extension, block }: Declared): { id: string; placed: ThemeBlock } {
    const type = `shopify://apps/${this.data.app.handle}/blocks/${block.handle}/${extension.uid}`;
    const settings = Object.fromEntries(
      block.settings
        .filter((one) => one.id !== undefined && one.default !== undefined)
        .map((one) => [one.id, one.default]),
    ) as Settings;
    return {
      id: `${block.handle.replaceAll("-", "_")}_${crypto.randomUUID().slice(0, 6)}`,
      placed: { type, settings },
    };
  }

  /** Into a section that is there, or into a new section of its own at the end of the template. */
  addBlock(declared: Declared, sectionId?: string): void {
    const { id, placed } = this.#place(declared);
    const target = sectionId ?? `apps_${crypto.randomUUID().slice(0, 6)}`;
    const section: ThemeSection = this.current.sections[target] ?? { type: "apps", settings: {} };
    section.blocks = { ...section.blocks, [id]: placed };
    section.block_order = [...(section.block_order ?? []), id];
    this.current.sections[target] = section;
    if (!this.current.order.includes(target)) this.current.order.push(target);
    this.selected = { kind: "block", section: target, block: id };
  }

  removeBlock(sectionId: string, blockId: string): void {
    const section = this.current.sections[sectionId];
    if (!section?.blocks) return;
    delete section.blocks[blockId];
    section.block_order = (section.block_order ?? []).filter((id) => id !== blockId);
    if (section.type === "apps" && section.block_order.length === 0) {
      delete this.current.sections[sectionId];
      this.current.order = this.current.order.filter((id) => id !== sectionId);
    }
    if (this.selected?.kind === "block" && this.selected.block === blockId) this.selected = undefined;
  }

  moveBlock(sectionId: string, blockId: string, by: 1 | -1): void {
    move(this.current.sections[sectionId]?.block_order ?? [], blockId, by);
  }

  moveSection(sectionId: string, by: 1 | -1): void {
    move(this.current.order, sectionId, by);
  }

  toggleBlock(block: ThemeBlock): void {
    if (block.disabled) delete block.disabled;
    else block.disabled = true;
  }

  embedOf({ block }: Declared): { id: string; placed: ThemeBlock } | undefined {
    const found = Object.entries(this.draft.settings.current.blocks ?? {}).find(
      ([, placed]) => this.declared(placed.type)?.block.handle === block.handle,
    );
    return found && { id: found[0], placed: found[1] };
  }

  /** Switched off, an embed keeps its settings, as in Shopify's settings_data.json. */
  switchEmbed(declared: Declared, on: boolean): void {
    const known = this.embedOf(declared);
    if (known) {
      known.placed.disabled = !on;
    } else if (on) {
      const { id, placed } = this.#place(declared);
      const current = this.draft.settings.current;
      current.blocks = { ...current.blocks, [id]: { ...placed, disabled: false } };
    }
    const now = this.embedOf(declared);
    if (on && now) this.selected = { kind: "embed", block: now.id };
    else if (this.selected?.kind === "embed" && this.selected.block === now?.id) this.selected = undefined;
  }

  selectedBlock(): ThemeBlock | undefined {
    if (!this.selected) return undefined;
    if (this.selected.kind === "embed") return this.draft.settings.current.blocks?.[this.selected.block];
    return this.current.sections[this.selected.section]?.blocks?.[this.selected.block];
  }

  set(id: string, value: SettingValue): void {
    const block = this.selectedBlock();
    if (block) block.settings = { ...block.settings, [id]: value };
  }
}

function move(order: string[], id: string, by: 1 | -1): void {
  const at = order.indexOf(id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= order.length) return;
  order.splice(at, 1);
  order.splice(to, 0, id);
}
