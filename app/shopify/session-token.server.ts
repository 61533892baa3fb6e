import { createHmac, timingSafeEqual } from "node:crypto";
import { Refusal } from "../platform/refusal.ts";
import { isShopDomain } from "./shop-domain.ts";

/** Who speaks, proven by a session token of Shopify (checkout and customer-account extensions; the admin's has `iss` too). */
export interface SessionToken {
  shop: string;
  /** The admin's tokens name who issued them, always the same shop; those of extensions need not. */
  hasIssuer: boolean;
  /** Only for customers who are logged in (and permitted): a customer's number, or a staff member's in the admin. */
  subject: string | undefined;
  id: string | undefined;
}

const LONGEST = 4096;
/** Shopify's clock and ours may differ a little. */
const LEEWAY_S = 10;

const refuse = () => new Refusal(401, "bad_session_token", "Reload the page and try again.");

function readPart(part: string): Record<string, unknown> {
  if (!/^[\w-]+$/.test(part)) throw refuse();
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Falls through: not JSON is as bad as no object.
  }
  throw refuse();
}

/** The permanent shop name in `dest` or `iss`, with or without https. */
function hostOf(claim: unknown): string | undefined {
  if (typeof claim !== "string") return undefined;
  const text = claim.startsWith("https://") ? claim : `https://${claim}`;
  return URL.canParse(text) ? new URL(text).hostname : undefined;
}

/**
 * Strict HS256 (A10). Shopify's library would leave exp and iss ≠ dest to us and takes the time from the machine; jose is not
 * among our dependencies: these few lines need neither.
 */
export function verifySessionToken(token: string, clientId: string, secret: string, now: Date): SessionToken {
  const [head, body, signature, ...more] = token.length > LONGEST ? [] : token.split(".");
  if (head === undefined || body === undefined || signature === undefined || more.length > 0) throw refuse();
  const expected = createHmac("sha256", secret).update(`${head}.${body}`).digest();
  const given = /^[\w-]{43}$/.test(signature) ? Buffer.from(signature, "base64url") : Buffer.alloc(0);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw refuse();
  if (readPart(head).alg !== "HS256") throw refuse();
  const { aud, exp, nbf, dest, iss, sub, jti } = readPart(body);
  const seconds = now.getTime() / 1000;
  if (aud !== clientId) throw refuse();
  if (typeof exp !== "number" || exp <= seconds - LEEWAY_S) throw refuse();
  if (typeof nbf !== "number" || nbf > seconds + LEEWAY_S) throw refuse();
  const shop = hostOf(dest);
  if (shop === undefined || !isShopDomain(shop) || (iss !== undefined && hostOf(iss) !== shop)) throw refuse();
  return {
    shop,
    hasIssuer: iss !== undefined,
    subject: typeof sub === "string" ? sub : undefined,
    id: typeof jti === "string" ? jti : undefined,
  };
}
