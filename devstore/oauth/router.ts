import express from "express";
import type { Request, Response } from "express";
import { nowMs } from "../clock.ts";
import { recordCall } from "../faults/calls.ts";
import { injectHttpFault } from "../faults/inject.ts";
import type { Platform } from "../platform.ts";
import { findInstallation, readShop } from "../state.ts";
import { grantedScopes, installApp } from "./install.ts";
import { verifyJwt } from "./jwt.ts";
import type { Claims } from "./jwt.ts";
import { findValidToken, issueOffline, issueOnline, spendRefreshToken } from "./tokens.ts";

const TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
const OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";
const ONLINE = "urn:shopify:params:oauth:token-type:online-access-token";

type Body = Readonly<Record<string, unknown>>;

class OauthRefusal extends Error {
  readonly code: string;
  constructor(code: string, description: string) {
    super(description);
    this.code = code;
  }
}

const field = (body: Body, name: string) => (typeof body[name] === "string" ? body[name] : "");

/** POST /admin/oauth/access_token: token exchange (RFC 8693) and refresh, as shopify-api 15 asks for them. */
export function oauthRouter(platform: Platform): express.Router {
  const router = express.Router();
  router.post(
    "/admin/oauth/access_token",
    express.json(),
    express.urlencoded({ extended: false }),
    async (request: Request, response: Response) => {
      const started = performance.now();
      const note = (status: number, code: string | null) =>
        recordCall(platform.state, {
          kind: "token",
          operation: field(request.body as Body, "grant_type"),
          status,
          code,
          started,
        });
      if (await injectHttpFault(platform.state, { name: "the token endpoint", operation: "token", request, response }))
        return note(0, "fault");
      try {
        response.json(grant(platform, (request.body ?? {}) as Body));
        note(200, null);
      } catch (error) {
        if (!(error instanceof OauthRefusal)) throw error;
        response.status(400).json({ error: error.code, error_description: error.message });
        note(400, error.code);
      }
    },
  );
  return router;
}

function grant(platform: Platform, body: Body): object {
  if (field(body, "client_id") !== platform.config.clientId || field(body, "client_secret") !== platform.secret) {
    throw new OauthRefusal("application_cannot_be_found", "The application could not be found.");
  }
  switch (field(body, "grant_type")) {
    case TOKEN_EXCHANGE:
      return exchange(platform, body);
    case "refresh_token":
      return refresh(platform, body);
    default:
      throw new OauthRefusal("unsupported_grant_type", "The grant type is not supported.");
  }
}

function exchange(platform: Platform, body: Body): object {
  const { state } = platform;
  const requested = field(body, "requested_token_type");
  const expiring = ["1", "true"].includes(field(body, "expiring")) || body["expiring"] === true;
  if (field(body, "subject_token_type") === OFFLINE) {
    // Migration of a non-expiring token (shopify-api: migrateToExpiringToken).
    const row = findValidToken(state, field(body, "subject_token"));
    if (row === undefined || requested !== OFFLINE) throw invalidSubject();
    return issueOffline(state, row.installation_id, JSON.parse(row.scopes_json) as string[], true);
  }
  if (field(body, "subject_token_type") !== ID_TOKEN)
    throw new OauthRefusal("invalid_request", "Invalid subject token type.");
  const claims = readSubject(platform, field(body, "subject_token"));
  if (findInstallation(state) === undefined) throw invalidSubject(); // nobody has a session with an app that is not there
  const installation = installApp(platform); // managed install: brings the scopes up to date
  const scopes = grantedScopes(platform);
  switch (requested) {
    case OFFLINE:
      if (!expiring) {
        throw new OauthRefusal("invalid_request", "Non-expiring offline access tokens are not available to this app.");
      }
      return issueOffline(state, installation.id, scopes, true);
    case ONLINE: {
      const staff = staffOf(platform, String(claims["sub"]));
      const online = issueOnline(state, installation.id, scopes, staff.id, String(claims["sid"]));
      return {
        ...online,
        associated_user_scope: scopes.join(","),
        associated_user: { ...staff, email_verified: true, account_owner: true, collaborator: false, locale: "en" },
      };
    }
    default:
      throw new OauthRefusal("invalid_request", "Invalid requested token type.");
  }
}

const invalidSubject = () => new OauthRefusal("invalid_subject_token", "Invalid subject token.");

function readSubject(platform: Platform, token: string): Claims {
  const claims = verifyJwt(token, platform.secret);
  const now = nowMs() / 1000;
  const shop = readShop(platform.state);
  if (claims === undefined || claims["aud"] !== platform.config.clientId) throw invalidSubject();
  if (claims["dest"] !== `https://${shop.domain}`) throw invalidSubject();
  if (typeof claims["exp"] !== "number" || claims["exp"] < now - 10) throw invalidSubject();
  if (typeof claims["nbf"] === "number" && claims["nbf"] > now + 10) throw invalidSubject();
  return claims;
}

function staffOf(platform: Platform, id: string) {
  const row = platform.state.sql("SELECT id, first_name, last_name, email FROM staff WHERE id = ?").get(Number(id));
  if (row === undefined) throw invalidSubject();
  return row as { id: number; first_name: string; last_name: string; email: string };
}

function refresh(platform: Platform, body: Body): object {
  const row = spendRefreshToken(platform.state, field(body, "refresh_token"));
  if (row === undefined) throw new OauthRefusal("invalid_grant", "The refresh token is invalid or has expired.");
  return issueOffline(platform.state, row.installation_id, grantedScopes(platform), true, row.token);
}
