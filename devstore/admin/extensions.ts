import { readUiExtensions } from "../checkout/ui-extensions.ts";
import type { State } from "../state.ts";
import { readThemeExtensions } from "../theme-editor/blocks.ts";
import type { ExtensionBlock } from "../theme-editor/blocks.ts";
import { blockHandle, readSettings, readTemplate, TEMPLATES } from "../theme-editor/theme.ts";
import type { Desk } from "./desk.ts";

type Activation = { target: string; themeId: string };

type ExtensionInfo =
  | { handle: string; type: "ui_extension"; activations: { target: string }[] }
  | {
      handle: string;
      type: "theme_app_extension";
      activations: {
        target: string;
        handle: string;
        name: string;
        status: "active" | "available" | "unavailable";
        activations: Activation[];
      }[];
    };

/** Answers `shopify.app.extensions()`: what the app brings, and where the merchant's theme uses it. */
export function extensionsOf(desk: Desk): ExtensionInfo[] {
  const themeId = mainThemeGid(desk.state);
  const theme = readThemeExtensions(desk.root).map((extension) => ({
    handle: extension.handle,
    type: "theme_app_extension" as const,
    activations: extension.blocks.map((block) => {
      const activations =
        block.target === "section" ? inTemplates(desk.state, block, themeId) : asEmbed(desk.state, block, themeId);
      const status = activations.length > 0 ? ("active" as const) : ("available" as const);
      return { target: block.target, handle: block.handle, name: block.name, status, activations };
    }),
  }));
  // Where the merchant may place them is not modelled: each target counts as placed (README: assumed).
  const placed = readUiExtensions(desk.root).map(({ handle, targets }) => ({
    handle,
    type: "ui_extension" as const,
    activations: targets.map((target) => ({ target })),
  }));
  return [...theme, ...placed];
}

function mainThemeGid(state: State): string {
  const row = state.sql("SELECT id FROM themes WHERE role = 'MAIN'").get() as { id: number };
  return `gid://shopify/OnlineStoreTheme/${row.id}`;
}

function inTemplates(state: State, block: ExtensionBlock, themeId: string): Activation[] {
  return TEMPLATES.flatMap((name) => {
    const template = readTemplate(state, name);
    return Object.entries(template.sections)
      .filter(([, section]) => section.disabled !== true)
      .flatMap(([sectionId, section]) =>
        Object.entries(section.blocks ?? {})
          .filter(([, placed]) => blockHandle(placed.type) === block.handle && placed.disabled !== true)
          .map(([blockId]) => ({ target: `template--${name}/${sectionId}/${blockId}`, themeId })),
      );
  });
}

function asEmbed(state: State, block: ExtensionBlock, themeId: string): Activation[] {
  return Object.values(readSettings(state).current.blocks ?? {})
    .filter((placed) => blockHandle(placed.type) === block.handle && placed.disabled !== true)
    .map(() => ({ target: block.target, themeId }));
}
