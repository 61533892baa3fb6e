import { z } from "zod";
import type { ExtensionBlock, ThemeExtension } from "./blocks.ts";
import { blockHandle, TEMPLATES } from "./theme.ts";
import type { ThemeBlock, ThemeDraft } from "./theme.ts";

const setting = z.union([z.string().max(50_000), z.number(), z.boolean(), z.null()]);
const block = z.looseObject({
  type: z.string().max(300),
  disabled: z.boolean().optional(),
  settings: z.record(z.string(), setting).optional(),
});
const section = z.looseObject({
  type: z.string().max(100),
  disabled: z.boolean().optional(),
  settings: z.record(z.string(), setting).optional(),
  blocks: z.record(z.string(), block).optional(),
  block_order: z.array(z.string()).optional(),
});
const template = z.object({ sections: z.record(z.string(), section), order: z.array(z.string()) });
const draftSchema = z.object({
  templates: z.object({ index: template, product: template, collection: template, page: template, cart: template }),
  settings: z.object({ current: z.looseObject({ blocks: z.record(z.string(), block).optional() }) }),
});

/** Shopify limits (shopify.dev "JSON templates"): 25 sections a template, 50 blocks a section. */
const MOST_SECTIONS = 25;
const MOST_BLOCKS = 50;

/** A theme as posted by the editor, or what is wrong with it in a sentence. */
export function checkDraft(posted: unknown, extensions: ThemeExtension[]): { draft: ThemeDraft } | { error: string } {
  const parsed = draftSchema.safeParse(posted);
  if (!parsed.success) return { error: `This is not a theme: ${parsed.error.issues[0]?.path.join(".")}` };
  const draft = parsed.data as ThemeDraft;
  const known = new Map(extensions.flatMap((extension) => extension.blocks.map((one) => [one.handle, one] as const)));
  const error = findTemplateError(draft, known) ?? findEmbedError(draft, known);
  return error === undefined ? { draft } : { error };
}

function findTemplateError(draft: ThemeDraft, known: Map<string, ExtensionBlock>): string | undefined {
  for (const name of TEMPLATES) {
    const { sections, order } = draft.templates[name];
    if (order.length > MOST_SECTIONS) return `${name}: a template holds ${MOST_SECTIONS} sections at most.`;
    if (order.length !== Object.keys(sections).length || order.some((id) => sections[id] === undefined)) {
      return `${name}: the order of sections does not match them.`;
    }
    for (const { blocks = {}, block_order: blockOrder = [] } of Object.values(sections)) {
      if (blockOrder.length > MOST_BLOCKS) return `${name}: a section holds ${MOST_BLOCKS} blocks at most.`;
      if (blockOrder.length !== Object.keys(blocks).length || blockOrder.some((id) => blocks[id] === undefined)) {
        return `${name}: the order of blocks does not match them.`;
      }
      for (const placed of Object.values(blocks)) {
        const declared = known.get(blockHandle(placed.type) ?? "");
        if (declared && (declared.target !== "section" || !declared.templates.includes(name))) {
          return `${declared.name} cannot stand in the template ${name}.`;
        }
        const error = declared && findSettingError(declared, placed);
        if (error) return error;
      }
    }
  }
  return undefined;
}

function findEmbedError(draft: ThemeDraft, known: Map<string, ExtensionBlock>): string | undefined {
  for (const placed of Object.values(draft.settings.current.blocks ?? {})) {
    const declared = known.get(blockHandle(placed.type) ?? "");
    if (declared?.target === "section") return `${declared.name} is a block, not an app embed.`;
    const error = declared && findSettingError(declared, placed);
    if (error) return error;
  }
  return undefined;
}

function findSettingError(declared: ExtensionBlock, placed: ThemeBlock): string | undefined {
  for (const [id, value] of Object.entries(placed.settings ?? {})) {
    const one = declared.settings.find((candidate) => candidate.id === id);
    const where = `${declared.name}: ${one?.label ?? id}`;
    if (!one) return `${where} is not a setting of this block.`;
    if (one.type === "checkbox" && typeof value !== "boolean") return `${where} must be on or off.`;
    if (one.type === "range" || one.type === "number") {
      if (value === null && one.type === "number") continue;
      if (typeof value !== "number") return `${where} must be a number.`;
      if (one.type === "range" && (value < (one.min ?? 0) || value > (one.max ?? 100))) {
        return `${where} must lie between ${one.min} and ${one.max}.`;
      }
    }
    if ((one.type === "select" || one.type === "radio") && !one.options?.some((option) => option.value === value)) {
      return `${where} has no option "${value}".`;
    }
  }
  return undefined;
}
