import { randomUUID } from "node:crypto";
import type { RequestHandler } from "express";
import { whilePreviewing } from "./theme.ts";
import type { ThemeDraft } from "./theme.ts";

/** Drafts live as long as the process: an editor that is still open sends its draft again. */
const drafts = new Map<string, ThemeDraft>();
const MOST_DRAFTS = 20;
const PARAM = "theme_draft";

export function keepDraft(draft: ThemeDraft): string {
  const id = randomUUID();
  drafts.set(id, draft);
  for (const old of [...drafts.keys()].slice(0, -MOST_DRAFTS)) drafts.delete(old);
  return id;
}

/**
 * Stands ahead of the storefront: a page that the editor's frame asks for is rendered from the editor's draft, in design
 * mode. Links inside the preview keep it by a cookie, which counts inside a frame only: the merchant's other tabs show
 * the published theme.
 */
export const draftPreview: RequestHandler = (request, reply, next) => {
  const named = request.query[PARAM];
  const kept = /(?:^|;\s*)theme_draft=([\w-]+)/.exec(request.get("cookie") ?? "")?.[1];
  const id = typeof named === "string" ? named : request.get("sec-fetch-dest") === "iframe" ? kept : undefined;
  const draft = id === undefined ? undefined : drafts.get(id);
  if (id === undefined || draft === undefined) return next();
  reply.append("set-cookie", `${PARAM}=${id}; Path=/; SameSite=Lax; HttpOnly`);
  request.query = { ...request.query, design_mode: "1" };
  whilePreviewing(draft, next);
};
