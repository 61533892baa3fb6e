import { createHmac } from "node:crypto";
import type { ShopId } from "../contract/shop.ts";
import { sameSecret } from "../platform/secret.server.ts";
import type { Key } from "../platform/secret.server.ts";

const HOUR_MS = 3_600_000;

const signature = (key: Key, bound: string) => createHmac("sha256", key).update(bound).digest("base64url");

/** Shop, incentive and end, signed. It leads to what the merchant stored and nowhere else: no address travels in it (A23). */
export function downloadToken(key: Key, shop: ShopId, incentiveId: number, endsAt: Date): string {
  const bound = `${shop}.${incentiveId}.${Math.floor(endsAt.getTime() / 1000)}`;
  return `${bound}.${signature(key, bound)}`;
}

export function readDownloadToken(
  key: Key,
  token: string,
  now: Date,
): { shop: ShopId; incentiveId: number } | undefined {
  const [, bound, shop, incentiveId, end, given] =
    /^((\d{1,15})\.(\d{1,15})\.(\d{1,12}))\.([\w-]{43})$/.exec(token) ?? [];
  if (bound === undefined || given === undefined || !sameSecret(given, signature(key, bound))) return undefined;
  if (Number(end) * 1000 <= now.getTime()) return undefined;
  return { shop: Number(shop) as ShopId, incentiveId: Number(incentiveId) };
}

/** Whole hours from now, so that asking twice in a minute tells the same link. */
export const linkEnd = (now: Date, hours: number): Date =>
  new Date((Math.floor(now.getTime() / HOUR_MS) + hours + 1) * HOUR_MS);
