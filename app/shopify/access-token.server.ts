import { setTimeout as sleepFor } from "node:timers/promises";
import type { Clock } from "../platform/clock.ts";
import { ShopParked, Unreachable } from "./admin.ts";

/** The offline session of a shop: a token of an hour and a refresh token of 90 days that is replaced with each use. */
export interface OfflineSession {
  readonly accessToken: string;
  readonly expires: Date | undefined;
  readonly refreshToken: string | undefined;
  readonly refreshExpires: Date | undefined;
}

/** Where offline sessions are kept (shop/offline-session.store.server.ts). */
export interface OfflineSessions {
  find(domain: string): Promise<OfflineSession | undefined>;
  /** One refresh at a time over all processes: false while somebody else's claim lasts. A killed process's claim lapses. */
  claimRefresh(domain: string, now: Date, until: Date): Promise<boolean>;
  /** Stores the new pair and ends the claim, unless the session was replaced (reinstall) or removed meanwhile. */
  saveRefreshed(domain: string, spent: OfflineSession, renewed: OfflineSession, now: Date): Promise<void>;
  endClaim(domain: string): Promise<void>;
}

export interface AccessTokens {
  /** A token that is good now. `refused`: one that Shopify has just answered 401 to. Throws ShopParked or Unreachable. */
  accessToken(domain: string, refused?: string): Promise<string>;
}

interface Setup {
  sessions: OfflineSessions;
  clientId: string;
  clientSecret: string;
  clock: Clock;
  sleep?: (ms: number) => Promise<unknown>;
}

const EARLY_MS = 5 * 60_000;
const CLAIM_MS = 20_000;
const TIMEOUT_MS = 10_000;
const POLL_MS = 100;

/**
 * Single-flight refresh. Shopify keeps the spent refresh token good until its replacement is used (up to 30 days, changelog of
 * 2026-08-28), so after a kill between refresh and storing the same token is simply spent again (F17); the claim only
 * prevents two processes from each storing a pair of which one is retired by the other.
 */
export function accessTokens(setup: Setup): AccessTokens {
  const running = new Map<string, Promise<string>>();
  return {
    async accessToken(domain, refused) {
      const session = await setup.sessions.find(domain);
      if (session === undefined) throw new ShopParked("not-installed", "Candor is not installed in this shop.");
      if (isGood(session, refused, setup.clock())) return session.accessToken;
      const waiting = running.get(domain);
      if (waiting) return waiting;
      const mine = refreshOnce(setup, domain, refused).finally(() => running.delete(domain));
      running.set(domain, mine);
      return mine;
    },
  };
}

function isGood(session: OfflineSession, refused: string | undefined, now: Date): boolean {
  if (session.accessToken === refused) return false;
  return session.expires === undefined || session.expires.getTime() - EARLY_MS > now.getTime();
}

async function refreshOnce(setup: Setup, domain: string, refused: string | undefined): Promise<string> {
  const { sessions, clock, sleep = sleepFor } = setup;
  const giveUp = clock().getTime() + CLAIM_MS + TIMEOUT_MS;
  for (;;) {
    const now = clock();
    const claimed = await sessions.claimRefresh(domain, now, new Date(now.getTime() + CLAIM_MS));
    // Read after the claim: whoever held it before us has stored its pair by now.
    const session = await sessions.find(domain);
    if (session === undefined) throw new ShopParked("not-installed", "Candor is not installed in this shop.");
    if (isGood(session, refused, now)) {
      if (claimed) await sessions.endClaim(domain);
      return session.accessToken;
    }
    if (claimed) return renew(setup, domain, session);
    if (now.getTime() > giveUp) throw new Unreachable(5000, "another process is still refreshing the token", true);
    await sleep(POLL_MS);
  }
}

async function renew(setup: Setup, domain: string, session: OfflineSession): Promise<string> {
  try {
    if (session.refreshToken === undefined) {
      throw new ShopParked(
        "token-refused",
        "Shopify no longer accepts our token. Open Candor in the admin to renew it.",
      );
    }
    const renewed = await askForToken(setup, domain, session.refreshToken);
    await setup.sessions.saveRefreshed(domain, session, renewed, setup.clock());
    return renewed.accessToken;
  } catch (error) {
    await setup.sessions.endClaim(domain);
    throw error;
  }
}

async function askForToken(setup: Setup, domain: string, refreshToken: string): Promise<OfflineSession> {
  const now = setup.clock();
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(`https://${domain}/admin/oauth/access_token`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({
        client_id: setup.clientId,
        client_secret: setup.clientSecret,
        grant_type: "refresh_token",
        refresh_token: refreshToken,
      }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    body = await response.json().catch(() => undefined);
  } catch {
    throw new Unreachable(5000, "Shopify did not answer when a token was to be refreshed", true);
  }
  if (response.status === 200 && isGrant(body)) {
    return {
      accessToken: body.access_token,
      refreshToken: body.refresh_token ?? refreshToken,
      expires: inSeconds(now, body.expires_in ?? 3600),
      refreshExpires: inSeconds(now, body.refresh_token_expires_in ?? 7_776_000),
    };
  }
  if (response.status === 400 || response.status === 401 || response.status === 403) {
    throw new ShopParked("token-refused", "Shopify no longer accepts our token. Open Candor in the admin to renew it.");
  }
  throw new Unreachable(5000, `Shopify answered ${response.status} when a token was to be refreshed`, true);
}

interface Grant {
  access_token: string;
  refresh_token?: string;
  expires_in?: number;
  refresh_token_expires_in?: number;
}

const inSeconds = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000);

const isGrant = (body: unknown): body is Grant =>
  typeof body === "object" && body !== null && typeof (body as Grant).access_token === "string";
