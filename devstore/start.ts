import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import path from "node:path";
import express from "express";
import { adminApiRouter, startBackground } from "./admin-api/admin-api.ts";
import { adminApp } from "./admin/admin-app.ts";
import type { Desk } from "./admin/desk.ts";
import { loadAdminSchema } from "./admin-api/schema.ts";
import { readAppConfig } from "./app-config.ts";
import type { AppConfig } from "./app-config.ts";
import { controlApp } from "./faults/control.ts";
import { startMailServer } from "./mail/mail-server.ts";
import { openState, readShop } from "./state.ts";
import type { State } from "./state.ts";
import { storefrontApp } from "./storefront/storefront-app.ts";
import { draftPreview } from "./theme-editor/draft.ts";
import { seedTheme } from "./theme-editor/theme.ts";
import { tunnelServer } from "./tunnel/tunnel.ts";
import { faultsOfTopics } from "./webhooks/topic-scopes.ts";

export type StoreOptions = { dataDir: string; portBase: number; secret: string; root: string };

export type Ports = { app: number; admin: number; storefront: number; tunnel: number; control: number; mail: number };

export function portsFrom(base: number): Ports {
  return {
    app: base,
    admin: base + 100,
    storefront: base + 101,
    tunnel: base + 102,
    control: base + 109,
    mail: base + 110,
  };
}

export type RunningStore = { state: State; desk: Desk; stop: () => Promise<void> };

/** Opens the tables only: data is loaded into them before anybody is served. */
export function prepareStore(options: StoreOptions): State {
  const state = openState(options.dataDir);
  seedTheme(state);
  return state;
}

/** `shopify app deploy` refuses an app that listens to what its scopes do not cover. */
function readDeployableConfig(root: string): AppConfig {
  const config = readAppConfig(path.join(root, "shopify.app.toml"));
  const topics = config.subscriptions.filter(({ compliance }) => !compliance).map(({ topic }) => topic);
  const faults = faultsOfTopics(loadAdminSchema().schema, topics, config.scopes);
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return config;
}

/** Every listener of Shopify's side, on this machine only. */
export async function startStore(options: StoreOptions, state = prepareStore(options)): Promise<RunningStore> {
  const ports = portsFrom(options.portBase);
  const desk: Desk = {
    state,
    config: readDeployableConfig(options.root),
    secret: options.secret,
    root: options.root,
    appUrl: `http://localhost:${ports.tunnel}`,
    pictureOrigin: `http://localhost:${ports.storefront}`,
    places: {
      adminOrigin: `http://localhost:${ports.admin}`,
      storefrontOrigin: `http://localhost:${ports.storefront}`,
      shopDomain: readShop(state).domain,
    },
  };
  const admin = express().disable("x-powered-by").use(adminApiRouter(desk)).use(adminApp(desk));
  const storefront = express()
    .disable("x-powered-by")
    .use(draftPreview)
    .use(storefrontApp(desk, { root: options.root }));
  const servers = await Promise.all([
    listen(createServer(admin as RequestListener), ports.admin),
    listen(createServer(storefront as RequestListener), ports.storefront),
    listen(createServer(controlApp(desk) as RequestListener), ports.control),
    listen(tunnelServer(`http://localhost:${ports.app}`, desk.places), ports.tunnel),
  ]);
  const mail = await startMailServer(state, ports.mail);
  const background = startBackground(desk);
  const stop = async () => {
    await Promise.all([background.stop(), mail.close(), ...servers.map(close)]);
    state.db.close();
  };
  return { state, desk, stop };
}

function listen(server: Server, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "localhost", () => resolve(server));
  });
}

/** Answers what has begun, for two seconds at most. */
function close(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), 2_000);
  return new Promise((resolve) => {
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
