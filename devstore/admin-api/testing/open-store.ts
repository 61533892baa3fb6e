import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import express from "express";
import { readAppConfig } from "../../app-config.ts";
import { controlApp } from "../../faults/control.ts";
import { installApp } from "../../oauth/install.ts";
import { mintSessionToken } from "../../oauth/session-token.ts";
import type { Platform } from "../../platform.ts";
import { openState } from "../../state.ts";
import type { State } from "../../state.ts";
import type { Worker } from "../../webhooks/deliver.ts";
import { adminApiRouter, startBackground } from "../admin-api.ts";

interface Reply {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A development store on ports of its own, reached over HTTP as the app reaches it. */
export interface TestStore {
  readonly platform: Platform;
  readonly state: State;
  readonly origin: string;
  readonly token: string;
  post(route: string, body: object, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  graphql(query: string, variables?: object, token?: string): Promise<Reply>;
  control(method: string, route: string, body?: object): Promise<Reply>;
  close(): Promise<void>;
}

export interface StoreWishes {
  readonly scopes?: readonly string[];
  readonly background?: boolean;
  readonly appUrl?: string;
}

const SECRET = "not-a-secret";
const OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";

export function tokenRequest(platform: Platform, changes: object = {}): object {
  return {
    client_id: platform.config.clientId,
    client_secret: platform.secret,
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: mintSessionToken(platform),
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
    requested_token_type: OFFLINE,
    expiring: "1",
    ...changes,
  };
}

async function listen(app: express.Express) {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { origin, close };
}

export async function openTestStore(wishes: StoreWishes = {}): Promise<TestStore> {
  const directory = mkdtempSync(path.join(tmpdir(), "devstore-"));
  const state = openState(directory);
  const config = { ...readAppConfig(), ...(wishes.scopes ? { scopes: wishes.scopes } : {}) };
  const platform: Platform = { state, config, secret: SECRET, appUrl: wishes.appUrl ?? "http://localhost:9" };
  installApp(platform);
  const api = await listen(express().use(adminApiRouter(platform)));
  const control = await listen(controlApp(platform));
  const background: Worker | undefined = wishes.background === true ? startBackground(platform) : undefined;
  const send = async (
    method: string,
    url: string,
    body: object | undefined,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const response = await fetch(url, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const post: TestStore["post"] = (route, body, headers) => send("POST", api.origin + route, body, headers);
  const token = String((await post("/admin/oauth/access_token", tokenRequest(platform))).body["access_token"]);
  return {
    platform,
    state,
    origin: api.origin,
    token,
    post,
    graphql: (query, variables = {}, as = token) =>
      post("/admin/api/2026-07/graphql.json", { query, variables }, { "x-shopify-access-token": as }),
    control: (method, route, body) => send(method, control.origin + route, body),
    async close() {
      await background?.stop();
      await api.close();
      await control.close();
      state.db.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
