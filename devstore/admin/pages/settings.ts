import { Router } from "express";
import { findInstallation } from "../../state.ts";
import { field, storeOf } from "../desk.ts";
import type { Desk } from "../desk.ts";
import { html } from "../html.ts";
import type { Html } from "../html.ts";
import { moment } from "../list.ts";
import { describeScope } from "../scopes.ts";
import { shell, STORE_PATH } from "../shell.ts";
import { installPage } from "./app.ts";

export function settingsRoutes(desk: Desk): Router {
  const router = Router();
  router.get("/settings", (_request, reply) => reply.redirect(`${STORE_PATH}/settings/apps`));
  router.get("/settings/apps", (request, reply) => {
    const notice = field(request.query, "notice") === "uninstalled" ? `${desk.config.name} was uninstalled` : undefined;
    reply.send(shell(storeOf(desk), { title: "Apps", section: "settings", body: appsBody(desk), notice }));
  });
  // Where the app sends the merchant for an optional scope: https://<shop>/admin/oauth/install
  router.get("/oauth/install", (request, reply) => {
    reply.send(installPage(desk, field(request.query, "optional_scopes")));
  });
  return router;
}

function appsBody(desk: Desk): Html {
  const { name, handle } = desk.config;
  const installation = findInstallation(desk.state);
  if (!installation) {
    return html`<div class="card">
      <div class="card-head">
        <h2>${name}</h2>
        <span class="badge">Not installed</span>
      </div>
      <div class="button-row"><a class="button primary" href="${STORE_PATH}/apps/${handle}">Install ${name}</a></div>
    </div>`;
  }
  const scopes = JSON.parse(installation.scopes_json) as string[];
  return html`<div class="card">
    <div class="card-head">
      <h2>${name}</h2>
      <span class="badge good">Installed</span>
    </div>
    <p class="muted">Since ${moment(installation.installed_at)}</p>
    <h3>What ${name} may do</h3>
    <ul class="scopes">
      ${scopes.map((scope) => html`<li><strong>${describeScope(scope)}</strong> <code>${scope}</code></li>`)}
    </ul>
    <p>
      Uninstalling ends its access at once: nothing of it can be changed by ${name} afterwards, also not its tags. 48
      hours later the app is told to erase what it keeps.
    </p>
    <div class="button-row">
      <a class="button" href="${STORE_PATH}/apps/${handle}">Open</a>
      <form method="post" action="${STORE_PATH}/apps/${handle}/uninstall" data-confirm="Uninstall ${name}?">
        <button class="button critical">Uninstall</button>
      </form>
    </div>
  </div>`;
}
