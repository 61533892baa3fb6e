import { Router } from "express";
import type { Request, Response } from "express";
import { grantedScopes, installApp, uninstallApp } from "../../oauth/install.ts";
import { mintSessionToken } from "../../oauth/session-token.ts";
import { findInstallation, readShop, writeSetting } from "../../state.ts";
import { field, storeOf } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { extensionsOf } from "../extensions.ts";
import { frameUrl } from "../frame-url.ts";
import { html, jsonData } from "../html.ts";
import { appShell, shell, STORE_PATH } from "../shell.ts";
import { describeScope } from "../scopes.ts";

/** The app in its frame, what App Bridge asks the admin for, and installing. */
export function appRoutes(desk: Desk): Router {
  const router = Router();
  const { handle, clientId } = desk.config;
  router.get([`/apps/${clientId}`, `/apps/${clientId}/*`], (request, reply) => {
    reply.redirect(request.originalUrl.replace(`/apps/${clientId}`, `/apps/${handle}`));
  });
  router.get([`/apps/${handle}`, `/apps/${handle}/*`], (request, reply) => showApp(desk, request, reply));
  router.post(`/apps/${handle}/install`, (request, reply) => {
    grantOptional(desk, field(request.body, "optional").split(","));
    installApp(desk);
    reply.redirect(303, `${STORE_PATH}/apps/${handle}`);
  });
  router.post(`/apps/${handle}/uninstall`, (_request, reply) => {
    uninstallApp(desk.state);
    reply.redirect(303, `${STORE_PATH}/settings/apps?notice=uninstalled`);
  });
  router.post("/frame/id-token", (_request, reply) => {
    if (!findInstallation(desk.state)) return void reply.status(404).json({ error: "The app is not installed." });
    reply.set("cache-control", "no-store").json({ idToken: mintSessionToken(desk) });
  });
  router.get("/frame/user", (_request, reply) => void reply.json(staff(desk)));
  router.get("/frame/extensions", (_request, reply) => void reply.json(extensionsOf(desk)));
  router.get("/frame/scopes", (_request, reply) => void reply.json(scopesDetail(desk)));
  router.post("/frame/scopes", (request, reply) => changeScopes(desk, request, reply));
  return router;
}

function showApp(desk: Desk, request: Request, reply: Response): void {
  const { handle, name } = desk.config;
  if (!findInstallation(desk.state)) {
    reply.send(installPage(desk, field(request.query, "optional_scopes")));
    return;
  }
  const path = request.originalUrl.slice(`${STORE_PATH}/apps/${handle}`.length);
  const data = {
    handle,
    base: `${STORE_PATH}/apps/${handle}`,
    store: STORE_PATH,
    appOrigin: new URL(desk.appUrl).origin,
    scopes: Object.fromEntries(
      [...desk.config.scopes, ...desk.config.optionalScopes].map((s) => [s, describeScope(s)]),
    ),
  };
  // Each opening carries a fresh token: never from a cache, also not on "back".
  reply.set("cache-control", "no-store");
  reply.send(appShell(storeOf(desk), { name, handle }, frameUrl(desk, path || "/"), jsonData("app-frame-data", data)));
}

function staff(desk: Desk): object {
  const row = desk.state.sql("SELECT id, first_name, last_name, email FROM staff ORDER BY id").get() as {
    id: number;
    first_name: string;
    last_name: string;
    email: string;
  };
  return { id: row.id, name: `${row.first_name} ${row.last_name}`, email: row.email, accountAccess: "full" };
}

function scopesDetail(desk: Desk): { granted: string[]; required: readonly string[]; optional: readonly string[] } {
  const installation = findInstallation(desk.state);
  const granted = installation ? (JSON.parse(installation.scopes_json) as string[]) : [];
  return { granted, required: desk.config.scopes, optional: desk.config.optionalScopes };
}

function grantOptional(desk: Desk, wanted: string[]): void {
  for (const scope of wanted.filter((one) => desk.config.optionalScopes.includes(one))) {
    writeSetting(desk.state, `grant:${scope}`, "1");
  }
}

function changeScopes(desk: Desk, request: Request, reply: Response): void {
  const { grant = [], revoke = [] } = request.body as { grant?: string[]; revoke?: string[] };
  const foreign = [...grant, ...revoke].find(
    (scope) => ![...grantedScopes(desk), ...desk.config.optionalScopes].includes(scope),
  );
  if (foreign !== undefined)
    return void reply.status(422).json({ error: `${foreign} is not declared in shopify.app.toml` });
  const required = revoke.find((scope) => desk.config.scopes.includes(scope));
  if (required !== undefined)
    return void reply.status(422).json({ error: `${required} is required, it cannot be revoked` });
  grantOptional(desk, grant);
  for (const scope of revoke) writeSetting(desk.state, `grant:${scope}`, "0");
  installApp(desk);
  reply.json(scopesDetail(desk));
}

export function installPage(desk: Desk, optional: string): string {
  const { name, handle, scopes, optionalScopes } = desk.config;
  const asked = [...scopes, ...optional.split(",").filter((scope) => optionalScopes.includes(scope))];
  const body = html`<div class="card install">
    <p class="lead">${name} asks to work with this store: <strong>${readShop(desk.state).domain}</strong></p>
    <h2>${name} will be able to</h2>
    <ul class="scopes">
      ${asked.map((scope) => html`<li><strong>${describeScope(scope)}</strong> <code>${scope}</code></li>`)}
    </ul>
    <p class="muted">You can uninstall the app at any time under Settings → Apps. Its access ends at once.</p>
    <form method="post" action="${STORE_PATH}/apps/${handle}/install">
      <input type="hidden" name="optional" value="${optional}" />
      <div class="button-row">
        <button class="button primary">Install</button><a class="button" href="${STORE_PATH}/settings/apps">Cancel</a>
      </div>
    </form>
  </div>`;
  return shell(storeOf(desk), { title: `Install ${name}`, section: "apps", body });
}
