import { mac } from "../platform/mac.server.ts";
import type { Key } from "../platform/secret.server.ts";
import { sameSecret } from "../platform/secret.server.ts";

const DAY_MS = 86_400_000;
const VALID_DAYS = 30;

const signature = (key: Key, bound: string): string => mac(key, bound, "base64url");

/** Proves that a later write comes from the browser that began the response. Bound to shop, version, response and expiry (UTC day). */
export function mintResponseToken(key: Key, shop: string, versionId: string, responseId: string, now: Date): string {
  const expires = Math.floor(now.getTime() / DAY_MS) + VALID_DAYS;
  return `${expires}.${signature(key, `${shop}|${versionId}|${responseId}|${expires}`)}`;
}

export function isResponseToken(
  key: Key,
  token: string,
  shop: string,
  versionId: string,
  responseId: string,
  now: Date,
): boolean {
  const [expires, given] = token.split(".");
  if (expires === undefined || given === undefined || !/^\d{1,6}$/.test(expires)) return false;
  if (Number(expires) < Math.floor(now.getTime() / DAY_MS)) return false;
  return sameSecret(given, signature(key, `${shop}|${versionId}|${responseId}|${expires}`));
}
