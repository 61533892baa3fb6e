import { randomBytes } from "node:crypto";
import { nowMs } from "../clock.ts";
import type { State } from "../state.ts";

/** Offline expiring tokens live an hour, their refresh tokens 90 days (shopify-facts). */
const OFFLINE_SECONDS = 3600;
const REFRESH_SECONDS = 7_776_000;
const ONLINE_SECONDS = 86_399;

export interface TokenRow {
  token: string;
  kind: "offline" | "online";
  installation_id: number;
  staff_id: number | null;
  session_id: string | null;
  scopes_json: string;
  expires_ms: number | null;
  refresh_token: string | null;
  refresh_expires_ms: number | null;
  refresh_used_ms: number | null;
  revoked_ms: number | null;
}

const secretText = (prefix: string) => `${prefix}${randomBytes(16).toString("hex")}`;

export interface OfflineGrant {
  access_token: string;
  scope: string;
  expires_in?: number;
  refresh_token?: string;
  refresh_token_expires_in?: number;
}

/** `replaces`: the access token whose refresh token was spent for this one. */
export function issueOffline(
  state: State,
  installationId: number,
  scopes: string[],
  expiring: boolean,
  replaces: string | null = null,
): OfflineGrant {
  const token = secretText("shpat_");
  const refresh = expiring ? secretText("shprt_") : null;
  insertToken(state, {
    token,
    kind: "offline",
    installation_id: installationId,
    staff_id: null,
    session_id: null,
    scopes_json: JSON.stringify(scopes),
    expires_ms: expiring ? nowMs() + OFFLINE_SECONDS * 1000 : null,
    refresh_token: refresh,
    refresh_expires_ms: expiring ? nowMs() + REFRESH_SECONDS * 1000 : null,
    replaces,
  });
  if (refresh === null) return { access_token: token, scope: scopes.join(",") };
  return {
    access_token: token,
    scope: scopes.join(","),
    expires_in: OFFLINE_SECONDS,
    refresh_token: refresh,
    refresh_token_expires_in: REFRESH_SECONDS,
  };
}

export function issueOnline(state: State, installationId: number, scopes: string[], staffId: number, session: string) {
  const token = secretText("shpua_");
  insertToken(state, {
    token,
    kind: "online",
    installation_id: installationId,
    staff_id: staffId,
    session_id: session,
    scopes_json: JSON.stringify(scopes),
    expires_ms: nowMs() + ONLINE_SECONDS * 1000,
    refresh_token: null,
    refresh_expires_ms: null,
    replaces: null,
  });
  return { access_token: token, scope: scopes.join(","), expires_in: ONLINE_SECONDS };
}

type NewToken = Omit<TokenRow, "refresh_used_ms" | "revoked_ms"> & { replaces: string | null };

function insertToken(state: State, row: NewToken): void {
  state
    .sql(
      `INSERT INTO access_tokens (token, kind, installation_id, staff_id, session_id, scopes_json, expires_ms,
         refresh_token, refresh_expires_ms, replaces, created_ms)
       VALUES (@token, @kind, @installation_id, @staff_id, @session_id, @scopes_json, @expires_ms,
         @refresh_token, @refresh_expires_ms, @replaces, @created)`,
    )
    .run({ ...row, created: nowMs() });
}

/** The row when the token is good now: known, not revoked, not expired, installation current. */
export function findValidToken(state: State, token: string): TokenRow | undefined {
  const row = state
    .sql(
      `SELECT access_tokens.* FROM access_tokens
       JOIN installations ON installations.id = installation_id AND uninstalled_at IS NULL
       WHERE token = ? AND revoked_ms IS NULL`,
    )
    .get(token) as TokenRow | undefined;
  if (row === undefined || (row.expires_ms !== null && row.expires_ms <= nowMs())) return undefined;
  retirePredecessor(state, row);
  return row;
}

/**
 * Uses a refresh token. So that a lost reply costs nobody their access, it can be used again until its replacement is used
 * (the new access token or the new refresh token); each use gives a new pair. The access token that it came with is revoked.
 * Undefined = refuse.
 */
export function spendRefreshToken(state: State, refreshToken: string): TokenRow | undefined {
  const row = state
    .sql(
      `SELECT access_tokens.* FROM access_tokens
       JOIN installations ON installations.id = installation_id AND uninstalled_at IS NULL WHERE refresh_token = ?`,
    )
    .get(refreshToken) as TokenRow | undefined;
  if (row === undefined || isRetired(state, row)) return undefined;
  if (row.refresh_expires_ms === null || row.refresh_expires_ms <= nowMs()) return undefined;
  state
    .sql("UPDATE access_tokens SET refresh_used_ms = ?, revoked_ms = coalesce(revoked_ms, ?) WHERE token = ?")
    .run(nowMs(), nowMs(), row.token);
  retirePredecessor(state, row);
  return row;
}

/** Revoked before it was ever spent (the merchant did that), or its replacement has been used. */
const isRetired = (state: State, row: TokenRow): boolean =>
  row.refresh_used_ms === null
    ? row.revoked_ms !== null
    : state.sql("SELECT 1 FROM access_tokens WHERE replaces = ? AND used = 1").get(row.token) !== undefined;

/** Using a token ends the retry window of the refresh token that it came from. */
function retirePredecessor(state: State, row: Pick<TokenRow, "token">): void {
  state.sql("UPDATE access_tokens SET used = 1 WHERE token = ? AND used = 0").run(row.token);
}
