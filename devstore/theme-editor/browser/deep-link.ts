import type { TemplateName } from "../theme.ts";
import type { EditorModel } from "./model.ts";

/**
 * Links that apps give to merchants (shopify.dev "Verify app block and app embed installation: deep linking"):
 * `?context=apps&activateAppId={client_id}/{handle}` switches an embed on,
 * `?template=…&addAppBlockId={client_id}/{handle}&target=newAppsSection|mainSection` adds a block. Nothing is saved yet.
 */
export function followDeepLink(
  model: EditorModel,
  search: string,
): { panel: "sections" | "embeds"; problem: string | undefined } {
  const params = new URLSearchParams(search);
  const template = (params.get("template") ?? "").split(".")[0] ?? "";
  if (template in model.data.titles) model.template = template as TemplateName;
  const activate = params.get("activateAppId");
  const add = params.get("addAppBlockId");
  const panel = params.get("context") === "apps" || activate !== null ? "embeds" : "sections";
  if (activate !== null) return { panel, problem: activateEmbed(model, activate) };
  if (add !== null) return { panel, problem: addBlock(model, add, params.get("target") ?? "newAppsSection") };
  return { panel, problem: undefined };
}

function handleOf(model: EditorModel, id: string): string | undefined {
  const [owner, handle] = id.split("/");
  const owners = [model.data.clientId, ...model.data.extensions.map((extension) => extension.uid)];
  return owner !== undefined && owners.includes(owner) ? handle : undefined;
}

function activateEmbed(model: EditorModel, id: string): string | undefined {
  const embed = model.embeds().find(({ block }) => block.handle === handleOf(model, id));
  if (!embed) return `There is no app embed ${id}.`;
  model.switchEmbed(embed, true);
  return undefined;
}

function addBlock(model: EditorModel, id: string, target: string): string | undefined {
  const handle = handleOf(model, id);
  const block = model.addable().find((one) => one.block.handle === handle);
  if (!block) return `There is no app block ${id} for this template.`;
  if (target === "newAppsSection") {
    model.addBlock(block);
    return undefined;
  }
  const section = target === "mainSection" ? "main" : target.replace(/^sectionId:/, "");
  if (!model.current.sections[section]) return `This template has no section for ${target}.`;
  model.addBlock(block, section);
  return undefined;
}
